#include "source/source_manager.h"

#include <algorithm>

#include "base/check.h"

namespace writ::source {

FileId SourceManager::Add(std::string path, std::string text) {
  files_.push_back(File{std::move(path), std::move(text), {}});
  return FileId{static_cast<uint32_t>(files_.size() - 1)};
}

std::string_view SourceManager::Path(FileId file) const {
  WRIT_CHECK(file.value < files_.size());
  return files_[file.value].path;
}

std::string_view SourceManager::Text(FileId file) const {
  WRIT_CHECK(file.value < files_.size());
  return files_[file.value].text;
}

std::string_view SourceManager::Text(const Span& span) const {
  const std::string_view text = Text(span.file);
  WRIT_CHECK(span.begin <= span.end && span.end <= text.size());
  return text.substr(span.begin, span.end - span.begin);
}

const std::vector<uint32_t>& SourceManager::LineStarts(FileId file) const {
  WRIT_CHECK(file.value < files_.size());
  const File& entry = files_[file.value];
  if (entry.line_starts.empty()) {
    entry.line_starts.push_back(0);
    for (size_t at = entry.text.find('\n'); at != std::string::npos;
         at = entry.text.find('\n', at + 1)) {
      entry.line_starts.push_back(static_cast<uint32_t>(at + 1));
    }
  }
  return entry.line_starts;
}

LineColumn SourceManager::Locate(FileId file, uint32_t offset) const {
  const std::vector<uint32_t>& starts = LineStarts(file);
  const std::string_view text = Text(file);
  offset = std::min(offset, static_cast<uint32_t>(text.size()));
  const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line = static_cast<uint32_t>(next - starts.begin());
  const uint32_t start = starts[line - 1];
  uint32_t column = 1;
  for (uint32_t at = start; at < offset; ++at) {
    const bool continuation = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    if (!continuation) ++column;
  }
  return {line, column, offset - start};
}

uint32_t SourceManager::LineCount(FileId file) const {
  return static_cast<uint32_t>(LineStarts(file).size());
}

std::string_view SourceManager::Line(FileId file, uint32_t line) const {
  const std::vector<uint32_t>& starts = LineStarts(file);
  WRIT_CHECK(line >= 1 && line <= starts.size());
  const std::string_view text = Text(file);
  const size_t begin = starts[line - 1];
  const size_t end = std::min(text.find('\n', begin), text.size());
  std::string_view out = text.substr(begin, end - begin);
  if (!out.empty() && out.back() == '\r') out.remove_suffix(1);
  return out;
}

}  // namespace writ::source
