// Comparing words.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace writ::issued {

template <size_t kCount>
bool IsIn(std::string_view word, const std::array<std::string_view, kCount>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// With ASCII letters in lower case.
inline std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

}  // namespace writ::issued
