// Places in files as people and tools write them: FILE:LINE[:COLUMN].
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace writ::cli {

struct FilePlace {
  std::string file;
  size_t line = 0;    // from 1 on
  size_t column = 0;  // from 1 on; 0: the whole line
};

// The whole text is a place.
std::optional<FilePlace> ParsePlace(std::string_view text);

// The place that a message such as `a.py:3:7: unused` opens with, after blanks. The file's name may
// hold blanks and colons; it ends before the first `:LINE` that a colon or a blank follows.
std::optional<FilePlace> FindPlace(std::string_view message);

}  // namespace writ::cli
