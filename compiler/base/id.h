// Id<T>: the index of a T in the vector that owns all of them.
#pragma once

#include <compare>
#include <cstdint>

namespace writ {

template <class T>
struct Id {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t value = kNone;

  bool valid() const { return value != kNone; }
  auto operator<=>(const Id&) const = default;
};

}  // namespace writ
