// Look-ups in maps that need the key too.
#pragma once

#include <algorithm>

#include "spec/field_types.h"

namespace writ::spec {

// The entry of that name; null when there is none.
template <class K, class T>
const std::pair<Located<K>, T>* FindEntry(const MapOf<K, T>& map, std::string_view name) {
  const auto text = [](const auto& entry) { return MapOf<K, T>::KeyText(entry.first.value); };
  const auto found = std::lower_bound(
      map.entries.begin(), map.entries.end(), name,
      [&](const auto& entry, std::string_view wanted) { return text(entry) < wanted; });
  return found != map.entries.end() && text(*found) == name ? &*found : nullptr;
}

}  // namespace writ::spec
