// Reads a rendered text back, by a reader of its language that knows nothing of the encoders.
//
// At the start of each hole the reader's lexer must be in the state that was recorded when the
// template was compiled. From there it reads one literal, name, or inside of a string or comment,
// which must end where the hole ends and say the value that went in. So the template's own tokens
// are what they were when it was compiled, and no value is more than a value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hole/hole.h"

namespace writ::readback {

// The first thing that does not read back.
struct Difference {
  size_t hole = 0;        // index of the hole at or before it; `holes.size()` if it is behind all
  size_t offset = 0;      // in the text
  std::string_view what;  // "it says another value"; static text
};

// Reads all of `text`, whose holes are `holes`, in order and apart. Nothing comes back if all of it
// is what was meant.
std::optional<Difference> Check(hole::Language language, std::string_view text,
                                const std::vector<hole::Printed>& holes);

}  // namespace writ::readback
