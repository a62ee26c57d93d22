#include "readback/text.h"

namespace writ::readback {

Character CharacterAt(std::string_view text, size_t at) {
  if (at >= text.size()) return {};
  const auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(CharAt(text, at + i)));
  };
  const uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > text.size()) return {};
  uint32_t value = first & (0xffU >> (size + 1));
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return {};
    value = value << 6U | (byte(i) & 0x3fU);
  }
  constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[size] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
    return {};
  return {value, size};
}

bool AppendUtf8(char32_t value, std::string& out) {
  const auto put = [&](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  const auto c = static_cast<uint32_t>(value);
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0U | c >> 6U);
    put(0x80U | (c & 0x3fU));
  } else if (c < 0x10000) {
    if (c >= 0xd800 && c <= 0xdfff) return false;
    put(0xe0U | c >> 12U);
    put(0x80U | (c >> 6U & 0x3fU));
    put(0x80U | (c & 0x3fU));
  } else {
    if (c > 0x10ffff) return false;
    put(0xf0U | c >> 18U);
    put(0x80U | (c >> 12U & 0x3fU));
    put(0x80U | (c >> 6U & 0x3fU));
    put(0x80U | (c & 0x3fU));
  }
  return true;
}

bool Hex(std::string_view text, size_t at, size_t count, char32_t& value) {
  uint32_t sum = 0;
  for (size_t i = 0; i < count; ++i) {
    const char c = CharAt(text, at + i);
    const auto digit = static_cast<uint32_t>(static_cast<unsigned char>(c));
    if (IsDigit(c)) {
      sum = sum << 4U | (digit - '0');
    } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
      sum = sum << 4U | ((digit | 0x20U) - 'a' + 10);
    } else {
      return false;
    }
  }
  value = sum;
  return true;
}

size_t NumberSize(std::string_view text, size_t at) {
  const size_t begin = at;
  const auto digits = [&] {
    const size_t first = at;
    while (IsDigit(CharAt(text, at))) ++at;
    return at > first;
  };
  if (CharAt(text, at) == '-') ++at;
  if (CharAt(text, at) == '0' && IsDigit(CharAt(text, at + 1))) return 0;
  if (!digits()) return 0;
  if (CharAt(text, at) == '.') {
    ++at;
    if (!digits()) return 0;
  }
  if (CharAt(text, at) == 'e' || CharAt(text, at) == 'E') {
    ++at;
    if (CharAt(text, at) == '+' || CharAt(text, at) == '-') ++at;
    if (!digits()) return 0;
  }
  return at - begin;
}

}  // namespace writ::readback
