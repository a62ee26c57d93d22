// Comparing words.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace writ::issued {

template <size_t kCount>
bool IsIn(std::string_view word, const std::array<std::string_view, kCount>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace writ::issued
