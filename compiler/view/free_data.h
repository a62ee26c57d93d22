// Free data of a spec as a value that templates print as a literal.
#pragma once

#include "spec/kinds/common.h"
#include "value/value.h"

namespace writ::view {

// Plain scalars by the core rules of YAML 1.2; whatever is quoted is text. A whole number outside
// of 64 bits stays a decimal with all its digits; `.inf` and `.nan` stay text, since no output has
// them.
value::Any ToAny(const syntax::Cursor& node);

inline value::Any ToAny(const spec::FreeData& data) { return ToAny(data.node); }

}  // namespace writ::view
