#include "base/edit_distance.h"

#include <algorithm>

namespace writ {

int EditDistance(std::string_view a, std::string_view b, int limit) {
  const auto longer = std::max(a.size(), b.size());
  const auto shorter = std::min(a.size(), b.size());
  if (longer - shorter > static_cast<size_t>(limit)) return limit + 1;
  std::vector<int> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const int change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

std::string_view Nearest(std::string_view typed, std::span<const std::string_view> candidates) {
  std::string_view best;
  int limit = std::clamp(static_cast<int>(typed.size()) / 3, 1, 3);
  for (const std::string_view candidate : candidates) {
    const int distance = EditDistance(typed, candidate, limit);
    if (distance > limit || candidate == typed) continue;
    best = candidate;
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best;
}

std::string_view NearestOrWhole(std::string_view typed,
                                std::span<const std::string_view> candidates) {
  const std::string_view near = Nearest(typed, candidates);
  if (!near.empty() || typed.empty()) return near;
  const auto begins = [&](std::string_view whole) { return whole.starts_with(typed); };
  const auto first = std::find_if(candidates.begin(), candidates.end(), begins);
  if (first == candidates.end() || std::any_of(first + 1, candidates.end(), begins)) return {};
  return *first;
}

}  // namespace writ
