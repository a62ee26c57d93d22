// Path patterns of specs: `specs/**/*.yaml`.
#pragma once

#include <string_view>

namespace writ {

// `*` and `?` match within one segment, `**` as a whole segment matches any number of segments
// (also none), everything else is literal. Both use `/`.
bool GlobMatches(std::string_view pattern, std::string_view path);

// Whether the pattern could match a path below `folder`.
bool GlobReachesBelow(std::string_view pattern, std::string_view folder);

}  // namespace writ
