// Content hashes. They tell texts apart; they are no signature.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace writ {

struct Hash128 {
  uint64_t high = 0;
  uint64_t low = 0;
  auto operator<=>(const Hash128&) const = default;
};

// XXH3-128 of `data`; the same on every machine.
Hash128 HashBytes(std::string_view data);

// 32 lower-case hex digits.
std::string ToHex(const Hash128& hash);

}  // namespace writ
