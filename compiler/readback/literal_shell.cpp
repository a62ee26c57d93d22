#include "readback/literal.h"
#include "readback/text.h"

namespace writ::readback {
namespace {

constexpr std::string_view kBare = "+-.";  // of numbers, besides letters and digits

// A text has quotes; what has none is a number or bool.
Problem Word(Extent& in, Decoded& out) {
  const bool quoted = in.Peek() == '\'';
  std::string& word = out.Start(quoted ? Item::Kind::kText : Item::Kind::kNumber);
  bool any = false;
  while (!in.done() && in.Peek() != ' ') {
    const char c = in.Peek();
    if (c == '\'') {
      const size_t close = in.text.find('\'', in.at + 1);
      if (close >= in.end) return "a quote is not closed in it";
      word += in.text.substr(in.at + 1, close - in.at - 1);
      in.at = close + 1;
    } else if (c == '\\' && in.Peek(1) == '\'') {
      word.push_back('\'');
      in.at += 2;
    } else if (!quoted && ((IsWord(c) && static_cast<unsigned char>(c) < 0x80) ||
                           kBare.find(c) != std::string_view::npos)) {
      word.push_back(c);
      ++in.at;
    } else {
      return "a character stands in it without quotes";
    }
    any = true;
  }
  out.Finish();
  return any ? Problem() : "a word is empty";
}

}  // namespace

Problem ReadShell(Extent& in, Decoded& out) {
  if (in.text.substr(in.at, in.end - in.at).find('\0') != std::string_view::npos)
    return "a NUL stands in it";
  for (bool first = true; !in.done(); first = false) {
    if (!first) ++in.at;  // the blank
    const Problem problem = Word(in, out);
    if (!problem.empty()) return problem;
  }
  return {};
}

Problem InsideShell(Extent& in, std::string& out) {
  for (; !in.done(); ++in.at) {
    const char c = in.Peek();
    if (c == '"') return "it ends the string that it stands in";
    if (c == '$' || c == '`') return "the shell would expand a part of it";
    if (c == '\0') return "a NUL stands in it";
    if (c == '\\') {
      ++in.at;
      const char next = in.Peek();
      if (next == '\0' || std::string_view("\\\"$`").find(next) == std::string_view::npos)
        return "a backslash stands alone";
    }
    out.push_back(in.Peek());
  }
  return {};
}

}  // namespace writ::readback
