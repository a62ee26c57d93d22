// A message to the user: data until it is printed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace writ::diag {

enum class Code : uint16_t {
#define WRIT_CODE(code, meaning) code,
#include "diag/codes.def"
#undef WRIT_CODE
};

enum class Severity : uint8_t { kError, kWarning };

std::string_view Name(Code code);     // "E0301"
std::string_view Meaning(Code code);  // the line of codes.def
std::vector<Code> AllCodes();

// A range with words of its own, in the message's file or another.
struct Label {
  Span span;
  std::string text;
};

struct Diagnostic {
  Code code{};
  Severity severity = Severity::kError;
  Span span;            // the primary range; may be invalid for messages about no place
  std::string message;  // one line: what was seen
  std::string label;    // words under the primary range; may be empty
  std::vector<Label> labels;
  std::vector<std::string> notes;  // printed as `= ...`: facts, then what to do
  bool hidden = false;  // the primary range holds what nobody may print: renderers mask it wherever
                        // its line appears
};

}  // namespace writ::diag
