// Which paths an output may have.
#pragma once

#include <string>
#include <string_view>

namespace writ::plan {

inline constexpr size_t kMaxPath = 1000;    // bytes of a whole path
inline constexpr size_t kMaxSegment = 255;  // bytes of one name, as file systems have it

// What is wrong with an output's path, as words after "the path ...": "leaves its folder by `..`".
// Empty when nothing is. Refused: empty, absolute, empty segments, `.` and `..`, control and
// direction-changing characters, backslashes, more than kMaxPath or kMaxSegment bytes, blanks at
// the ends of a segment, and the names that git and Writ keep for themselves.
std::string CheckPath(std::string_view path);

// The path with ASCII letters in lower case: what a disk that ignores case compares.
std::string FoldCase(std::string_view path);

// The folder of a path ("" for the top), and its last segment.
std::string_view FolderOf(std::string_view path);
std::string_view NameOf(std::string_view path);

}  // namespace writ::plan
