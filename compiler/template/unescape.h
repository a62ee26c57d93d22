// What a text in a template says, without the escapes of the language around it.
#pragma once

#include <string>
#include <string_view>

#include "template/scan.h"

namespace writ::tmpl {

// Holes stay kHoleMark. Characters that no other language reads as syntax may come out as others:
// only ASCII is exact, and control characters but for line feeds and tabs become `x`.
std::string Unescaped(std::string_view text, TextPart::Escapes escapes);

}  // namespace writ::tmpl
