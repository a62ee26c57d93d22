#include "template/unescape.h"

#include <algorithm>

#include "base/ascii.h"

namespace writ::tmpl {
namespace {

using Escapes = TextPart::Escapes;

constexpr char kOther = 'x';

char Exact(unsigned value) {
  const bool control = value < 0x20 && value != '\n' && value != '\t';
  return control || value >= 0x7f ? kOther : static_cast<char>(value);
}

// The number of up to `most` digits at `at`, which moves behind them.
char Numbered(std::string_view text, size_t& at, size_t most, unsigned base) {
  unsigned value = 0;
  for (const size_t end = std::min(text.size(), at + most); at < end; ++at) {
    const char c = text[at];
    const unsigned digit = IsDigit(c) ? static_cast<unsigned>(c - '0')
                           : IsLetter(c) && ((c | 0x20) <= 'f')
                               ? static_cast<unsigned>((c | 0x20) - 'a' + 10)
                               : base;
    if (digit >= base) break;
    value = std::min(value * base + digit, 0x110000U);
  }
  return Exact(value);
}

// The escape whose backslash stands before `at`.
void Backslash(std::string_view text, size_t& at, bool python, std::string& out) {
  const char c = CharAt(text, at++);
  switch (c) {
    case 'n':
      out.push_back('\n');
      return;
    case 't':
      out.push_back('\t');
      return;
    case 'x':
      out.push_back(Numbered(text, at, 2, 16));
      return;
    case 'u':
      out.push_back(Numbered(text, at, 4, 16));
      return;
    case 'U':
      out.push_back(Numbered(text, at, 8, 16));
      return;
    case 'r':
    case 'a':
    case 'b':
    case 'f':
    case 'v':
      out.push_back(kOther);
      return;
    default:
      break;
  }
  if (python && c >= '0' && c <= '7') {
    out.push_back(Numbered(text, --at, 3, 8));
  } else if (python && c != '\\' && c != '"' && c != '\'') {
    out.push_back('\\');
    out.push_back(c);
  } else {
    out.push_back(IsLetter(c) || IsDigit(c) ? kOther : c);
  }
}

}  // namespace

std::string Unescaped(std::string_view text, Escapes escapes) {
  const bool backslashes =
      escapes == Escapes::kJson || escapes == Escapes::kHcl || escapes == Escapes::kPython;
  const bool dollars = escapes == Escapes::kHcl || escapes == Escapes::kHeredoc;
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    const char next = CharAt(text, at + 1);
    const bool last = at + 1 == text.size();
    if (c == '\\' && backslashes && !last) {
      Backslash(text, ++at, escapes == Escapes::kPython, out);
    } else if (c == '\\' && escapes == Escapes::kShell && !last &&
               std::string_view("\"\\$`").find(next) != std::string_view::npos) {
      out.push_back(next);
      at += 2;
    } else {
      const bool doubled = escapes == Escapes::kDoubled && c == '\'' && next == c;
      const bool mark =
          dollars && (c == '$' || c == '%') && next == c && CharAt(text, at + 2) == '{';
      out.push_back(c);
      at += doubled || mark ? 2 : 1;
    }
  }
  return out;
}

}  // namespace writ::tmpl
