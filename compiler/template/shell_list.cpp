#include "template/shell_list.h"

#include <algorithm>
#include <array>

namespace writ::tmpl {
namespace {

// A command may begin behind these words.
constexpr std::array<std::string_view, 10> kGoesOn = {"!",    "do",   "elif",  "else",  "if",
                                                      "then", "time", "until", "while", "{"};

}  // namespace

void ShellList::Add(Mark::Kind kind, size_t begin, size_t end) {
  out_.push_back({kind, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
}

void ShellList::Word(size_t at) {
  if (!begins_) return;
  const char c = line_[at];
  if (std::string_view(" \t#;&|()").find(c) != std::string_view::npos) return;
  if (c == '\\' && at + 1 == line_.size()) return;
  size_t end = at;
  static constexpr std::string_view kEnds = " \t;&|()<>";
  while (end < line_.size() && kEnds.find(line_[end]) == std::string_view::npos) ++end;
  const std::string_view word = line_.substr(at, end - at);
  if (word == "function") return;  // the name behind it stands for it
  Add(Mark::Kind::kWord, at, end);
  begins_ = std::find(kGoesOn.begin(), kGoesOn.end(), word) != kGoesOn.end();
}

void ShellList::Operator(size_t at) {
  const char c = line_[at];
  const char before = at == 0 ? '\0' : line_[at - 1];
  const char next = CharAt(line_, at + 1);
  const bool redirects = before == '>' || before == '<' || (c == '&' && next == '>');
  if (redirects && before != ';') return;
  begins_ = true;
  if (before == c && at != joined_) return;  // the second one
  joined_ = at + 1 < line_.size() && next == c ? at + 2 : 0;
  if (c == '|' || (c == '&' && next == '&')) Add(Mark::Kind::kJoin);
  if (c == ';' && (next == ';' || next == '&')) Add(Mark::Kind::kNextArm);
}

}  // namespace writ::tmpl
