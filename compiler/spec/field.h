// Field tables: one per record, the single source of decoding, messages, JSON Schema and reference
// docs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "spec/field_types.h"

namespace writ::spec {

enum class Need : uint8_t {
  kOptional,
  kRequired,
  kIdentity,  // optional, and the same in all environments: no override may set it
  kRequiredIdentity,
};

template <class S, class T>
struct Field {
  std::string_view key;
  T S::*member = nullptr;
  Need need = Need::kOptional;
  std::string_view doc;      // one sentence without full stop
  std::string_view example;  // what stands behind the `:` in a message; may be empty
};

// A rule between fields of one record.
struct Rule {
  enum class Kind : uint8_t {
    kExactlyOne,  // of `keys`
    kAtMostOne,   // of `keys`
    kOnlyWith,    // each of `keys` only when `selector` is one of `values`
    kNeeds,       // when `selector` is one of `values`, each of `keys` must be there
    kNotEmpty,    // each list or map of `keys`: an empty one would mean nothing, or all
  };
  Kind kind = Kind::kExactlyOne;
  std::vector<std::string_view> keys;
  std::string_view selector{};
  std::vector<std::string_view> values{};
};

template <class... Fields>
struct Table {
  std::string_view name;  // of the record, for messages and docs: "job"
  std::string_view doc;
  std::tuple<Fields...> fields;
};

inline Rule ExactlyOne(std::vector<std::string_view> keys) {
  return {Rule::Kind::kExactlyOne, std::move(keys)};
}
inline Rule AtMostOne(std::vector<std::string_view> keys) {
  return {Rule::Kind::kAtMostOne, std::move(keys)};
}
inline Rule OnlyWith(std::vector<std::string_view> keys, std::string_view selector,
                     std::vector<std::string_view> values) {
  return {Rule::Kind::kOnlyWith, std::move(keys), selector, std::move(values)};
}
inline Rule Needs(std::vector<std::string_view> keys, std::string_view selector,
                  std::vector<std::string_view> values) {
  return {Rule::Kind::kNeeds, std::move(keys), selector, std::move(values)};
}

inline Rule NotEmpty(std::vector<std::string_view> keys) {
  return {Rule::Kind::kNotEmpty, std::move(keys)};
}

template <class... Fields>
constexpr auto RecordOf(std::string_view name, std::string_view doc, Fields... fields) {
  return Table<Fields...>{name, doc, {fields...}};
}

template <class S, class T>
constexpr auto Req(std::string_view key, T S::*member, std::string_view doc,
                   std::string_view example = {}) {
  return Field<S, T>{key, member, Need::kRequired, doc, example};
}
template <class S, class T>
constexpr auto Opt(std::string_view key, T S::*member, std::string_view doc,
                   std::string_view example = {}) {
  return Field<S, T>{key, member, Need::kOptional, doc, example};
}
template <class S, class T>
constexpr auto Fixed(std::string_view key, T S::*member, std::string_view doc,
                     std::string_view example = {}) {
  return Field<S, T>{key, member, Need::kIdentity, doc, example};
}
template <class S, class T>
constexpr auto ReqFixed(std::string_view key, T S::*member, std::string_view doc,
                        std::string_view example = {}) {
  return Field<S, T>{key, member, Need::kRequiredIdentity, doc, example};
}

// Specialised beside each record: the table, and (where there are any) the rules between its
// fields.
template <class S>
inline constexpr auto kTable = nullptr;
template <class S>
std::vector<Rule> RulesOf() {
  return {};
}

template <class S>
concept Record = !std::is_same_v<std::remove_cvref_t<decltype(kTable<S>)>, std::nullptr_t>;

template <class S, class F>
void ForEachField(F&& visit) {
  std::apply([&](const auto&... field) { (visit(field), ...); }, kTable<S>.fields);
}

}  // namespace writ::spec
