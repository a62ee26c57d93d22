// From a place in an output back to what caused it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "plan/output_plan.h"

namespace writ::plan {

// Byte range [begin, end) of the 1-based `line`, without its line feed; empty at the end for lines
// past the last.
struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;
};
Range LineRange(std::string_view text, size_t line);

// The holes that overlap the range, in their order.
std::vector<const tmpl::HoleRecord*> HolesIn(const Output& output, const Range& range);

}  // namespace writ::plan
