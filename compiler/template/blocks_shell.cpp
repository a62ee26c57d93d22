#include "template/blocks_shell.h"

#include <array>

#include "base/ascii.h"

namespace writ::tmpl {
namespace {

// b the script   i if, elif   t then   e else   w while, until   f for, select   d do   { (
// $ a substitution   = words   c case, before a pattern   a behind a pattern
constexpr std::string_view kEmpty = "a block of commands may be empty";
constexpr std::string_view kAlone = "what this word belongs to may be missing";
constexpr std::string_view kJoined = "a command may be missing beside `|`, `&&` or `||`";

// Brackets have no upper case: these stand for those with a command in them.
char Filled(char c) {
  if (c == '{') return '}';
  if (c == '(') return ')';
  return ToUpper(c);
}
char Kind(char c) {
  if (c == '}') return '{';
  if (c == ')') return '(';
  return ToLower(c);
}

}  // namespace

std::optional<Problem> ShellBlocks::Line(const LineView& view) {
  if (!view.line.continues) ended = true;
  for (const Mark& mark : view.line.marks) {
    const std::string_view why = Take(view, mark);
    if (why.empty()) continue;
    Problem problem;
    problem.span = view.span();
    problem.what = why;
    problem.note = "write `:` where there may be no other command";
    return problem;
  }
  return std::nullopt;
}

void ShellBlocks::Command() {
  open.back() = Filled(open.back());
  joins = false;
  ended = false;
}

// Ends the innermost block, if it is one of `kinds` and may end.
std::string_view ShellBlocks::Close(std::string_view kinds) {
  const char top = open.back();
  if (kinds.find(Kind(top)) == std::string_view::npos) return kAlone;
  if (joins) return kJoined;
  if (top == Kind(top) && top != '$' && top != '=' && top != 'c') return kEmpty;
  open.pop_back();
  if (open.empty()) open = "b";
  joins = false;
  ended = false;
  return {};
}

std::string_view ShellBlocks::Word(std::string_view word) {
  const char top = Kind(open.back());
  if (top == '=') return {};
  if (top == 'c') {
    if (word == "esac") return Close("c");
    return {};
  }
  const auto turn = [this](std::string_view from, char to) {
    const std::string_view why = Close(from);
    if (why.empty()) open.push_back(to);
    ended = true;
    return why;
  };
  if (word == "then") return turn("i", 't');
  if (word == "elif") return turn("t", 'i');
  if (word == "else") return turn("t", 'e');
  if (word == "fi") return Close("te");
  if (word == "do") return turn("wf", 'd');
  if (word == "done") return Close("d");
  if (word == "}") return Close("{");
  if (word == "esac") {
    if (joins) return kJoined;
    if (top != 'a') return kAlone;
    open.back() = 'c';
    return Close("c");
  }
  if (word == "!" || word == "time") return {};
  Command();
  static constexpr std::array<std::pair<std::string_view, char>, 7> kHeads = {{{"if", 'i'},
                                                                               {"while", 'w'},
                                                                               {"until", 'w'},
                                                                               {"for", 'F'},
                                                                               {"select", 'F'},
                                                                               {"case", 'c'},
                                                                               {"{", '{'}}};
  for (const auto& [head, kind] : kHeads) {
    if (word != head) continue;
    open.push_back(kind);
    ended = true;
  }
  return {};
}

std::string_view ShellBlocks::Take(const LineView& view, const Mark& mark) {
  const char top = Kind(open.back());
  switch (mark.kind) {
    case Mark::Kind::kWord:
      return Word(std::string_view(view.line.text).substr(mark.begin, mark.end - mark.begin));
    case Mark::Kind::kJoin:
      if (top == 'c' || top == '=') return {};
      if (ended || joins) return kJoined;
      joins = ended = true;
      return {};
    case Mark::Kind::kGroup:
      if (top == 'c' || top == '=') {
        open.push_back('=');
        return {};
      }
      Command();
      open.push_back('(');
      ended = true;
      return {};
    case Mark::Kind::kWords:
      open.push_back('=');
      return {};
    case Mark::Kind::kCommand:
      open.push_back('$');
      ended = true;
      return {};
    case Mark::Kind::kClose:
      if (top == '=') {
        open.pop_back();
        if (Kind(open.back()) == 'c') open.back() = 'a';  // `(pattern)`
        return {};
      }
      return Close("($");
    case Mark::Kind::kArm:
      if (top != 'c') return kAlone;
      open.back() = 'a';
      ended = true;
      return {};
    case Mark::Kind::kNextArm:
      if (joins) return kJoined;
      if (top != 'a') return kAlone;
      open.back() = 'c';
      return {};
    default:
      return {};
  }
}

std::optional<Problem> ShellBlocks::End() const {
  Problem problem;
  if (joins) problem.what = kJoined;
  if (open.size() > 1) problem.what = "a compound command may not end";
  if (problem.what.empty()) return std::nullopt;
  return problem;
}

}  // namespace writ::tmpl
