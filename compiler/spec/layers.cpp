#include "spec/layers.h"

#include <algorithm>

namespace writ::spec {

std::vector<std::string_view> Layers::Keys() const {
  std::vector<std::string_view> keys;
  for (const syntax::Cursor& map : nodes_) {
    if (!map.is_map()) continue;
    for (syntax::Cursor k = map.first(); k.valid(); k = k.next().next()) keys.push_back(k.text());
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::erase_if(keys, [this](std::string_view key) { return Get(key).empty(); });
  return keys;
}

}  // namespace writ::spec
