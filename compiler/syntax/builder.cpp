#include "syntax/builder.h"

#include <algorithm>

#include "syntax/encoding.h"
#include "syntax/parse.h"
#include "syntax/scalar_text.h"
#include "syntax/scan.h"
#include "syntax/translate.h"

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

void Builder::CheckGap(size_t begin, size_t end, bool before_document) {
  const Gap gap = ReadGap(text_, begin, end);
  if (gap.directive != kNowhere) {
    Report(diag::Code::E0115, At(gap.directive, LineEnd(text_, gap.directive)),
           "a YAML directive (a line that starts with `%`)")
        .Note("remove the line: specs are YAML 1.2 without directives");
    throw Refused{};
  }
  if (!before_document || documents_ == 0 || StartsMarker(text_, end, "---")) return;
  if (gap.ended) return;
  const Span span = At(end, std::min(LineEnd(text_, end), text_.size()));
  if (end < text_.size() && text_[end] == ':') {
    Report(diag::Code::E0122, At(end, end + 1), "a `:` without a blank behind it")
        .Here("write `: `");
  } else if (begin == end && documents_ > 0 && end < text_.size() && text_[end] == ',') {
    Report(diag::Code::E0127, At(end, end + 1), "plain text cannot start with `,`")
        .Here("quote the text");
  } else {
    Report(diag::Code::E0118, span, "text after the end of the document")
        .Label(At(begin, begin), "the document ends here")
        .Note("start another document with a line `---`, or quote a value that goes on here");
  }
  throw Refused{};
}

void Builder::CheckTag(size_t begin, const std::string& tag) {
  const bool written = begin < text_.size() && text_[begin] == '!';
  if (tag.empty() || tag == "?" || (tag == "!" && !written)) return;
  size_t end = begin;
  while (end < text_.size() && !IsBlank(text_[end]) && text_[end] != ',') ++end;
  Report(diag::Code::E0114, At(begin, end), "a tag: `{}`", text_.substr(begin, end - begin))
      .Note("remove it: the field says what type a value has; quote text that starts with `!`");
  throw Refused{};
}

void Builder::CheckIndentation(size_t begin) {
  const size_t tab = TabInIndentation(text_, begin);
  if (tab == kNowhere) return;
  Report(diag::Code::E0119, At(tab, tab + 1), "a tab in the indentation")
      .Here("indent with spaces");
  throw Refused{};
}

void Builder::OnAnchor(const YAML::Mark& mark, const std::string& name) {
  const size_t begin = Offset(mark);
  const size_t at = std::min(text_.find('&', begin), text_.size());
  Report(diag::Code::E0112, At(at, at + 1 + name.size()), "an anchor: `&{}`", name)
      .Note("write the value out where it is used, or put it into `defaults`")
      .Note("quote text that starts with `&`");
  throw Refused{};
}

void Builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
  const size_t begin = Offset(mark);
  Report(diag::Code::E0112, At(begin, begin + 1), "an alias");
  throw Refused{};  // its anchor was refused before
}

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

void Builder::CheckMissingBlank(size_t null_begin) {
  if (open_.empty() || tree_.nodes[open_.back().node].style != Style::kFlow) return;
  const bool at_comma = null_begin < text_.size() && text_[null_begin] == ',';
  const bool is_item = tree_.nodes[open_.back().node].kind == Kind::kList || AwaitsKey();
  if (is_item && at_comma) {
    Report(diag::Code::E0123, At(null_begin, null_begin + 1), "an item of nothing before this `,`")
        .Note("remove the comma; a value of nothing is written `null`");
    throw Refused{};
  }
  if (is_item) return;
  const Node& key = tree_.nodes[open_.back().key];
  const std::string_view text = TextOf(key);
  const size_t colon = text.find(':');
  if (key.style != Style::kPlain || key.in_pool || colon == std::string_view::npos) return;
  const size_t at = key.text_begin + colon;
  Report(diag::Code::E0122, At(at, at + 1), "`{}` has no blank behind its `:`", text)
      .Here("write `{}: {}`, or quote all of it", text.substr(0, colon), text.substr(colon + 1));
  throw Refused{};
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

void Builder::CheckQuoted(size_t begin, size_t end, const std::string& value) {
  if (end == kNowhere) {
    ReportUnclosedQuote(text_, file_, begin, sink_);
    throw Refused{};
  }
  CheckContinuation(begin, end);
  if (text_[begin] == '"' && !syntax::IsUtf8(value)) {
    const size_t escape = FindEscape(text_, begin, end, "N_");
    Report(diag::Code::E0124, At(escape, escape + 2), "the escape `{}` cannot be read",
           text_.substr(escape, 2))
        .Here("write `{}`", text_[escape + 1] == 'N' ? "\\u0085" : "\\u00a0");
    throw Refused{};
  }
  if (end < text_.size() && text_[end] == '#') {
    Report(diag::Code::E0128, At(end, end + 1), "a comment needs a blank before its `#`");
    throw Refused{};
  }
}

// A later line of quoted text stands deeper than the map around it; one that does not is mostly
// the next key, swallowed by a quote that was never closed.
void Builder::CheckContinuation(size_t begin, size_t end) {
  const int parent = BlockColumn();
  if (parent < 0) return;
  for (size_t line = LineEnd(text_, begin) + 1; line < end; line = LineEnd(text_, line) + 1) {
    const size_t first = std::min(text_.find_first_not_of(" \t", line), text_.size());
    const bool blank = first < text_.size() && (text_[first] == '\n' || text_[first] == '\r');
    if (blank || static_cast<int>(first - line) > parent) continue;
    ReportUnclosedQuote(text_, file_, begin, sink_);
    throw Refused{};
  }
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

// yaml-cpp takes a bracket that is never closed for the start of a key, too.
void Builder::RefuseKey(size_t begin, Kind kind) {
  const size_t end = std::min(NextDocument(text_, begin + 1), text_.size());
  if (const OpenAt open = FindOpen(text_, begin, end); open.bracket != kNowhere) {
    Report(diag::Code::E0125, At(open.bracket, open.bracket + 1), "`{}` is never closed",
           text_[open.bracket]);
  } else {
    Report(diag::Code::E0116, At(begin, begin + 1), "a {} as a key",
           kind == Kind::kMap ? "map" : "list")
        .Here("keys are text")
        .Note("quote text that starts with `[` or `{{`, such as a template's `{{{{ }}}}`");
  }
  throw Refused{};
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
