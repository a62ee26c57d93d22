#include "readback/literal.h"
#include "readback/text.h"

namespace writ::readback {
namespace {

// `\uXXXX` at `in.at`, and the second half of a pair.
Problem Unicode(Extent& in, std::string& out) {
  char32_t value = 0;
  if (in.at + 6 > in.end || !Hex(in.text, in.at + 2, 4, value)) return "an escape is not complete";
  in.at += 6;
  if (value >= 0xd800 && value <= 0xdbff) {
    char32_t low = 0;
    const bool pair = in.Has("\\u") && in.at + 6 <= in.end && Hex(in.text, in.at + 2, 4, low);
    if (!pair || low < 0xdc00 || low > 0xdfff) return "an escape is half a character";
    in.at += 6;
    value = 0x10000 + ((value - 0xd800) << 10U) + (low - 0xdc00);
  }
  return AppendUtf8(value, out) ? Problem() : "an escape is no character";
}

Problem Escape(Extent& in, std::string& out) {
  if (in.at + 2 > in.end) return "an escape runs out of it";
  switch (in.Peek(1)) {
    case '"':
    case '\\':
    case '/':
      out.push_back(in.Peek(1));
      break;
    case 'b':
      out.push_back('\b');
      break;
    case 'f':
      out.push_back('\f');
      break;
    case 'n':
      out.push_back('\n');
      break;
    case 'r':
      out.push_back('\r');
      break;
    case 't':
      out.push_back('\t');
      break;
    case 'u':
      return Unicode(in, out);
    default:
      return "an escape that JSON does not have";
  }
  in.at += 2;
  return {};
}

// Up to the closing quote or the end.
Problem Inside(Extent& in, std::string& out) {
  while (!in.done() && in.Peek() != '"') {
    const size_t begin = in.at;
    while (!in.done() && in.Peek() != '"' && in.Peek() != '\\' &&
           static_cast<unsigned char>(in.Peek()) >= 0x20) {
      ++in.at;
    }
    out += in.text.substr(begin, in.at - begin);
    if (in.done() || in.Peek() == '"') break;
    if (in.Peek() != '\\') return "a control character stands in a string";
    const Problem problem = Escape(in, out);
    if (!problem.empty()) return problem;
  }
  return {};
}

class Literal {
 public:
  Literal(Extent& in, Decoded& out) : in_(in), out_(out) {}

  Problem Value(int depth) {
    if (depth > kMaxDepth) return "it is nested too deeply";
    const char c = in_.Peek();
    if (c == '"') return String(Item::Kind::kText);
    if (c == '[') return List(depth);
    if (c == '{') return Map(depth);
    if (Word("null", Item::Kind::kNull) || Word("true", Item::Kind::kTrue) ||
        Word("false", Item::Kind::kFalse))
      return {};
    const size_t size = NumberSize(in_.text.substr(0, in_.end), in_.at);
    if (size == 0) return "it is no JSON value";
    out_.Add(Item::Kind::kNumber, in_.text.substr(in_.at, size));
    in_.at += size;
    return {};
  }

 private:
  bool Word(std::string_view word, Item::Kind kind) {
    if (!in_.Has(word)) return false;
    out_.Add(kind);
    in_.at += word.size();
    return true;
  }

  void Blanks() {
    while (in_.Peek() == ' ' || in_.Peek() == '\n') ++in_.at;
  }

  Problem String(Item::Kind kind) {
    if (in_.Peek() != '"') return "a name of a member is no string";
    ++in_.at;
    const Problem problem = Inside(in_, out_.Start(kind));
    if (!problem.empty()) return problem;
    if (in_.done()) return "a string is not closed in it";
    ++in_.at;
    out_.Finish();
    return {};
  }

  template <class Element>
  Problem Elements(char close, const Element& element) {
    ++in_.at;
    Blanks();
    for (bool first = true; in_.Peek() != close; first = false) {
      if (!first) {
        if (in_.Peek() != ',') return "a comma is missing, or a bracket is not closed";
        ++in_.at;
        Blanks();
      }
      const Problem problem = element();
      if (!problem.empty()) return problem;
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

Problem ReadJson(Extent& in, Decoded& out) { return Literal(in, out).Value(0); }

Problem InsideJson(Extent& in, std::string& out) {
  const Problem problem = Inside(in, out);
  if (!problem.empty()) return problem;
  return in.done() ? Problem() : "it ends the string that it stands in";
}

}  // namespace writ::readback
