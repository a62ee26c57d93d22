#include <algorithm>
#include <array>

#include "base/edit_distance.h"
#include "template/ast.h"

namespace writ::tmpl {
namespace {

using diag::Code;

constexpr int kMaxDepth = 64;
constexpr std::array<std::string_view, 5> kDirectives = {"for", "if", "else", "end", "include"};
// What people write who come from another template language, and what says the same here; nothing
// does for `@elif`.
struct Foreign {
  std::string_view word;
  std::string_view instead;
};
constexpr std::array<Foreign, 9> kForeign = {{{"elif", ""},
                                              {"elsif", ""},
                                              {"elseif", ""},
                                              {"endif", "end"},
                                              {"endfor", "end"},
                                              {"endeach", "end"},
                                              {"foreach", "for"},
                                              {"each", "for"},
                                              {"unless", "if not"}}};

struct Line {
  std::string_view indent;
  std::string_view word;  // of a directive; empty on other lines
  std::string_view rest;  // what follows the word, or the whole text after the indent
  Span span;
  Span word_span;
  Span rest_span;
};

// A block that was read.
struct Closed {
  Line open;
  Line end;
};

std::string_view LeadingBlanks(std::string_view text) {
  const size_t end = text.find_first_not_of(" \t");
  return text.substr(0, end == std::string_view::npos ? text.size() : end);
}

std::string_view Letters(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') ||
                               (text[end] >= 'A' && text[end] <= 'Z') || text[end] == '_')) {
    ++end;
  }
  return text.substr(0, end);
}

bool EndsWord(std::string_view text) { return text.empty() || text[0] == ' ' || text[0] == '\t'; }

bool IsDirective(std::string_view word) {
  return std::find(kDirectives.begin(), kDirectives.end(), word) != kDirectives.end();
}

// The directive that `word` was probably meant to be; empty text: one that there is not; nothing:
// none. Short words need to be nearer: `@op`, `@job` and `@flow` are decorators.
std::optional<std::string_view> MeantDirective(std::string_view word) {
  for (const Foreign& foreign : kForeign) {
    if (foreign.word == word) return foreign.instead;
  }
  for (const std::string_view directive : kDirectives) {
    const int limit = directive.size() > 4 ? 2 : 1;
    if (word.size() > 1 && EditDistance(word, directive, limit) <= limit) return directive;
  }
  return std::nullopt;
}

class Parser {
 public:
  Parser(const source::SourceManager& sources, source::FileId file, diag::Sink& sink)
      : text_(sources.Text(file)), file_(file), sink_(sink) {}

  std::optional<std::vector<Node>> Parse() {
    std::vector<Node> nodes;
    Block(nodes, 0, nullptr);
    if (failed_) return std::nullopt;
    return nodes;
  }

 private:
  bool done() const { return at_ >= text_.size(); }

  Line Next() {
    size_t end = text_.find('\n', at_);
    if (end == std::string_view::npos) end = text_.size();
    const std::string_view line = text_.substr(at_, end - at_);
    Line out;
    out.indent = LeadingBlanks(line);
    out.rest = line.substr(out.indent.size());
    out.span = SpanOf(line);
    if (!out.rest.empty() && out.rest[0] == '@') {
      const std::string_view word = Letters(out.rest.substr(1));
      if (!word.empty() && EndsWord(out.rest.substr(1 + word.size()))) {
        out.word = word;
        out.word_span = SpanOf(out.rest.substr(0, 1 + word.size()));
      }
    }
    at_ = end + 1;
    if (IsDirective(out.word)) out.rest = TrimBlanks(out.rest.substr(1 + out.word.size()));
    out.rest_span = SpanOf(out.rest);
    return out;
  }

  Span SpanOf(std::string_view part) const {
    const auto begin = static_cast<uint32_t>(part.data() - text_.data());
    return {file_, begin, begin + static_cast<uint32_t>(part.size())};
  }

  // Reads nodes up to the end of the text, or up to the `@else` or `@end` of `open`, which is kept
  // in `closer_`.
  void Block(std::vector<Node>& nodes, int depth, const Line* open) {
    while (!done()) {
      const Line line = Next();
      if (line.word == "end" || line.word == "else") {
        closer_ = line;
        if (open != nullptr) return;
        Fail(Code::E0603, line.word_span, "`@{}` without a block", line.word)
            .Note("`@if` and `@for` open a block; every block ends with one `@end`");
        continue;
      }
      One(nodes, line, depth);
    }
    if (open != nullptr) {
      closer_.reset();
      if (too_deep_) return;  // nothing below was read
      ReportUnclosed(*open);
    }
  }

  // The block whose `@end` is missing may be a later one, which then took that of `open`.
  void ReportUnclosed(const Line& open) {
    const auto inside = [&](const Closed& block) {
      return block.open.span.begin > open.span.begin;
    };
    // Its `@end` stands further left than it does.
    const auto taker = std::find_if(closed_.rbegin(), closed_.rend(), [&](const Closed& block) {
      return inside(block) && block.end.indent.size() < block.open.indent.size();
    });
    const bool found = taker != closed_.rend();
    const Line& unclosed = found ? taker->open : open;
    auto report = Fail(Code::E0603, unclosed.word_span, "`@{}` is never closed", unclosed.word);
    if (found) {
      report.Label(taker->end.word_span, "by where it stands, this ends `@{}` of line {}",
                   open.word, LineOf(open));
      closed_.erase(std::next(taker).base());
    } else if (!closed_.empty() && inside(closed_.back())) {
      report.Label(closed_.back().open.word_span,
                   "or this one, if the `@end` in line {} is that of `@{}`",
                   LineOf(closed_.back().end), open.word);
    }
    report.Note("add a line `@end`; `@else` belongs between the two");
  }

  size_t LineOf(const Line& line) const {
    return 1 +
           static_cast<size_t>(std::count(text_.begin(), text_.begin() + line.span.begin, '\n'));
  }

  void One(std::vector<Node>& nodes, const Line& line, int depth) {
    if (IsDirective(line.word)) return Directive(nodes, line, depth);
    const std::optional<std::string_view> meant =
        line.word.empty() ? std::nullopt : MeantDirective(line.word);
    if (meant) return NoDirective(line, *meant);
    if (line.rest.empty()) return Blank(nodes, line);
    Node node;
    node.span = line.span;
    node.indent = line.indent;
    if (!ParsePieces(Unescaped(line.rest), SpanOf(Unescaped(line.rest)), sink_, node.pieces))
      failed_ = true;
    nodes.push_back(std::move(node));
  }

  void NoDirective(const Line& line, std::string_view meant) {
    auto report = Fail(Code::E0601, line.word_span, "`@{}` is no directive", line.word);
    if (meant.empty()) {
      report.Note("nest another `@if` below `@else`, with an `@end` of its own");
    } else {
      report.Here("did you mean `@{}`?", meant);
    }
    report.Note(
        "directives are `@for`, `@if`, `@else`, `@end` and `@include`; to print `@{}`, "
        "write `@@{}`",
        line.word, line.word);
  }

  // `@@for` prints `@for`.
  static std::string_view Unescaped(std::string_view rest) {
    const size_t ats = std::min(rest.find_first_not_of('@'), rest.size());
    if (ats < 2) return rest;
    const std::string_view word = Letters(rest.substr(ats));
    const bool escaped =
        EndsWord(rest.substr(ats + word.size())) && (IsDirective(word) || MeantDirective(word));
    return escaped ? rest.substr(1) : rest;
  }

  void Blank(std::vector<Node>& nodes, const Line& line) {
    if (!nodes.empty() && nodes.back().kind == Node::Kind::kBlanks) {
      ++nodes.back().blanks;
      return;
    }
    Node node;
    node.kind = Node::Kind::kBlanks;
    node.span = line.span;
    node.blanks = 1;
    nodes.push_back(std::move(node));
  }

  void Directive(std::vector<Node>& nodes, const Line& line, int depth) {
    Node node;
    node.span = line.span;
    node.indent = line.indent;
    if (line.word == "include") {
      if (Include(line, node)) nodes.push_back(std::move(node));
      return;
    }
    bool good = true;
    if (line.word == "for") {
      node.kind = Node::Kind::kFor;
      good = ParseLoop(line.rest, line.rest_span, sink_, node);
    } else {
      node.kind = Node::Kind::kIf;
      good = ParseCondition(line.rest, line.rest_span, sink_, node.condition);
    }
    if (!good) failed_ = true;
    if (depth >= kMaxDepth) {
      Fail(Code::E0620, line.word_span, "blocks are nested more than {} deep", kMaxDepth);
      too_deep_ = true;
      at_ = text_.size();
      return;
    }
    Block(node.body, depth + 1, &line);
    if (closer_ && closer_->word == "else") Else(node, line, depth);
    if (closer_ && closer_->word == "end") {
      Bare(*closer_);
      closed_.push_back({line, *closer_});
    }
    closer_.reset();
    nodes.push_back(std::move(node));
  }

  void Else(Node& node, const Line& open, int depth) {
    Bare(*closer_);
    node.has_else = true;
    Block(node.otherwise, depth + 1, &open);
    while (closer_ && closer_->word == "else") {
      Fail(Code::E0603, closer_->word_span, "a second `@else` in one block")
          .Label(open.word_span, "the block starts here")
          .Note("there is no `@elif`: nest another `@if` below `@else`");
      Block(node.otherwise, depth + 1, &open);
    }
  }

  void Bare(const Line& line) {
    if (line.rest.empty()) return;
    Fail(Code::E0602, line.rest_span, "`@{}` takes nothing after it", line.word);
  }

  bool Include(const Line& line, Node& node) {
    node.kind = Node::Kind::kInclude;
    std::string_view name = line.rest;
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"')
      name = name.substr(1, name.size() - 2);
    if (name.empty() || name.find_first_of("\" \t") != std::string_view::npos) {
      Fail(Code::E0602, line.rest.empty() ? line.word_span : line.rest_span,
           "`@include` takes the path of one file")
          .Note("for example `@include \"dag-sync-container.yaml\"`");
      return false;
    }
    node.file = {name, SpanOf(name)};
    return true;
  }

  template <class... Args>
  diag::Builder Fail(Code code, const Span& span, fmt::format_string<Args...> text,
                     Args&&... args) {
    failed_ = true;
    return sink_.Report(code, span, text, std::forward<Args>(args)...);
  }

  std::string_view text_;
  source::FileId file_;
  diag::Sink& sink_;
  size_t at_ = 0;
  bool failed_ = false;
  bool too_deep_ = false;
  std::optional<Line> closer_;
  std::vector<Closed> closed_;  // by `@end`, in the order of their ends
};

}  // namespace

std::string_view TrimBlanks(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return text.substr(0, 0);
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<std::vector<Node>> ParseTemplate(const source::SourceManager& sources,
                                               source::FileId file, diag::Sink& sink) {
  return Parser(sources, file, sink).Parse();
}

}  // namespace writ::tmpl
