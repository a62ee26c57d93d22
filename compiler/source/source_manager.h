// Owns the text of every file that is read. Views into it are valid while it lives.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace writ::source {

// 1-based, columns in code points; `column_bytes` is 0-based in bytes.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;
  uint32_t column_bytes = 0;
};

class SourceManager {
 public:
  // `path` is what messages print; `text` may be anything (see syntax/encoding.h for what parsers
  // accept).
  FileId Add(std::string path, std::string text);

  std::string_view Path(FileId file) const;
  std::string_view Text(FileId file) const;
  std::string_view Text(const Span& span) const;
  size_t size() const { return files_.size(); }

  // Position of a byte offset; an offset past the end is the end. Builds the file's line table on
  // first use, so it is for printing, on one thread.
  LineColumn Locate(FileId file, uint32_t offset) const;
  // Number of lines, and the text of the 1-based `line` without its line break.
  uint32_t LineCount(FileId file) const;
  std::string_view Line(FileId file, uint32_t line) const;

 private:
  struct File {
    std::string path;
    std::string text;
    mutable std::vector<uint32_t> line_starts;  // empty until needed
  };
  const std::vector<uint32_t>& LineStarts(FileId file) const;
  std::deque<File> files_;  // stable addresses
};

}  // namespace writ::source
