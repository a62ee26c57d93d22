// The typed data that templates see: plain C++ values, described by tables, read through `Type`.
//
// A view struct lists its fields once (`kMembers<S>`); templates are checked against that table
// before any data exists, and rendering reads the structs in place. Every leaf carries the spans it
// came from.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "source/span.h"

namespace writ::value {

// The spec texts that caused a value, the most direct one first. May be empty: a constant of Writ.
struct Origins {
  Span first;
  std::vector<Span> others;

  Origins() = default;
  Origins(const Span& span) : first(span) {}  // NOLINT(google-explicit-constructor)
  Origins(const Span& span, const Span& other) : first(span) { Add(other); }
  void Add(const Span& span) {
    if (!span.valid()) return;
    if (!first.valid()) {
      first = span;
    } else if (span != first) {
      others.push_back(span);
    }
  }
  void Add(const Origins& more) {
    Add(more.first);
    for (const Span& span : more.others) Add(span);
  }
};

template <class T>
struct Leaf {
  T value{};
  Origins from;

  Leaf() = default;
  Leaf(T v) : value(std::move(v)) {}  // NOLINT(google-explicit-constructor)
  Leaf(T v, Origins o) : value(std::move(v)), from(std::move(o)) {}
  template <std::convertible_to<T> U>
  Leaf(const source::Located<U>& located)  // NOLINT(google-explicit-constructor)
      : value(located.value), from(located.span) {}
};

using Bool = Leaf<bool>;
using Integer = Leaf<int64_t>;
using Text = Leaf<std::string>;

// A number with a fraction, kept as it is written ("0.5"); never rounded.
struct Decimal {
  std::string digits;
  Origins from;
};

// A name defined elsewhere in the output (a Terraform address, a Python variable): printed bare,
// and only the compiler makes one.
struct Reference {
  std::string name;
  Origins from;
};

// A map in the order in which it is printed.
template <class T>
struct Map {
  std::vector<std::pair<Text, T>> entries;
};

// Free data of no declared shape (an HTTP body, DAG params): prints as a literal, cannot be walked
// by a template.
struct Any {
  enum class Kind : uint8_t { kNull, kBool, kInteger, kDecimal, kText, kList, kMap };
  Kind kind = Kind::kNull;
  bool boolean = false;
  int64_t integer = 0;
  std::string text;        // kText, kDecimal
  std::vector<Any> items;  // kList
  struct Entry;
  std::vector<Entry> entries;  // kMap, author's order
  Origins from;
};

// No pair: Clang 14 cannot complete a pair of a type with that type's own vector.
struct Any::Entry {
  std::string key;
  Any value;
  Span key_from{};  // invalid: no spec names it
};

enum class Kind : uint8_t {
  kBool,
  kInteger,
  kDecimal,
  kText,
  kReference,
  kAny,
  kList,
  kMap,
  kRecord,
  kOptional
};

struct Type;

// What is known of every value of a member, beyond its type. Templates are checked against it.
enum Trait : uint8_t {
  kUnique = 1,      // of a scalar or record: no two records in one list have equal ones; of a
                    // list: no two elements are equal
  kFilled = 2,      // of a list or map: never empty
  kName = 4,        // of a text: letters, digits, `_` and `-`, no digit first
  kIdentifier = 8,  // of a text: a name in Python, the shell and HCL, and reserved in none
  kApart = 16,      // of a map: its keys are names (kName), and none that Writ's own templates
                    // print beside them; of a text: the same, and it differs from all other texts
                    // of its record that are so marked
  kOnce = 32,       // of a text: no two records of that sort have equal ones, in all of the data
};

struct Member {
  std::string_view name;
  const Type* (*type)();
  const void* (*get)(const void* record);
  std::string_view doc;
  uint8_t traits = 0;                          // of Trait
  std::span<const std::string_view> values{};  // of a text: all that it may be; empty if anything
};

// Describes one C++ type. Two types are the same iff their addresses are.
struct Type {
  Kind kind = Kind::kText;
  std::string_view name{};          // of a record: what docs call it
  const Member* members = nullptr;  // of a record
  size_t member_count = 0;
  const Type* (*element)() = nullptr;     // of a list, map, optional
  size_t (*size)(const void*) = nullptr;  // of a list, map; of an optional 0 or 1
  const void* (*at)(const void*, size_t) =
      nullptr;  // element of a list, value of a map entry, content of an optional
  const Text* (*key)(const void*, size_t) = nullptr;  // of a map
};

// A typed pointer into view data.
struct Ref {
  const Type* type = nullptr;
  const void* data = nullptr;

  template <class T>
  const T& As() const {
    return *static_cast<const T*>(data);
  }
};

// ---- tables
// -------------------------------------------------------------------------------------------------------

template <class S, class T>
struct Field {
  std::string_view name;
  T S::*member;
  std::string_view doc;
  uint8_t traits = 0;                          // of Trait
  std::span<const std::string_view> values{};  // as in Member
};

// Specialised beside each view struct:
//   template <> inline constexpr auto kMembers<Task> = Members("task", In("name", &Task::name, "its
//   id in the DAG"), ...);
template <class S>
inline constexpr auto kMembers = nullptr;

template <class... Fields>
struct Table {
  std::string_view name;
  std::tuple<Fields...> fields;
};

template <class... Fields>
constexpr auto Members(std::string_view name, Fields... fields) {
  return Table<Fields...>{name, {fields...}};
}

template <class S, class T>
constexpr Field<S, T> In(std::string_view name, T S::*member, std::string_view doc, int traits = 0,
                         std::span<const std::string_view> values = {}) {
  return {name, member, doc, static_cast<uint8_t>(traits), values};
}

template <class S>
concept Record = !std::is_same_v<std::remove_cvref_t<decltype(kMembers<S>)>, std::nullptr_t>;

template <class T>
const Type* TypeOf();

template <class T>
Ref RefTo(const T& data) {
  return {TypeOf<T>(), &data};
}

}  // namespace writ::value

#include "value/type_of.h"
