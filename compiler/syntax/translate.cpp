#include "syntax/translate.h"

#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <array>
#include <vector>

#include "syntax/scan.h"

namespace writ::syntax {
namespace {

using diag::Code;
namespace msg = YAML::ErrorMsg;

// The length in bytes of the character at `at`.
size_t CharacterSize(std::string_view text, size_t at) {
  size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0U) == 0x80U)
    ++size;
  return size;
}

class Failure {
 public:
  Failure(Builder& builder, size_t at, std::string message)
      : builder_(builder), text_(builder.text()), at_(at), message_(std::move(message)) {}

  // The first of these that knows the mistake reports it.
  void Report() {
    using Explanation = bool (Failure::*)();
    constexpr std::array<Explanation, 12> kExplanations = {
        &Failure::Tab,         &Failure::Directive,   &Failure::UnclosedQuote,
        &Failure::Escape,      &Failure::AnchorOrTag, &Failure::StrayCloser,
        &Failure::OpenBracket, &Failure::Reserved,    &Failure::ListItemBesideKey,
        &Failure::SecondColon, &Failure::BlockHeader, &Failure::WrongLevel};
    for (const Explanation explain : kExplanations) {
      if ((this->*explain)()) return;
    }
    Add(Code::E0110, at_, LineEnd(text_, at_), "this text cannot be read as YAML")
        .Note("quote it, or compare its indentation with the lines above");
  }

 private:
  template <class... Args>
  diag::Builder Add(Code code, size_t begin, size_t end, fmt::format_string<Args...> text,
                    Args&&... args) {
    const Span span{builder_.file(), static_cast<uint32_t>(begin),
                    static_cast<uint32_t>(std::max(begin, std::min(end, text_.size())))};
    return builder_.sink().Report(code, span, text, std::forward<Args>(args)...);
  }
  Span At(size_t begin, size_t end) const {
    return {builder_.file(), static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }
  bool Says(std::string_view text) const { return message_.compare(0, text.size(), text) == 0; }
  char Here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool FirstOnLine() const {
    const size_t line = LineStart(text_, at_);
    return text_.substr(line, at_ - line).find_first_not_of(" \t") == std::string_view::npos;
  }

  bool Tab() {
    const size_t line = LineStart(text_, at_);
    const size_t first = std::min(text_.find_first_not_of(" \t", line), text_.size());
    size_t tab = text_.substr(line, first - line).find('\t');
    tab = tab == std::string_view::npos ? kNowhere : line + tab;
    if (Says(msg::TAB_IN_INDENTATION) && Here() == '\t') tab = at_;
    if (tab == kNowhere) return false;
    Add(Code::E0119, tab, tab + 1, "a tab in the indentation").Here("indent with spaces");
    return true;
  }

  bool Directive() {
    const size_t line = LineStart(text_, at_);
    const bool says = Says(msg::YAML_DIRECTIVE_ARGS) || Says(msg::YAML_VERSION) ||
                      Says(msg::YAML_MAJOR_VERSION) || Says(msg::REPEATED_YAML_DIRECTIVE) ||
                      Says(msg::TAG_DIRECTIVE_ARGS) || Says(msg::REPEATED_TAG_DIRECTIVE);
    if (!says && !(line < text_.size() && text_[line] == '%' && line == at_)) return false;
    Add(Code::E0115, line, LineEnd(text_, line), "a YAML directive (a line that starts with `%`)")
        .Note("remove the line: specs are YAML 1.2 without directives")
        .Note("quote text that starts with `%`");
    return true;
  }

  bool UnclosedQuote() {
    if (!Says(msg::EOF_IN_SCALAR) && !Says(msg::DOC_IN_SCALAR)) return false;
    const OpenAt open = FindOpen(text_, builder_.last_end(), at_);
    if (open.quote == kNowhere) return false;
    ReportUnclosedQuote(text_, builder_.file(), open.quote, builder_.sink());
    return true;
  }

  bool Escape() {
    if (!Says(msg::INVALID_ESCAPE) && !Says(msg::INVALID_HEX) && !Says(msg::INVALID_UNICODE)) {
      return false;
    }
    const size_t escape = text_.rfind('\\', at_ == 0 ? 0 : at_ - 1);
    if (escape == std::string_view::npos) return false;
    size_t end = escape + 1 + CharacterSize(text_, escape + 1);
    if (!Says(msg::INVALID_ESCAPE)) end = std::max(end, at_);
    auto report = Add(Code::E0124, escape, end, "there is no escape `{}`",
                      text_.substr(escape, std::min(end, text_.size()) - escape));
    if (Says(msg::INVALID_UNICODE)) {
      report.Note("write the character itself, or one `\\U` with eight digits");
    } else {
      report.Note("write `\\\\` for a backslash, or use single quotes, which have no escapes");
    }
    return true;
  }

  bool AnchorOrTag() {
    const bool lone = Says(msg::ALIAS_NOT_FOUND) || Says(msg::ANCHOR_NOT_FOUND);
    const size_t stop = lone && at_ > 0 ? at_ - 1 : at_;
    const size_t begin = text_.substr(0, std::min(stop + 1, text_.size())).find_last_of(" \t\n[{,");
    const size_t word = begin == std::string_view::npos ? 0 : begin + 1;
    const char sigil = word < text_.size() ? text_[word] : '\0';
    if (sigil != '*' && sigil != '&' && sigil != '!') return false;
    size_t end = word + 1;
    while (end < text_.size() && !IsBlank(text_[end])) ++end;
    const std::string_view seen = text_.substr(word, end - word);
    if (sigil == '!') {
      Add(Code::E0114, word, end, "a tag: `{}`", seen)
          .Note("remove it, or quote text that starts with `!`");
    } else {
      Add(Code::E0112, word, end, "{}: `{}`", sigil == '*' ? "an alias" : "an anchor", seen)
          .Note("quote text that starts with `{}`; else write the value out, or use `defaults`",
                sigil);
    }
    return true;
  }

  bool StrayCloser() {
    if (!Says(msg::FLOW_END)) return false;
    const OpenAt open = FindOpen(text_, builder_.document_begin(), at_);
    auto report = Add(Code::E0125, at_, at_ + 1, "`{}` closes nothing", Here());
    if (open.bracket != kNowhere) {
      report.Label(At(open.bracket, open.bracket + 1), "this one is open");
    } else {
      report.Note("remove it, or quote the text");
    }
    return true;
  }

  // The innermost bracket that is open where yaml-cpp stopped.
  size_t OpenerHere() const {
    const OpenAt open = FindOpen(text_, builder_.last_end(), at_);
    if (open.bracket != kNowhere) return open.bracket;
    const auto& stack = builder_.open();
    const auto bracket = std::find_if(stack.rbegin(), stack.rend(),
                                      [](const OpenNode& node) { return node.has_opener; });
    return bracket == stack.rend() ? kNowhere : builder_.node(bracket->node).begin;
  }

  bool OpenBracket() {
    if (!Says(msg::END_OF_SEQ_FLOW) && !Says(msg::END_OF_MAP_FLOW)) return false;
    const size_t opener = OpenerHere();
    if (opener == kNowhere) return false;
    const size_t line = LineStart(text_, at_);
    const bool later_line = LineStart(text_, opener) != line;
    const bool outdented = IndentOf(line) <= IndentOf(LineStart(text_, opener));
    const size_t last = text_.substr(0, at_).find_last_not_of(" \t\r\n");
    const bool same_line_text = last != std::string_view::npos && last >= line;
    if (at_ >= text_.size() || Here() == ':' || (later_line && outdented) || !same_line_text) {
      Add(Code::E0125, opener, opener + 1, "`{}` is never closed", text_[opener])
          .Here("opened here")
          .Label(At(at_, at_), "`{}` is missing before this", text_[opener] == '[' ? ']' : '}');
    } else {
      Add(Code::E0128, at_, at_ + CharacterSize(text_, at_), "a `,` is missing between two items")
          .Label(At(opener, opener + 1), "inside this `{}`", text_[opener]);
    }
    return true;
  }

  size_t IndentOf(size_t line) const {
    return std::min(text_.find_first_not_of(' ', line), text_.size()) - line;
  }

  bool Reserved() {
    if (!Says(msg::UNKNOWN_TOKEN)) return false;
    if (const size_t opener = OpenerHere(); Here() == ':' && opener != kNowhere) {
      Add(Code::E0125, opener, opener + 1, "`{}` is never closed", text_[opener]);
      return true;
    }
    const std::string seen = fmt::format("`{}`", text_.substr(at_, CharacterSize(text_, at_)));
    Add(Code::E0127, at_, at_ + CharacterSize(text_, at_), "plain text cannot start with {}",
        seen == "```" ? "a backtick" : seen)
        .Here("quote the text");
    return true;
  }

  bool ListItemBesideKey() {
    if (!Says(msg::BLOCK_ENTRY)) return false;
    Add(Code::E0127, at_, at_ + 1, "a list item on the line of its key")
        .Here("start a new line here, or quote the text");
    return true;
  }

  bool SecondColon() {
    if (!Says(msg::MAP_VALUE) && !Says(msg::MAP_KEY)) return false;
    const size_t line = LineStart(text_, at_);
    const std::string_view before = text_.substr(line, at_ - line);
    const size_t first = std::min(before.find(": "), before.find(":\t"));
    if (first != std::string_view::npos) {
      const size_t value = std::min(SkipBlanks(text_, line + first + 1), at_);
      Add(Code::E0127, at_, at_ + 1, "a second `:` on one line")
          .Label(At(value, value), "quote the text that starts here");
      return true;
    }
    return DeeperThanValue(line) || MissingBlankAbove(line) || LongKey(line);
  }

  // `key: value`, and then a deeper `key: value`.
  bool DeeperThanValue(size_t line) {
    if (line == 0) return false;
    const size_t above = LineStart(text_, line - 1);
    const size_t colon = text_.substr(above, line - above).find(": ");
    if (colon == std::string_view::npos || IndentOf(line) <= IndentOf(above)) return false;
    const size_t begin = line + IndentOf(line);
    Add(Code::E0126, begin, at_, "an indentation of {} fits no level around it", IndentOf(line))
        .Label(At(above + IndentOf(above), above + colon), "this key has a value on its own line");
    return true;
  }

  // A line `key:value` makes the next one its continuation, and the error stands there.
  bool MissingBlankAbove(size_t line) {
    if (line == 0) return false;
    const size_t above = LineStart(text_, line - 1);
    const size_t begin = std::min(text_.find_first_not_of(" -", above), text_.size());
    const std::string_view content = text_.substr(begin, std::max(line - 1, begin) - begin);
    if (content.empty() || content[0] == '#') return false;
    const size_t colon = content.find(':');
    if (colon == std::string_view::npos || colon == 0) {
      Add(Code::E0110, begin, begin + content.size(), "neither a key nor a value")
          .Note("a key is followed by `: `");
      return true;
    }
    if (colon + 1 >= content.size() || IsBlank(content[colon + 1])) return false;
    Add(Code::E0122, begin + colon, begin + colon + 1, "no blank behind this `:`")
        .Here("write `{}: ...`", content.substr(0, colon));
    return true;
  }

  bool LongKey(size_t line) {
    if (at_ - line <= 1024) return false;
    Add(Code::E0110, at_, at_ + 1, "a key of more than 1024 bytes");
    return true;
  }

  bool BlockHeader() {
    if (!Says(msg::CHAR_IN_BLOCK) && !Says(msg::ZERO_INDENT_IN_BLOCK)) return false;
    Add(Code::E0110, at_, LineEnd(text_, at_), "text behind a `|` or `>`")
        .Note(
            "the text of a block starts on the next line; quote text that starts with `|` or `>`");
    return true;
  }

  bool WrongLevel() {
    if (!Says(msg::END_OF_MAP) && !Says(msg::END_OF_SEQ)) return false;
    if (!FirstOnLine()) {
      Add(Code::E0128, at_, LineEnd(text_, at_), "text behind the end of a value")
          .Note("quote the whole value once");
      return true;
    }
    const size_t column = at_ - LineStart(text_, at_);
    const std::string levels = LevelsAbove(LineStart(text_, at_));
    const size_t end = LineEnd(text_, at_);
    if (Here() == '-' && Says(msg::END_OF_MAP)) {
      Add(Code::E0126, at_, at_ + 1, "a list item where a key belongs")
          .Note("its indentation is {}; the levels around it are {}", column, levels);
    } else if (Says(msg::END_OF_SEQ) && OnOpenLevel(column)) {
      Add(Code::E0126, at_, end, "a list goes on with `- `")
          .Note("its indentation is {}; the levels around it are {}", column, levels);
    } else {
      Add(Code::E0126, at_, end, "an indentation of {} fits no level around it", column)
          .Note("the levels around it are {}", levels);
    }
    return true;
  }

  // The indentations that a line could have here: those of the lines above it that no line in
  // between undercuts.
  std::string LevelsAbove(size_t line) const {
    std::vector<size_t> levels;
    while (line > builder_.document_begin()) {
      line = LineStart(text_, line - 1);
      const size_t indent = IndentOf(line);
      const char first = line + indent < text_.size() ? text_[line + indent] : '\n';
      if (first == '\n' || first == '\r' || first == '#') continue;
      if (levels.empty() || indent < levels.back()) levels.push_back(indent);
      if (indent == 0) break;
    }
    return fmt::format("{}", fmt::join(levels.rbegin(), levels.rend(), ", "));
  }

  bool OnOpenLevel(size_t column) const {
    const auto& stack = builder_.open();
    return std::any_of(stack.begin(), stack.end(), [&](const OpenNode& open) {
      return open.block_column == static_cast<int>(column);
    });
  }

  Builder& builder_;
  std::string_view text_;
  size_t at_;
  std::string message_;
};

}  // namespace

void ReportUnclosedQuote(std::string_view text, source::FileId file, size_t open,
                         diag::Sink& sink) {
  const auto at = [&](size_t begin, size_t end) {
    return Span{file, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  };
  auto report = sink.Report(Code::E0117, at(open, open + 1), "a quote that is never closed");
  report.Here("its text most likely ends on this line");
  const size_t next = SkipBlanks(text, LineEnd(text, open));
  if (next < text.size()) {
    report.Label(at(next, LineEnd(text, next)), "would be part of the quoted text");
  }
}

void ReportFailure(Builder& builder, size_t at, const std::string& message) {
  Failure(builder, at, message).Report();
}

}  // namespace writ::syntax
