// What is known of a field beside its table: the value it has when nobody sets it. For the schema
// and the reference page.
#pragma once

#include <string>
#include <type_traits>

#include "spec/kinds_table.h"

namespace writ::spec {

// A value as an author would write it; empty when there is nothing to write.
inline std::string Written(bool value) { return value ? "true" : "false"; }
inline std::string Written(int64_t value) { return std::to_string(value); }
inline std::string Written(Count value) { return std::to_string(value.number); }
inline std::string Written(PositiveCount value) { return std::to_string(value.number); }
inline std::string Written(const std::string& value) { return value; }
inline std::string Written(Duration value) { return Print(value); }
inline std::string Written(Port value) {
  return value.number == 0 ? std::string() : std::to_string(value.number);
}
template <WordEnum E>
std::string Written(E value) {
  return std::string(Print(value));
}
template <class T>
requires requires(const T& value) { value.text; }
std::string Written(const T& value) { return value.text; }

template <class T>
inline constexpr bool kIsBare =
    std::is_same_v<T, bool> || std::is_same_v<T, int64_t> || std::is_same_v<T, Port> ||
    std::is_same_v<T, Count> || std::is_same_v<T, PositiveCount>;

struct Preset {
  std::string text;   // as an author would write it; empty: none
  bool bare = false;  // a number, `true` or `false`
};

// What an optional field of a record holds when it is not set.
template <class S, class T>
Preset PresetOf(const Field<S, Located<T>>& field) {
  if (field.need != Need::kOptional && field.need != Need::kIdentity) return {};
  const S untouched{};
  return {Written((untouched.*(field.member)).value), kIsBare<T>};
}
template <class S, class T>
Preset PresetOf(const Field<S, T>&) {
  return {};
}

// Whether one plain value may stand for the record, as `{FIRST: value}` with its first field; a
// record whose first field is optional takes a text then that has no key.
template <class S>
inline constexpr bool kHasShorthand = requires {
  S::FromScalar;
};

template <Record S>
constexpr bool ShorthandIsFirstField() {
  if constexpr (std::tuple_size_v<std::remove_cvref_t<decltype(kTable<S>.fields)>> == 0) {
    return false;
  } else {
    return std::get<0>(kTable<S>.fields).need == Need::kRequired;
  }
}

}  // namespace writ::spec
