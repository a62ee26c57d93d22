// Scalar texts that yaml-cpp 0.7 decodes otherwise than YAML 1.2 says.
#pragma once

#include <string>
#include <string_view>

#include "syntax/syntax_tree.h"

namespace writ::syntax {

// The text of the scalar at [begin, end), which yaml-cpp read as `value`. Corrects two faults: `>+`
// loses a kept line break, quoted text those right before its closing quote.
std::string CorrectedText(std::string_view text, size_t begin, size_t end, Style style,
                          const std::string& value);

}  // namespace writ::syntax
