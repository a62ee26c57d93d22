// What changed between two texts, line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace writ {

// The lines of `text` without their line feeds; a last line without one counts too.
std::vector<std::string_view> SplitLines(std::string_view text);

// A unified diff with `context` lines around each change, without file headers; empty when the
// texts are equal. A shortest edit script up to 2,000 edits, after that one block that replaces the
// differing middle.
std::string UnifiedDiff(std::string_view before, std::string_view after, size_t context = 3);

// For each line of `before` the 0-based line of `after` that it still is, or kNoLine.
inline constexpr size_t kNoLine = static_cast<size_t>(-1);
std::vector<size_t> MatchLines(std::string_view before, std::string_view after);

// Lines that only `after` has, and lines that only `before` has.
struct DiffCount {
  size_t added = 0;
  size_t removed = 0;
};
DiffCount CountChanges(std::string_view before, std::string_view after);

}  // namespace writ
