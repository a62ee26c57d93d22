#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

#include "readback/literal.h"
#include "readback/text.h"

namespace writ::readback {
namespace {

constexpr Bytes kSpecial("\"\\\n$%");

bool IsNameChar(char c) { return IsWord(c) || c == '-'; }

// HCL reads a string cluster by cluster: a mark behind an escape would become a part of it.
bool JoinsBefore(const Character& c) {
  return c.value >= 0x80 && !utf8proc_grapheme_break('a', static_cast<utf8proc_int32_t>(c.value));
}

Problem Code(Extent& in, size_t digits, std::string& out) {
  char32_t value = 0;
  if (in.at + 2 + digits > in.end || !Hex(in.text, in.at + 2, digits, value))
    return "an escape is not complete";
  in.at += 2 + digits;
  if (value == 0) return "Terraform's texts hold no NUL";
  return AppendUtf8(value, out) ? Problem() : "an escape is no character";
}

Problem Escape(Extent& in, std::string& out) {
  if (in.at + 2 > in.end) return "an escape runs out of it";
  const char c = in.Peek(1);
  if (c == 'u') return Code(in, 4, out);
  if (c == 'U') return Code(in, 8, out);
  if (c == '\\' || c == '"') {
    out.push_back(c);
  } else if (c == 'n') {
    out.push_back('\n');
  } else if (c == 'r') {
    out.push_back('\r');
  } else if (c == 't') {
    out.push_back('\t');
  } else {
    return "an escape that HCL does not have";
  }
  in.at += 2;
  return {};
}

// `$` or `%` at `in.at`: alone, or doubled before `{`.
Problem Marked(Extent& in, std::string& out) {
  const char c = in.Peek();
  const char next = CharAt(in.text, in.at + 1);
  if (next == '{') return "an interpolation starts in it";
  if (next == c && CharAt(in.text, in.at + 2) == '{') {
    if (in.at + 3 > in.end) return "an interpolation starts at its end";
    out += in.text.substr(in.at + 1, 2);
    in.at += 3;
    return {};
  }
  out.push_back(c);
  ++in.at;
  return {};
}

// Up to the closing quote or the end. `quoted` is false in a heredoc.
Problem Inside(Extent& in, bool quoted, std::string& out) {
  bool escaped = false;
  while (!in.done()) {
    const char c = in.Peek();
    if (quoted && c == '"') break;
    if (c == '\n') return "a line break stands in it";
    if (escaped && JoinsBefore(CharacterAt(in.text, in.at))) return "a mark joins an escape";
    escaped = quoted && c == '\\';
    Problem problem;
    if (escaped) {
      problem = Escape(in, out);
    } else if (c == '$' || c == '%') {
      problem = Marked(in, out);
    } else {
      const size_t begin = in.at;
      while (!in.done() && !kSpecial.Has(in.Peek())) ++in.at;
      if (in.at == begin) ++in.at;  // a quote or backslash in a heredoc
      out += in.text.substr(begin, in.at - begin);
    }
    if (!problem.empty()) return problem;
  }
  return {};
}

// Terraform composes characters: what is not composed would change.
Problem Composed(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return {};
  utf8proc_uint8_t* composed = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &composed,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return "it is not UTF-8";
  const std::string_view read(reinterpret_cast<const char*>(composed), static_cast<size_t>(size));
  const bool same = read == text;
  std::free(composed);
  return same ? Problem() : "Terraform would compose its characters";
}

class Literal {
 public:
  Literal(Extent& in, Decoded& out) : in_(in), out_(out) {}

  Problem Value(int depth) {
    if (depth > kMaxDepth) return "it is nested too deeply";
    const char c = in_.Peek();
    if (c == '"') return String(Item::Kind::kText);
    if (c == '[') return List(depth);
    if (c == '{') return Object(depth);
    if (IsWord(c) && !IsDigit(c)) return Name();
    const size_t size = NumberSize(in_.text.substr(0, in_.end), in_.at);
    if (size == 0) return "it is no HCL value";
    out_.Add(Item::Kind::kNumber, in_.text.substr(in_.at, size));
    in_.at += size;
    return {};
  }

  Problem Key() {
    if (in_.Peek() == '"') return String(Item::Kind::kKey);
    const size_t begin = in_.at;
    while (IsNameChar(in_.Peek())) ++in_.at;
    const std::string_view name = in_.text.substr(begin, in_.at - begin);
    if (name.empty() || IsDigit(name[0]) || name[0] == '-')
      return "a key is neither name nor string";
    if (name == "for" || name == "null" || name == "true" || name == "false")
      return "a key is a word of HCL";
    out_.Add(Item::Kind::kKey, name);
    return {};
  }

 private:
  Problem Name() {
    const size_t begin = in_.at;
    while (IsNameChar(in_.Peek()) || (in_.Peek() == '.' && IsWord(in_.Peek(1)))) ++in_.at;
    const std::string_view name = in_.text.substr(begin, in_.at - begin);
    if (name == "null") {
      out_.Add(Item::Kind::kNull);
    } else if (name == "true" || name == "false") {
      out_.Add(name == "true" ? Item::Kind::kTrue : Item::Kind::kFalse);
    } else {
      out_.Add(Item::Kind::kName, name);
    }
    return {};
  }

  // True if a line break was among them.
  bool Blanks() {
    bool broke = false;
    for (; in_.Peek() == ' ' || in_.Peek() == '\n'; ++in_.at) broke = broke || in_.Peek() == '\n';
    return broke;
  }

  Problem String(Item::Kind kind) {
    ++in_.at;
    const Problem problem = Inside(in_, true, out_.Start(kind));
    if (!problem.empty()) return problem;
    if (in_.done()) return "a string is not closed in it";
    ++in_.at;
    out_.Finish();
    return Composed(out_.Text(out_.items().back()));
  }

  Problem List(int depth) {
    out_.Add(Item::Kind::kList);
    ++in_.at;
    Blanks();
    while (in_.Peek() != ']') {
      const Problem problem = Value(depth + 1);
      if (!problem.empty()) return problem;
      Blanks();
      if (in_.Peek() == ']') break;
      if (in_.Peek() != ',') return "a comma is missing, or a bracket is not closed";
      ++in_.at;
      Blanks();
    }
    ++in_.at;
    out_.Add(Item::Kind::kEnd);
    return {};
  }

  // Entries are parted by commas or line breaks.
  Problem Object(int depth) {
    out_.Add(Item::Kind::kMap);
    ++in_.at;
    Blanks();
    while (in_.Peek() != '}') {
      Problem problem = Key();
      if (!problem.empty()) return problem;
      while (in_.Peek() == ' ') ++in_.at;
      if (in_.Peek() != '=') return "a `=` is missing";
      ++in_.at;
      while (in_.Peek() == ' ') ++in_.at;
      problem = Value(depth + 1);
      if (!problem.empty()) return problem;
      bool parted = Blanks();
      if (in_.Peek() == ',') {
        if (parted) return "a comma stands on a line of its own";
        parted = true;
        ++in_.at;
        Blanks();
      }
      if (!parted && in_.Peek() != '}') return "entries are not parted, or a brace is not closed";
    }
    ++in_.at;
    out_.Add(Item::Kind::kEnd);
    return {};
  }

  Extent& in_;
  Decoded& out_;
};

}  // namespace

Problem ReadHcl(Extent& in, Decoded& out) { return Literal(in, out).Value(0); }

Problem ReadHclKey(Extent& in, Decoded& out) { return Literal(in, out).Key(); }

Problem InsideHcl(Extent& in, bool quoted, std::string& out) {
  const size_t begin = out.size();
  const Problem problem = Inside(in, quoted, out);
  if (!problem.empty()) return problem;
  if (!in.done()) return "it ends the string that it stands in";
  return Composed(std::string_view(out).substr(begin));
}

}  // namespace writ::readback
