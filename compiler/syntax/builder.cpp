#include "syntax/builder.h"

#include <algorithm>

#include "syntax/encoding.h"
#include "syntax/parse.h"
#include "syntax/scalar_text.h"
#include "syntax/scan.h"

namespace writ::syntax {
namespace {

constexpr size_t kLinearKeys = 12;

Style ScalarStyle(char first) {
  switch (first) {
    case '"':
      return Style::kDoubleQuoted;
    case '\'':
      return Style::kSingleQuoted;
    case '|':
      return Style::kLiteral;
    case '>':
      return Style::kFolded;
    default:
      return Style::kPlain;
  }
}

bool IsQuoted(Style style) {
  return style == Style::kSingleQuoted || style == Style::kDoubleQuoted;
}

}  // namespace

Builder::Builder(const source::SourceManager& sources, source::FileId file, SyntaxTree& tree,
                 diag::Sink& sink)
    : text_(sources.Text(file)),
      base_(syntax::BomSize(text_)),
      file_(file),
      tree_(tree),
      sink_(sink),
      document_begin_(base_),
      document_end_(base_),
      last_end_(base_) {}

size_t Builder::Offset(const YAML::Mark& mark) const {
  const size_t at = base_ + static_cast<size_t>(std::max(mark.pos, 0));
  return std::min(at, text_.size());
}

Span Builder::At(size_t begin, size_t end) const {
  return {file_, static_cast<uint32_t>(begin), static_cast<uint32_t>(std::max(begin, end))};
}

std::string_view Builder::TextOf(const Node& node) const {
  const std::string_view base = node.in_pool ? std::string_view(tree_.pool) : text_;
  return base.substr(node.text_begin, node.text_size);
}

void Builder::OnDocumentStart(const YAML::Mark& mark) {
  const size_t begin = Offset(mark);
  document_begin_ = begin;
  CheckGap(document_end_, begin, true);
  ++documents_;
  root_ = kNoNode;
  first_node_ = tree_.nodes.size();
  first_pool_byte_ = tree_.pool.size();
  const bool marked = StartsMarker(text_, begin, "---");
  document_end_ = marked ? begin + 3 : begin;
  last_end_ = document_end_;
}

void Builder::OnDocumentEnd() {
  if (root_ == kNoNode) return;
  const Node& root = tree_.nodes[root_];
  document_begin_ = document_end_ = root.end;
  first_node_ = tree_.nodes.size();
  first_pool_byte_ = tree_.pool.size();
  if (root.style == Style::kEmpty) {
    tree_.nodes.pop_back();
    --first_node_;
  } else {
    tree_.documents.push_back({root_});
  }
  root_ = kNoNode;
}

void Builder::FinishFile() { CheckGap(document_end_, text_.size(), false); }

void Builder::OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
  const size_t at = Offset(mark);
  Node node;
  node.kind = Kind::kNull;
  if (const size_t size = WrittenNullSize(at); size != 0) {
    CheckIndentation(at);
    node.begin = node.text_begin = static_cast<uint32_t>(at);
    node.end = static_cast<uint32_t>(at + size);
    node.text_size = static_cast<uint32_t>(size);
  } else {
    CheckMissingBlank(at);
    node.style = Style::kEmpty;
    node.begin = node.end = node.text_begin = static_cast<uint32_t>(EmptyPlace(at));
  }
  Push(node);
}

size_t Builder::WrittenNullSize(size_t at) const {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (text_.substr(at, word.size()) != word) continue;
    size_t next = at + word.size();
    while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\t')) ++next;
    // Behind the word of a value its line or item ends; else it starts the next key.
    const std::string_view enders = AwaitsKey() ? ":\r\n#,]}" : "\r\n#,]}";
    if (next == text_.size() || enders.find(text_[next]) != std::string_view::npos) {
      return word.size();
    }
  }
  return 0;
}

// Where an empty value stands: behind the `:` of its key or the `-` of its item. yaml-cpp's mark is
// the next token, which may be lines away.
size_t Builder::EmptyPlace(size_t mark) const {
  if (open_.empty()) return document_end_;
  const OpenNode& parent = open_.back();
  const Node& node = tree_.nodes[parent.node];
  if (node.kind == Kind::kMap) {
    return AwaitsKey() ? mark : PastColon(text_, tree_.nodes[parent.key].end);
  }
  if (node.style == Style::kFlow) return mark;
  const size_t from = parent.last_child == kNoNode ? node.begin : parent.last_end;
  const size_t dash = SkipBlanksAndComments(text_, from);
  return dash < text_.size() && text_[dash] == '-' ? dash + 1 : mark;
}

void Builder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                       const std::string& value) {
  const size_t begin = Offset(mark);
  CheckTag(begin, tag);
  CheckIndentation(begin);
  Node node;
  node.kind = Kind::kScalar;
  node.style = begin < text_.size() ? ScalarStyle(text_[begin]) : Style::kPlain;
  size_t end = kNowhere;
  if (IsQuoted(node.style)) {
    end = QuotedEnd(text_, begin);
    CheckQuoted(begin, end, value);
  } else if (node.style == Style::kPlain) {
    end = PlainEnd(text_, begin, value);
  } else {
    end = BlockScalarEnd(text_, begin, BlockColumn());
  }
  if (end == kNowhere) {
    Report(diag::Code::E0110, At(begin, LineEnd(text_, begin)), "this text can be read in two ways")
        .Here("quote it");
    throw Refused{};
  }
  node.begin = static_cast<uint32_t>(begin);
  node.end = static_cast<uint32_t>(end);
  const bool suspect = value.empty() || value.back() == ' ' || value.back() == '\n';
  if (suspect || node.style == Style::kFolded) {
    SetText(node, CorrectedText(text_, begin, end, node.style, value));
  } else {
    SetText(node, value);
  }
  Push(node);
}

void Builder::SetText(Node& node, const std::string& value) {
  node.text_size = static_cast<uint32_t>(value.size());
  const size_t begin = node.begin + (IsQuoted(node.style) ? 1U : 0U);
  const bool is_view = node.style != Style::kLiteral && node.style != Style::kFolded &&
                       text_.substr(begin, value.size()) == value;
  node.in_pool = !is_view;
  node.text_begin = static_cast<uint32_t>(is_view ? begin : tree_.pool.size());
  if (!is_view) tree_.pool += value;
}

void Builder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                              YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value style) {
  Open(mark, tag, Kind::kList, style == YAML::EmitterStyle::Flow);
}

void Builder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                         YAML::EmitterStyle::value style) {
  Open(mark, tag, Kind::kMap, style == YAML::EmitterStyle::Flow);
}

void Builder::OnSequenceEnd() { Close(); }
void Builder::OnMapEnd() { Close(); }

void Builder::Open(const YAML::Mark& mark, const std::string& tag, Kind kind, bool flow) {
  const size_t begin = Offset(mark);
  CheckTag(begin, tag);
  CheckIndentation(begin);
  if (AwaitsKey()) RefuseKey(begin, kind);
  if (open_.size() >= static_cast<size_t>(kMaxDepth)) {
    Report(diag::Code::E0120, At(begin, begin + 1), "nesting is deeper than {} levels", kMaxDepth);
    throw Refused{};
  }
  Node node;
  node.kind = kind;
  node.style = flow ? Style::kFlow : Style::kBlock;
  node.begin = static_cast<uint32_t>(begin);
  node.end = static_cast<uint32_t>(begin);
  OpenNode open;
  open.block_column = flow ? BlockColumn() : mark.column;
  open.has_opener =
      flow && begin < text_.size() && text_[begin] == (kind == Kind::kMap ? '{' : '[');
  open.last_end = open.has_opener ? begin + 1 : begin;
  open.node = Push(node);
  open_.push_back(std::move(open));
  last_end_ = std::max(last_end_, open_.back().last_end);
}

void Builder::Close() {
  const OpenNode closed = std::move(open_.back());
  open_.pop_back();
  Node& node = tree_.nodes[closed.node];
  size_t end = closed.last_end;
  if (closed.has_opener) end = FlowEnd(text_, end, node.kind == Kind::kMap ? '}' : ']');
  if (end == kNowhere) {
    Report(diag::Code::E0110, At(closed.last_end, closed.last_end),
           "this text can be read in two ways");
    throw Refused{};
  }
  node.end = static_cast<uint32_t>(end);
  last_end_ = end;
  if (!open_.empty()) open_.back().last_end = end;
}

bool Builder::AwaitsKey() const {
  return !open_.empty() && open_.back().key == kNoNode &&
         tree_.nodes[open_.back().node].kind == Kind::kMap;
}

NodeId Builder::Push(Node node) {
  if (tree_.nodes.size() >= kMaxNodes) {
    Report(diag::Code::E0121, At(node.begin, node.end), "the file has more than {} values",
           kMaxNodes)
        .Note("split it into several files");
    throw Refused{};
  }
  const auto id = static_cast<NodeId>(tree_.nodes.size());
  tree_.nodes.push_back(node);
  last_end_ = std::max<size_t>(last_end_, node.end);
  if (open_.empty()) {
    root_ = id;
    return id;
  }
  OpenNode& parent = open_.back();
  parent.last_end = node.end;
  if (tree_.nodes[parent.node].kind == Kind::kList) {
    ++tree_.nodes[parent.node].child_count;
    Link(id);
  } else if (parent.key == kNoNode) {
    CheckKey(parent, id);
    parent.key = id;
  } else {
    if (!parent.drop_value) Link(id);
    parent.drop_value = false;
    parent.key = kNoNode;
  }
  return id;
}

void Builder::Link(NodeId id) {
  OpenNode& parent = open_.back();
  if (parent.last_child == kNoNode) {
    tree_.nodes[parent.node].first_child = id;
  } else {
    tree_.nodes[parent.last_child].next = id;
  }
  parent.last_child = id;
}

void Builder::CheckKey(OpenNode& map, NodeId id) {
  const Node& key = tree_.nodes[id];
  const Span span = At(key.begin, key.end);
  if (key.kind == Kind::kNull) {
    Report(diag::Code::E0116, span, "a key of nothing")
        .Here("{}",
              key.style == Style::kEmpty ? "a key belongs here" : "quote it to mean the text");
    throw Refused{};
  }
  const std::string_view text = TextOf(key);
  if (text == "<<" && key.style == Style::kPlain) {
    Report(diag::Code::E0113, span, "a merge key: `<<`")
        .Note("write the values out, or put them into `defaults`");
    throw Refused{};
  }
  const NodeId earlier = FindKey(map, text);
  if (earlier == kNoNode) {
    ++tree_.nodes[map.node].child_count;
    Link(id);
    return;
  }
  map.drop_value = true;
  const Node& first = tree_.nodes[earlier];
  Report(diag::Code::E0111, span, "the key `{}` stands twice in this map", text)
      .Here("again here")
      .Label(At(first.begin, first.end), "first here");
}

NodeId Builder::FindKey(OpenNode& map, std::string_view text) {
  const Node& node = tree_.nodes[map.node];
  if (node.child_count < kLinearKeys) {
    for (NodeId id = node.first_child; id != kNoNode;) {
      const Node& key = tree_.nodes[id];
      if (TextOf(key) == text) return id;
      id = key.next == kNoNode ? kNoNode : tree_.nodes[key.next].next;
    }
    return kNoNode;
  }
  if (map.keys.empty()) {
    for (NodeId id = node.first_child; id != kNoNode; id = tree_.nodes[tree_.nodes[id].next].next) {
      map.keys.emplace(TextOf(tree_.nodes[id]), id);
    }
  }
  const auto [place, added] =
      map.keys.try_emplace(std::string(text), static_cast<NodeId>(tree_.nodes.size() - 1));
  return added ? kNoNode : place->second;
}

void Builder::DropOpenDocument() {
  open_.clear();
  root_ = kNoNode;
  tree_.nodes.resize(first_node_);
  tree_.pool.resize(first_pool_byte_);
}

void Builder::Restart(size_t offset) {
  base_ = document_begin_ = document_end_ = last_end_ = offset;
}

}  // namespace writ::syntax
