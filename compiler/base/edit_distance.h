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

// The same; where nothing is near, the only candidate that begins with what was typed.
std::string_view NearestOrWhole(std::string_view typed,
                                std::span<const std::string_view> candidates);

// Looks for near names as often as helps a reader: each search walks all candidates, and a run with
// thousands of unknown names would walk all of them thousands of times.
class Suggestions {
 public:
  // As Nearest of what `candidates()` lists; empty from the 201st search on.
  template <class Candidates>
  std::string_view For(std::string_view typed, const Candidates& candidates) {
    if (left_ == 0) return {};
    --left_;
    const std::vector<std::string_view> names = candidates();
    return Nearest(typed, names);
  }

 private:
  int left_ = 200;
};

}  // namespace writ
