// Inner languages: what their own readers would make of a text.
#pragma once

#include <vector>

#include "hole/hole.h"
#include "readback/compare.h"

namespace writ::readback {

// What stands beside a hole in the same string; 0 where it is alone.
struct Edges {
  char before = 0;
  char after = 0;
};

// Takes the encodings off again, the last first. `how` becomes that of the innermost language.
Problem Undo(const std::vector<hole::Inner>& chain, Edges edges, Decoded& decoded, How& how);

}  // namespace writ::readback
