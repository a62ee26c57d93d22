#include "plan/provenance.h"

#include <algorithm>

namespace writ::plan {

Range LineRange(std::string_view text, size_t line) {
  size_t begin = 0;
  for (size_t i = 1; i < line && begin < text.size(); ++i) {
    begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  }
  const size_t end = std::min(text.find('\n', begin), text.size());
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

std::vector<const tmpl::HoleRecord*> HolesIn(const Output& output, const Range& range) {
  std::vector<const tmpl::HoleRecord*> holes;
  for (const tmpl::HoleRecord& hole : output.holes) {
    if (hole.begin < range.end && hole.end > range.begin) holes.push_back(&hole);
  }
  return holes;
}

}  // namespace writ::plan
