// View data as the encoders see it: optionals seen through, `Any` and typed values alike.
#pragma once

#include <string_view>

#include "value/value.h"

namespace writ::tmpl::encode {

enum class Shape : uint8_t {
  kNull,  // an empty optional, or null in free data
  kBool,
  kInteger,
  kDecimal,
  kText,
  kReference,
  kList,
  kMap,  // records too
};

struct Data {
  Shape shape = Shape::kNull;
  value::Ref ref;  // never an optional, unless kNull

  bool scalar() const { return shape != Shape::kList && shape != Shape::kMap; }
  bool boolean() const;
  int64_t integer() const;
  std::string_view text() const;       // kText, kDecimal (its digits), kReference (its name)
  const value::Origins& from() const;  // of a leaf
};

Data Open(value::Ref ref);

bool IsEmpty(const Data& structure);

// Calls `each(Data item)` for the elements of a list. Stops when it returns false; true if it never
// did.
template <class Each>
bool ForItems(const Data& list, Each each) {
  const value::Ref ref = list.ref;
  if (ref.type->kind == value::Kind::kAny) {
    for (const value::Any& item : ref.As<value::Any>().items) {
      if (!each(Open({ref.type, &item}))) return false;
    }
    return true;
  }
  const size_t size = ref.type->size(ref.data);
  for (size_t i = 0; i < size; ++i) {
    if (!each(Open({ref.type->element(), ref.type->at(ref.data, i)}))) return false;
  }
  return true;
}

// Calls `each(std::string_view key, const Origins& of_key, Data value)` for the entries of a map
// and the members of a record. Members that are empty optionals are left out.
template <class Each>
bool ForEntries(const Data& map, Each each) {
  const value::Ref ref = map.ref;
  if (ref.type->kind == value::Kind::kAny) {
    const auto& any = ref.As<value::Any>();
    for (const auto& entry : any.entries) {
      const value::Origins of_key(entry.key_from.valid() ? entry.key_from : any.from.first);
      if (!each(entry.key, of_key, Open({ref.type, &entry.value}))) return false;
    }
    return true;
  }
  if (ref.type->kind == value::Kind::kMap) {
    const size_t size = ref.type->size(ref.data);
    for (size_t i = 0; i < size; ++i) {
      const value::Text* key = ref.type->key(ref.data, i);
      const Data value = Open({ref.type->element(), ref.type->at(ref.data, i)});
      const bool absent =
          value.shape == Shape::kNull && ref.type->element()->kind == value::Kind::kOptional;
      if (!absent && !each(std::string_view(key->value), key->from, value)) return false;
    }
    return true;
  }
  static const value::Origins kNone;
  for (size_t i = 0; i < ref.type->member_count; ++i) {
    const value::Member& member = ref.type->members[i];
    const Data value = Open({member.type(), member.get(ref.data)});
    if (value.shape == Shape::kNull && member.type()->kind == value::Kind::kOptional) continue;
    if (!each(member.name, kNone, value)) return false;
  }
  return true;
}

// Adds where every leaf of `data` came from.
void Collect(const Data& data, value::Origins& out);

}  // namespace writ::tmpl::encode
