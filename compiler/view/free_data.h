// Free data of a spec as a value that templates print as a literal.
#pragma once

#include "spec/kinds/common.h"
#include "value/value.h"

namespace writ::view {

// Scalars as syntax::ReadCoreScalar reads them.
value::Any ToAny(const syntax::Cursor& node);

inline value::Any ToAny(const spec::FreeData& data) { return ToAny(data.node); }

// The entries of a map, for templates to walk; none when there is no data.
value::Map<value::Any> ToMap(const std::optional<spec::FreeData>& data);

}  // namespace writ::view
