// Every diagnostic code is listed, explained, shown by a golden and reported by the compiler.
#pragma once

#include <string>

namespace writ::golden {

// Compares codes.def, the explain pages, the goldens and the sources below `root`, and runs the
// pages' examples: the first must yield the page's code and no other, the fix no error at all.
// Prints what is missing and returns 0 when nothing is, otherwise 1.
int CheckCoverage(const std::string& root, const std::string& scratch);

}  // namespace writ::golden
