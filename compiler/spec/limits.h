// Amounts of which some values mean nothing, or what no target takes.
#pragma once

#include "spec/scalars.h"

namespace writ::spec {

// At least a second.
struct PositiveDuration : Duration {};
template <>
struct Scalar<PositiveDuration> {
  static constexpr std::string_view kWhat =
      "a duration of at least a second such as `30s`, `15m`, `2h`, `7d`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^(?=.*[1-9])([0-9]+[smhdy])+$"})";
  static Parsed<PositiveDuration> Parse(std::string_view text);
};

// After which something is stopped: at least a second, at most what 31 bits hold, in seconds.
struct Timeout : Duration {};
template <>
struct Scalar<Timeout> {
  static constexpr std::string_view kWhat = "a duration from 1s to 24855d such as `15m`, `2h`";
  static constexpr std::string_view kSchema = Scalar<PositiveDuration>::kSchema;
  static Parsed<Timeout> Parse(std::string_view text);
};

// After which a request to a service is cut off: at least a second, at most an hour.
struct RequestTimeout : Duration {};
template <>
struct Scalar<RequestTimeout> {
  static constexpr std::string_view kWhat = "a duration from 1s to 1h such as `5m`";
  static constexpr std::string_view kSchema = Scalar<PositiveDuration>::kSchema;
  static Parsed<RequestTimeout> Parse(std::string_view text);
};

// At least a byte.
struct PositiveByteSize : ByteSize {};
template <>
struct Scalar<PositiveByteSize> {
  static constexpr std::string_view kWhat = "a size above 0 such as `256MiB`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^(?=.*[1-9])[0-9]+(B|KiB|MiB|GiB|TiB|kB|MB|GB|TB)$"})";
  static Parsed<PositiveByteSize> Parse(std::string_view text);
};

// 0 to 2147483647: what databases and APIs hold.
struct Count {
  int64_t number = 0;
  constexpr operator int64_t() const { return number; }  // NOLINT: it is a number
};
template <>
struct Scalar<Count> {
  static constexpr std::string_view kWhat = "a whole number up to 2147483647";
  static constexpr std::string_view kSchema =
      R"({"type":"integer","minimum":0,"maximum":2147483647})";
  static Parsed<Count> Parse(std::string_view text);
};

// 1 to 2147483647.
struct PositiveCount {
  int64_t number = 1;
  constexpr operator int64_t() const { return number; }  // NOLINT: it is a number
};
template <>
struct Scalar<PositiveCount> {
  static constexpr std::string_view kWhat = "a whole number from 1 to 2147483647";
  static constexpr std::string_view kSchema =
      R"({"type":"integer","minimum":1,"maximum":2147483647})";
  static Parsed<PositiveCount> Parse(std::string_view text);
};

}  // namespace writ::spec
