// Every reference of a record, found through its field table.
#pragma once

#include "spec/kinds_table.h"

namespace writ::resolve {

// Calls `visit(ref)` for each Ref<T> inside `value`.
template <class V, class F>
void WalkRefs(V& value, F&& visit) {
  if constexpr (spec::Record<V>) {
    spec::ForEachField<V>([&](const auto& field) { WalkRefs(value.*field.member, visit); });
  } else if constexpr (std::is_same_v<V, spec::SecretKey>) {
    visit(value.secret);
  } else if constexpr (requires {
                         value.name;
                         value.id;
                       }) {
    visit(value);
  } else if constexpr (requires { value.has_value(); }) {
    if (value) WalkRefs(*value, visit);
  } else if constexpr (requires { value.entries; }) {
    for (auto& entry : value.entries) WalkRefs(entry.second, visit);
  } else if constexpr (requires {
                         value.begin();
                         value.emplace_back();
                       }) {
    for (auto& item : value) WalkRefs(item, visit);
  }
}

}  // namespace writ::resolve
