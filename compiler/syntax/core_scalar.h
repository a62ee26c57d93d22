// What a scalar is by the core rules of YAML 1.2.
#pragma once

#include <cstdint>
#include <string>

#include "syntax/syntax_tree.h"

namespace writ::syntax {

struct CoreScalar {
  enum class Kind : uint8_t { kText, kBool, kInteger, kDecimal };
  Kind kind = Kind::kText;
  bool boolean = false;
  int64_t integer = 0;
  std::string digits;  // of a decimal, as every output's number literal takes them: no `+`, no
                       // leading zeros, and digits on both sides of the point
};

// Whatever is quoted is text. A whole number outside of 64 bits is a decimal with all its digits;
// `.inf` and `.nan` are text, since no output has them.
CoreScalar ReadCoreScalar(const Cursor& scalar);

}  // namespace writ::syntax
