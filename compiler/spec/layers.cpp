#include "spec/layers.h"

#include <algorithm>

namespace writ::spec {

std::vector<Layers::Entry> Layers::Entries() const {
  std::vector<syntax::Cursor> keys;
  for (const syntax::Cursor& map : nodes_) {
    if (!map.is_map()) continue;
    for (syntax::Cursor k = map.first(); k.valid(); k = k.next().next()) keys.push_back(k);
  }
  std::stable_sort(keys.begin(), keys.end(), [](const syntax::Cursor& a, const syntax::Cursor& b) {
    return a.text() < b.text();
  });
  std::vector<Entry> entries;
  for (size_t i = 0; i < keys.size();) {
    Entry entry{keys[i], {}};
    for (; i < keys.size() && keys[i].text() == entry.key.text(); ++i)
      entry.layers.PushValueOf(keys[i]);
    if (!entry.layers.empty()) entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace writ::spec
