#include "template/inner_marks.h"

#include <fmt/format.h>

#include <array>

#include "template/scan.h"

namespace writ::tmpl {
namespace {

using In = MarkState::In;

struct Pair {
  Inner inner;
  std::string_view opens;
  std::string_view closes;
};

// The longer ones first.
constexpr std::array<Pair, 9> kPairs = {{{Inner::kJinja, "{{", "}}"},
                                         {Inner::kJinja, "{%", "%}"},
                                         {Inner::kJinja, "{#", "#}"},
                                         {Inner::kGoTemplate, "{{", "}}"},
                                         {Inner::kKubelet, "$(", ")"},
                                         {Inner::kGitlab, "$[[", "]]"},
                                         {Inner::kGitlab, "${", "}"},
                                         {Inner::kCompose, "${", "}"},
                                         {Inner::kConfigparser, "%(", ")"}}};

// What stands for its first character when it is doubled, and begins marks.
char Doubles(Inner inner) {
  if (inner == Inner::kConfigparser) return '%';
  return inner == Inner::kJinja || inner == Inner::kGoTemplate ? '\0' : '$';
}

// Of `{%- raw`: the name of a tag of Jinja that begins at `at`.
std::string_view TagAt(std::string_view text, size_t at) {
  if (text.substr(at, 2) != "{%") return {};
  at += 2;
  if (CharAt(text, at) == '-' || CharAt(text, at) == '+') ++at;
  at = SkipBlanks(text, at);
  size_t end = at;
  while (end < text.size() && IsWordChar(text[end])) ++end;
  return text.substr(at, end - at);
}

class Reader {
 public:
  Reader(Inner inner, std::string_view text, MarkState& state)
      : inner_(inner), text_(text), state_(state) {}

  void Run() {
    if (!text_.empty()) state_.mark = 0;
    while (at_ < text_.size()) Step();
  }

 private:
  void Step() {
    switch (state_.in) {
      case In::kText:
        return Text();
      case In::kCode:
        return Code();
      case In::kComment:
        return Until(state_.closes, In::kText);
      case In::kRaw:
        if (TagAt(text_, at_) == "endraw") return Open("{%", "%}");
        ++at_;
        return;
      case In::kVariable:
        if (IsWordChar(text_[at_])) {
          ++at_;
          return;
        }
        if (text_[at_] == '%') ++at_;  // the end of `%NAME%`
        state_.in = In::kText;
        return;
    }
  }

  void Until(std::string_view closes, In then) {
    if (text_.substr(at_, closes.size()) != closes) {
      ++at_;
      return;
    }
    at_ += closes.size();
    state_.in = then;
  }

  void Open(std::string_view opens, std::string_view closes) {
    state_.in = In::kCode;
    state_.opened = opens;
    state_.closes = closes;
    state_.depth = 0;
    state_.quote = 0;
    at_ += opens.size();
  }

  void Comment(std::string_view opens, std::string_view closes) {
    state_.in = In::kComment;
    state_.opened = opens;
    state_.closes = closes;
    at_ += opens.size();
  }

  void Text() {
    const char c = text_[at_];
    const char doubles = Doubles(inner_);
    if (c == doubles && CharAt(text_, at_ + 1) == doubles) {
      at_ += 2;
      if (at_ == text_.size()) state_.mark = c;  // the read-back looks no further
      return;
    }
    if (inner_ == Inner::kJinja && TagAt(text_, at_) == "raw") {
      state_.in = In::kRaw;
      state_.opened = "{% raw %}";
      at_ += 2;
      return;
    }
    for (const Pair& pair : kPairs) {
      if (pair.inner != inner_ || text_.substr(at_, pair.opens.size()) != pair.opens) continue;
      if (pair.opens == "{#" || OpensGoComment()) return Comment(pair.opens, GoComment(pair));
      return Open(pair.opens, pair.closes);
    }
    const bool variables = inner_ == Inner::kGitlab || inner_ == Inner::kCompose;
    if (variables && (c == '$' || (c == '%' && inner_ == Inner::kGitlab)) &&
        IsWordChar(CharAt(text_, at_ + 1))) {
      state_.in = In::kVariable;
    } else if (at_ + 1 == text_.size() && BeginsMark(c)) {
      state_.mark = c;
    }
    ++at_;
  }

  bool BeginsMark(char c) const {
    if (inner_ == Inner::kGitlab && c == '%') return true;
    for (const Pair& pair : kPairs) {
      if (pair.inner == inner_ && pair.opens[0] == c) return true;
    }
    return false;
  }

  // `{{/* ... */}}`, in which quotes are text.
  bool OpensGoComment() const {
    if (inner_ != Inner::kGoTemplate) return false;
    size_t at = at_ + 2;
    if (text_.substr(at, 2) == "- ") at += 2;
    return text_.substr(at, 2) == "/*";
  }
  static std::string_view GoComment(const Pair& pair) {
    return pair.inner == Inner::kGoTemplate ? std::string_view("*/") : pair.closes;
  }

  void Code() {
    const char c = text_[at_];
    const bool computes = inner_ == Inner::kJinja || inner_ == Inner::kGoTemplate;
    if (state_.quote != 0) {
      if (c == '\\' && state_.quote != '`') ++at_;
      if (c == state_.quote) state_.quote = 0;
      ++at_;
      return;
    }
    if (state_.depth == 0 && text_.substr(at_, state_.closes.size()) == state_.closes) {
      at_ += state_.closes.size();
      state_.in = In::kText;
      return;
    }
    const bool go = inner_ == Inner::kGoTemplate;
    if (computes && (c == '"' || c == '\'' || (go && c == '`'))) state_.quote = c;
    if (c == '{' || c == '(' || c == '[') ++state_.depth;
    if ((c == '}' || c == ')' || c == ']') && state_.depth > 0) --state_.depth;
    ++at_;
  }

  const Inner inner_;
  const std::string_view text_;
  MarkState& state_;
  size_t at_ = 0;
};

}  // namespace

bool HasMarks(Inner inner) { return !MakesText(inner) && !Confirms(inner); }

void ReadMarks(Inner inner, std::string_view text, MarkState& state) {
  Reader(inner, text, state).Run();
}

std::string WhyNotThere(const MarkState& state) {
  if (state.in == In::kVariable)
    return "it would go on in the name of the variable before it; write `${name}` there";
  if (state.in != In::kText)
    return fmt::format("its reader finds it inside `{}`, which it takes for code", state.opened);
  if (state.mark != 0)
    return fmt::format("its reader would take the `{}` before it as a part of it", state.mark);
  return {};
}

}  // namespace writ::tmpl
