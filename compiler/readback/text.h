// Characters and escapes, as the readers need them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace writ::readback {

// 0 past the end.
inline char CharAt(std::string_view text, size_t at) { return at < text.size() ? text[at] : '\0'; }

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A letter, digit, `_` or any byte of a character that is not ASCII.
inline bool IsWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// A set of bytes, for runs of those that mean nothing to a lexer.
class Bytes {
 public:
  constexpr explicit Bytes(std::string_view members) {
    for (const char c : members) has_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool Has(char c) const { return has_[static_cast<unsigned char>(c)]; }

 private:
  std::array<bool, 256> has_{};
};

struct Character {
  char32_t value = 0;
  size_t size = 0;  // bytes; 0 where the text is no UTF-8 or has ended
};

Character CharacterAt(std::string_view text, size_t at);

// False for a value that is no character (a surrogate, or too large).
bool AppendUtf8(char32_t value, std::string& out);

// The value of `count` hexadecimal digits at `at`; false if there are not that many.
bool Hex(std::string_view text, size_t at, size_t count, char32_t& value);

// C0, DEL and C1.
inline bool IsControl(char32_t c) { return c < 0x20 || (c >= 0x7f && c <= 0x9f); }

// `-?(0|[1-9][0-9]*)(\.[0-9]+)?(e[+-]?[0-9]+)?` at `at`: its size, 0 if there is none.
size_t NumberSize(std::string_view text, size_t at);

}  // namespace writ::readback
