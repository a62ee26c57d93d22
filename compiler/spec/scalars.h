// The scalar types of the spec language. A field's type, not the look of the text, decides what a
// scalar is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "calendar/cron.h"

namespace writ::spec {

// What a parse of a scalar yields: a value, or what is wrong and what was probably meant.
template <class T>
struct Parsed {
  std::optional<T> value;
  std::string problem;  // "`30` has no unit": lower case, code in backticks
  std::string help;     // "30s? 30m?"; may be empty
};

template <class T>
Parsed<T> Wrong(std::string problem, std::string help = {}) {
  return {std::nullopt, std::move(problem), std::move(help)};
}

// Specialised per type: kWhat ("a duration such as `2h`"), kSchema (JSON Schema), Parse.
template <class T>
struct Scalar;

template <class T>
concept ScalarType = requires(std::string_view text) {
  {Scalar<T>::Parse(text)};
};

// Any text of at most 32 KiB without NUL.
template <>
struct Scalar<std::string> {
  static constexpr std::string_view kWhat = "text";
  static constexpr std::string_view kSchema = R"({"type":["string","number","boolean"]})";
  static Parsed<std::string> Parse(std::string_view text);
};

template <>
struct Scalar<bool> {
  static constexpr std::string_view kWhat = "`true` or `false`";
  static constexpr std::string_view kSchema = R"({"type":"boolean"})";
  static Parsed<bool> Parse(std::string_view text);
};

// A whole number without sign, at most 2^53.
template <>
struct Scalar<int64_t> {
  static constexpr std::string_view kWhat = "a whole number";
  static constexpr std::string_view kSchema = R"({"type":"integer","minimum":0})";
  static Parsed<int64_t> Parse(std::string_view text);
};

// `[a-z][a-z0-9]*([-_][a-z0-9]+)*`, at most 63 characters.
struct Name {
  std::string text;
  auto operator<=>(const Name&) const = default;
};
template <>
struct Scalar<Name> {
  static constexpr std::string_view kWhat = "a name such as `reporting_seeder`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$","maxLength":63})";
  static Parsed<Name> Parse(std::string_view text);
};

// Whole seconds, written `90s`, `15m`, `2h`, `30d`, `7y` (a year is 365 days); parts may follow
// each other: `1h30m`.
struct Duration {
  int64_t seconds = 0;
  static constexpr Duration Days(int64_t days) { return {days * 86400}; }
  auto operator<=>(const Duration&) const = default;
};
template <>
struct Scalar<Duration> {
  static constexpr std::string_view kWhat = "a duration such as `30s`, `15m`, `2h`, `7d`";
  static constexpr std::string_view kSchema = R"({"type":"string","pattern":"^([0-9]+[smhdy])+$"})";
  static Parsed<Duration> Parse(std::string_view text);
};
std::string Print(Duration duration);

// A Kubernetes CPU quantity: `250m`, `0.5`, `2`.
struct Cpu {
  std::string text;  // as written
  int64_t millicores = 0;
};
template <>
struct Scalar<Cpu> {
  static constexpr std::string_view kWhat = "an amount of CPU such as `250m` or `2`";
  static constexpr std::string_view kSchema =
      R"({"type":["string","number"],"pattern":"^([0-9]+m|[0-9]+(\\.[0-9]+)?)$"})";
  static Parsed<Cpu> Parse(std::string_view text);
};

// A Kubernetes memory quantity: `512Mi`, `2Gi`; decimal units `500M` too.
struct Memory {
  std::string text;  // as written
  int64_t bytes = 0;
};
template <>
struct Scalar<Memory> {
  static constexpr std::string_view kWhat = "an amount of memory such as `512Mi` or `2Gi`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[0-9]+(Ki|Mi|Gi|Ti|k|M|G|T)$"})";
  static Parsed<Memory> Parse(std::string_view text);
};

// A file size: `256MiB`, `1GiB`, `500MB`.
struct ByteSize {
  int64_t bytes = 0;
};
template <>
struct Scalar<ByteSize> {
  static constexpr std::string_view kWhat = "a size such as `256MiB`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[0-9]+(B|KiB|MiB|GiB|TiB|kB|MB|GB|TB)$"})";
  static Parsed<ByteSize> Parse(std::string_view text);
};
std::string Print(ByteSize size);

// 1 to 65535.
struct Port {
  int64_t number = 0;
};
template <>
struct Scalar<Port> {
  static constexpr std::string_view kWhat = "a port from 1 to 65535";
  static constexpr std::string_view kSchema = R"({"type":"integer","minimum":1,"maximum":65535})";
  static Parsed<Port> Parse(std::string_view text);
};

// A day of the Gregorian calendar in the years 1970 to 2999, `2026-01-31`.
struct Date {
  int year = 1970;
  int month = 1;
  int day = 1;
};
template <>
struct Scalar<Date> {
  static constexpr std::string_view kWhat = "a date such as `2026-01-31`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","format":"date","pattern":"^(19[7-9]|2[0-9]{2})[0-9]-"})";
  static Parsed<Date> Parse(std::string_view text);
};

// Dotted version, two or three numbers: `2.11.2`.
struct Version {
  int major = 0;
  int minor = 0;
  int patch = 0;
  std::string text;
};
template <>
struct Scalar<Version> {
  static constexpr std::string_view kWhat = "a version such as `2.11.2`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[0-9]+\\.[0-9]+(\\.[0-9]+)?$"})";
  static Parsed<Version> Parse(std::string_view text);
};

// `[A-Za-z_][A-Za-z0-9_]*`: the name of an environment variable.
struct EnvName {
  std::string text;
  auto operator<=>(const EnvName&) const = default;
};
template <>
struct Scalar<EnvName> {
  static constexpr std::string_view kWhat =
      "the name of an environment variable such as `DATABASE_URL`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"})";
  static Parsed<EnvName> Parse(std::string_view text);
};

// The path of a secret inside its mount: `segment(/segment)*`, segments of `[A-Za-z0-9._-]`, no `.`
// or `..`;
// `{env}` is replaced by the environment's path_name.
struct SecretPath {
  std::string text;
};
template <>
struct Scalar<SecretPath> {
  static constexpr std::string_view kWhat = "a path such as `team/{env}/database`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^([A-Za-z0-9._-]|\\{env\\})+(/([A-Za-z0-9._-]|\\{env\\})+)*$"})";
  static Parsed<SecretPath> Parse(std::string_view text);
};

// An absolute http or https address without user, password, query or fragment; no slash at the end.
// One server has one spelling: the host in lower case, the port without leading zeros and only
// where it is not the scheme's own.
struct Url {
  std::string text;
};
template <>
struct Scalar<Url> {
  static constexpr std::string_view kWhat = "an address such as `https://vault.example.org:8200`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","format":"uri","pattern":"^(https://(?![^/]*:443(/|$))|http://(?![^/]*:80(/|$)))[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*$"})";
  static Parsed<Url> Parse(std::string_view text);
};

// `sha256:` and 64 lower-case hex digits.
struct Digest {
  std::string text;
};
template <>
struct Scalar<Digest> {
  static constexpr std::string_view kWhat = "an image digest: `sha256:` and 64 hex digits";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^sha256:[0-9a-f]{64}$"})";
  static Parsed<Digest> Parse(std::string_view text);
};

struct CronText {
  std::string text;  // as written
  calendar::Cron cron;
};
template <>
struct Scalar<CronText> {
  static constexpr std::string_view kWhat = "a cron expression of five fields such as `0 2 * * *`";
  static constexpr std::string_view kSchema = R"({"type":"string"})";
  static Parsed<CronText> Parse(std::string_view text);
};

struct ZoneName {
  std::string text = "UTC";
  calendar::TimeZone zone;
};
template <>
struct Scalar<ZoneName> {
  static constexpr std::string_view kWhat = "a time zone such as `Europe/Berlin`";
  static constexpr std::string_view kSchema = R"({"type":"string"})";
  static Parsed<ZoneName> Parse(std::string_view text);
};

}  // namespace writ::spec
