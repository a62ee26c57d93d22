#include "readback/literal.h"
#include "readback/text.h"

namespace writ::readback {
namespace {

bool IsBreak(char c) { return c == '\n' || c == '\r'; }

Problem Code(Extent& in, size_t digits, std::string& out) {
  char32_t value = 0;
  if (in.at + 2 + digits > in.end || !Hex(in.text, in.at + 2, digits, value))
    return "an escape is not complete";
  in.at += 2 + digits;
  return AppendUtf8(value, out) ? Problem() : "an escape is no character";
}

Problem Escape(Extent& in, std::string& out) {
  if (in.at + 2 > in.end) return "an escape runs out of it";
  const char c = in.Peek(1);
  if (c == 'x') return Code(in, 2, out);
  if (c == 'u') return Code(in, 4, out);
  if (c == 'U') return Code(in, 8, out);
  if (c == '\\' || c == '\'' || c == '"') {
    out.push_back(c);
  } else if (c == 'n') {
    out.push_back('\n');
  } else if (c == 'r') {
    out.push_back('\r');
  } else if (c == 't') {
    out.push_back('\t');
  } else {
    return "an escape that is not among those of Writ";
  }
  in.at += 2;
  return {};
}

// Up to `quote` or the end.
Problem Inside(Extent& in, char quote, std::string& out) {
  while (true) {
    const size_t begin = in.at;
    while (!in.done() && in.Peek() != quote && in.Peek() != '\\' && !IsBreak(in.Peek())) ++in.at;
    out += in.text.substr(begin, in.at - begin);
    if (in.done() || in.Peek() == quote) return {};
    if (IsBreak(in.Peek())) return "a line break stands in a string";
    const Problem problem = Escape(in, out);
    if (!problem.empty()) return problem;
  }
}

class Literal {
 public:
  Literal(Extent& in, Decoded& out) : in_(in), out_(out) {}

  Problem Value(int depth) {
    if (depth > kMaxDepth) return "it is nested too deeply";
    const char c = in_.Peek();
    if (c == '"' || c == '\'') return String(Item::Kind::kText);
    if (c == '[') return List(depth);
    if (c == '{') return Map(depth);
    if (IsWord(c) && !IsDigit(c)) return Name();
    const size_t size = NumberSize(in_.text.substr(0, in_.end), in_.at);
    if (size == 0) return "it is no Python literal";
    out_.Add(Item::Kind::kNumber, in_.text.substr(in_.at, size));
    in_.at += size;
    return {};
  }

 private:
  Problem Name() {
    const size_t begin = in_.at;
    while (IsWord(in_.Peek()) || (in_.Peek() == '.' && IsWord(in_.Peek(1)))) ++in_.at;
    const std::string_view name = in_.text.substr(begin, in_.at - begin);
    if (in_.Peek() == '"' || in_.Peek() == '\'') return "a string has a prefix";
    if (name == "None") {
      out_.Add(Item::Kind::kNull);
    } else if (name == "True" || name == "False") {
      out_.Add(name == "True" ? Item::Kind::kTrue : Item::Kind::kFalse);
    } else {
      out_.Add(Item::Kind::kName, name);
    }
    return {};
  }

  void Blanks() {
    while (in_.Peek() == ' ' || in_.Peek() == '\n') ++in_.at;
  }

  Problem String(Item::Kind kind) {
    const char quote = in_.Peek();
    if (quote != '"' && quote != '\'') return "a key is no string";
    ++in_.at;
    const Problem problem = Inside(in_, quote, out_.Start(kind));
    if (!problem.empty()) return problem;
    if (in_.done()) return "a string is not closed in it";
    ++in_.at;
    out_.Finish();
    return {};
  }

  // Each element ends in a comma.
  template <class Element>
  Problem Elements(char close, const Element& element) {
    ++in_.at;
    Blanks();
    while (in_.Peek() != close) {
      const Problem problem = element();
      if (!problem.empty()) return problem;
      Blanks();
      if (in_.Peek() != ',') return "a comma is missing, or a bracket is not closed";
      ++in_.at;
      Blanks();
    }
    ++in_.at;
    out_.Add(Item::Kind::kEnd);
    return {};
  }

  Problem List(int depth) {
    out_.Add(Item::Kind::kList);
    return Elements(']', [&] { return Value(depth + 1); });
  }

  Problem Map(int depth) {
    out_.Add(Item::Kind::kMap);
    return Elements('}', [&]() -> Problem {
      const Problem problem = String(Item::Kind::kKey);
      if (!problem.empty()) return problem;
      if (in_.Peek() != ':') return "a colon is missing";
      ++in_.at;
      Blanks();
      return Value(depth + 1);
    });
  }

  Extent& in_;
  Decoded& out_;
};

}  // namespace

Problem ReadPython(Extent& in, Decoded& out) { return Literal(in, out).Value(0); }

Problem InsidePython(Extent& in, char quote, std::string& out) {
  const Problem problem = Inside(in, quote, out);
  if (!problem.empty()) return problem;
  return in.done() ? Problem() : "it ends the string that it stands in";
}

}  // namespace writ::readback
