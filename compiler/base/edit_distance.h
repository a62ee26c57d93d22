// "Did you mean": the nearest of some names.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace writ {

// Damerau-Levenshtein distance (adjacent swaps count one), in bytes. At most `limit` + 1 is told
// apart.
int EditDistance(std::string_view a, std::string_view b, int limit);

// The candidate that a typist most likely meant: distance at most a third of the length (at least
// 1, at most 3). Empty when there is none. Ties go to the first.
std::string_view Nearest(std::string_view typed, std::span<const std::string_view> candidates);

}  // namespace writ
