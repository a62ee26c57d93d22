// Which types may stand in which places, before any data exists.
#pragma once

#include <string>
#include <vector>

#include "template/program.h"

namespace writ::tmpl {

// Empty, or why no value of `type` behind `chain` can stand in `place`.
std::string WhyNot(const Place& place, const value::Type* type, const std::vector<Inner>& chain);

// Where a place is, for people: "in a comment", "as a shell word".
std::string_view Where(const Place& place);

}  // namespace writ::tmpl
