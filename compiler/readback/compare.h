// What was read against what went in.
#pragma once

#include "readback/decoded.h"
#include "value/value.h"

namespace writ::readback {

enum class How : uint8_t {
  kTyped,       // a literal: text is text, a number a number
  kWords,       // one text, which holds the words of any scalar
  kShellWords,  // texts: the words of a scalar, or of each element of a list
};

bool Says(const Decoded& decoded, const value::Ref& value, How how);

}  // namespace writ::readback
