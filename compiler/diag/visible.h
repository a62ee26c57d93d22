// Text of unknown origin as a terminal can show it: one line, nothing that moves the cursor.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace writ::diag {

// A line of source for display. Tabs become blanks; control, format (bidi) and separator characters
// become `\u202e`, bytes that are not UTF-8 `\xff`. For each byte of the source, and one past the
// last, `column` is the display column it starts at and `offset` its place in `text`.
struct VisibleLine {
  std::string text;
  std::vector<uint32_t> column;
  std::vector<uint32_t> offset;
  uint32_t width() const { return column.back(); }
};
VisibleLine MakeVisible(std::string_view line);

// The same for words in a message, cut off behind `limit` columns.
std::string Visible(std::string_view text, uint32_t limit = 500);

}  // namespace writ::diag
