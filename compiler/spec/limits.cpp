#include "spec/limits.h"

#include <fmt/format.h>

namespace writ::spec {
namespace {

constexpr int64_t kMost = 2147483647;

// What `Scalar<Base>` reads, unless `fault` says what is wrong with it.
template <class T, class Base, class Fault>
Parsed<T> Limit(std::string_view text, Fault fault) {
  Parsed<Base> base = Scalar<Base>::Parse(text);
  if (!base.value) return {std::nullopt, std::move(base.problem), std::move(base.help)};
  const std::string_view found = fault(*base.value);
  if (!found.empty()) return Wrong<T>(fmt::format("`{}` is {}", text, found));
  return {T{*base.value}, {}, {}};
}

std::string_view TooShort(Duration value) { return value.seconds < 1 ? "no time at all" : ""; }

}  // namespace

Parsed<PositiveDuration> Scalar<PositiveDuration>::Parse(std::string_view text) {
  return Limit<PositiveDuration, Duration>(text, TooShort);
}

Parsed<Timeout> Scalar<Timeout>::Parse(std::string_view text) {
  return Limit<Timeout, Duration>(text, [](Duration value) {
    return value.seconds > kMost ? std::string_view("too long") : TooShort(value);
  });
}

Parsed<RequestTimeout> Scalar<RequestTimeout>::Parse(std::string_view text) {
  return Limit<RequestTimeout, Duration>(text, [](Duration value) {
    return value.seconds > 3600 ? std::string_view("too long") : TooShort(value);
  });
}

Parsed<PositiveByteSize> Scalar<PositiveByteSize>::Parse(std::string_view text) {
  return Limit<PositiveByteSize, ByteSize>(
      text, [](ByteSize value) -> std::string_view { return value.bytes < 1 ? "no size" : ""; });
}

Parsed<Count> Scalar<Count>::Parse(std::string_view text) {
  return Limit<Count, int64_t>(
      text, [](int64_t value) -> std::string_view { return value > kMost ? "too large" : ""; });
}

Parsed<PositiveCount> Scalar<PositiveCount>::Parse(std::string_view text) {
  return Limit<PositiveCount, int64_t>(text, [](int64_t value) -> std::string_view {
    return value < 1 ? "too small" : value > kMost ? "too large" : "";
  });
}

}  // namespace writ::spec
