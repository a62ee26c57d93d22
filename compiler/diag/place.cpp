#include "diag/place.h"

#include <algorithm>

namespace writ::diag {

Place PlaceOf(const source::SourceManager& sources, Span span) {
  const std::string_view text = sources.Text(span.file);
  auto size = static_cast<uint32_t>(text.size());
  // The empty line behind the last line break helps nobody.
  if (span.begin >= size && size > 0 && text[size - 1] == '\n') {
    --size;
    if (size > 0 && text[size - 1] == '\r') --size;
  }
  span.begin = std::min(span.begin, size);
  span.end = std::max(span.begin, std::min(span.end, static_cast<uint32_t>(text.size())));
  if (span.begin == size) span.end = size;
  return {span, sources.Locate(span.file, span.begin), sources.Locate(span.file, span.end)};
}

}  // namespace writ::diag
