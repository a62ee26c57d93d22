// The rows below a line of source: marks and their words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace writ::diag {

// A range of display columns on one line.
struct Mark {
  uint32_t begin = 0;
  uint32_t end = 1;  // greater than `begin`
  bool primary = false;
  bool goes_on = false;  // on later lines, which are not shown
  std::string text;      // may be empty
};

struct MarkRow {
  std::string marks;          // blanks, `^`, `-`, `|` and `.`
  std::vector<bool> primary;  // for each of `marks`: whether it belongs to the primary range
  std::string label;          // follows `marks`
  bool label_primary = false;
};

// The row of `^` and `-`, and below it the words that do not fit behind them:
//   ^^^^   ----- of the second
//   |
//   of the first
std::vector<MarkRow> MarkRows(const std::vector<Mark>& marks);

}  // namespace writ::diag
