// The values that fields hold beside scalars: maps, references, words.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/id.h"
#include "source/span.h"

namespace writ::spec {

struct Context;  // spec/decode.h

// A map from names that the author chooses to records or scalars, sorted by name.
template <class K, class T>
struct MapOf {
  std::vector<std::pair<Located<K>, T>> entries;

  // The entry of that name; null when there is none.
  const std::pair<Located<K>, T>* FindEntry(std::string_view name) const {
    const auto found = std::lower_bound(entries.begin(), entries.end(), name,
                                        [](const auto& entry, std::string_view wanted) {
                                          return KeyText(entry.first.value) < wanted;
                                        });
    return found != entries.end() && KeyText(found->first.value) == name ? &*found : nullptr;
  }
  const T* Find(std::string_view name) const {
    const auto* entry = FindEntry(name);
    return entry == nullptr ? nullptr : &entry->second;
  }
  static std::string_view KeyText(const std::string& key) { return key; }
  template <class Key>
  requires requires(const Key& key) { key.text; }
  static std::string_view KeyText(const Key& key) { return key.text; }
};

// The name of an object of another document. `id` is bound by resolve/.
template <class T>
struct Ref {
  Located<std::string> name;
  Id<T> id;
};

// One of a fixed set of words. `Words<E>::kAll` lists them in the order of the enum.
template <class E>
struct Words;

template <class E>
concept WordEnum = std::is_enum_v<E> && requires {
  Words<E>::kAll;
};

template <WordEnum E>
std::string_view Print(E word) {
  return Words<E>::kAll[static_cast<size_t>(word)];
}

}  // namespace writ::spec
