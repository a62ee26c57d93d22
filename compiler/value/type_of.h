// TypeOf<T>(): builds the Type of each C++ type that view structs may hold. Included by
// value/value.h.
#pragma once

#include <array>

namespace writ::value {

template <class T>
struct Describe;  // specialised for every type that may stand in a view

template <Kind kKind>
struct DescribeLeaf {
  static Type Make() { return Type{.kind = kKind}; }
};

template <>
struct Describe<Bool> : DescribeLeaf<Kind::kBool> {};
template <>
struct Describe<Integer> : DescribeLeaf<Kind::kInteger> {};
template <>
struct Describe<Decimal> : DescribeLeaf<Kind::kDecimal> {};
template <>
struct Describe<Text> : DescribeLeaf<Kind::kText> {};
template <>
struct Describe<Reference> : DescribeLeaf<Kind::kReference> {};
template <>
struct Describe<Any> : DescribeLeaf<Kind::kAny> {};

template <class T>
struct Describe<std::vector<T>> {
  static Type Make() {
    using List = std::vector<T>;
    return Type{.kind = Kind::kList,
                .element = &TypeOf<T>,
                .size = [](const void* p) { return static_cast<const List*>(p)->size(); },
                .at = [](const void* p, size_t i) -> const void* {
                  return &(*static_cast<const List*>(p))[i];
                }};
  }
};

template <class T>
struct Describe<Map<T>> {
  static Type Make() {
    return Type{.kind = Kind::kMap,
                .element = &TypeOf<T>,
                .size = [](const void* p) { return static_cast<const Map<T>*>(p)->entries.size(); },
                .at = [](const void* p, size_t i) -> const void* {
                  return &static_cast<const Map<T>*>(p)->entries[i].second;
                },
                .key = [](const void* p,
                          size_t i) { return &static_cast<const Map<T>*>(p)->entries[i].first; }};
  }
};

template <class T>
struct Describe<std::optional<T>> {
  static Type Make() {
    using Maybe = std::optional<T>;
    return Type{
        .kind = Kind::kOptional,
        .element = &TypeOf<T>,
        .size = [](const void* p) -> size_t {
          return static_cast<const Maybe*>(p)->has_value() ? 1 : 0;
        },
        .at = [](const void* p, size_t) -> const void* { return &**static_cast<const Maybe*>(p); }};
  }
};

// A member that points to a record owned elsewhere reads as that record. It must not be null.
template <Record S>
struct Describe<S> {
  template <size_t kIndex>
  static Member MemberAt() {
    constexpr auto kField = std::get<kIndex>(kMembers<S>.fields);
    using T = std::remove_cvref_t<decltype(std::declval<S>().*(kField.member))>;
    if constexpr (std::is_pointer_v<T>) {
      using Target = std::remove_cv_t<std::remove_pointer_t<T>>;
      return {kField.name,
              &TypeOf<Target>,
              [](const void* p) -> const void* {
                return static_cast<const S*>(p)->*(std::get<kIndex>(kMembers<S>.fields).member);
              },
              kField.doc,
              kField.traits,
              kField.values};
    } else {
      return {kField.name,
              &TypeOf<T>,
              [](const void* p) -> const void* {
                return &(static_cast<const S*>(p)->*(std::get<kIndex>(kMembers<S>.fields).member));
              },
              kField.doc,
              kField.traits,
              kField.values};
    }
  }
  template <size_t... kIndex>
  static std::array<Member, sizeof...(kIndex)> All(std::index_sequence<kIndex...>) {
    return {MemberAt<kIndex>()...};
  }
  static Type Make() {
    constexpr size_t kCount = std::tuple_size_v<std::remove_cvref_t<decltype(kMembers<S>.fields)>>;
    static const auto kAll = All(std::make_index_sequence<kCount>());
    return Type{.kind = Kind::kRecord,
                .name = kMembers<S>.name,
                .members = kAll.data(),
                .member_count = kCount};
  }
};

template <class T>
const Type* TypeOf() {
  static const Type kType = Describe<T>::Make();
  return &kType;
}

}  // namespace writ::value
