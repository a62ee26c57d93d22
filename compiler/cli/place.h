// Places in files as people and tools write them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace writ::cli {

struct FilePlace {
  std::string file;
  size_t line = 0;    // from 1 on
  size_t column = 0;  // from 1 on; 0: the whole line
};

// The whole text is a place: FILE:LINE[:COLUMN].
std::optional<FilePlace> ParsePlace(std::string_view text);

// `text` as a terminal shows it: without colours and links.
std::string WithoutEscapes(std::string_view text);

// The places that a line of another tool's output may speak of, the likeliest first:
// `FILE:LINE[:COLUMN]`, `FILE(LINE[,COLUMN])`, `FILE line LINE`, `FILE: line LINE`,
// `"FILE", line LINE`, `::error file=FILE,line=LINE[,col=COLUMN]::`. A file's name may hold blanks
// and colons, and words may stand before it, so most of them name no file.
std::vector<FilePlace> FindPlaces(std::string_view message);

}  // namespace writ::cli
