#include "spec/scalars.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/ascii.h"
#include "base/edit_distance.h"
#include "spec/network_forms.h"

namespace writ::spec {
namespace {

constexpr size_t kMaxText = 32768;

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

std::optional<int64_t> Number(std::string_view text) {
  constexpr int64_t kMax = int64_t{1} << 53;
  int64_t out = 0;
  if (!AllDigits(text)) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || out > kMax) return std::nullopt;
  return out;
}

struct Unit {
  std::string_view suffix;
  int64_t factor;
};

// A number and one of the units; nothing when it is not, or too large.
std::optional<int64_t> WithUnit(std::string_view text, std::span<const Unit> units) {
  const size_t digits =
      static_cast<size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) - text.begin());
  const std::optional<int64_t> number = Number(text.substr(0, digits));
  if (!number) return std::nullopt;
  for (const Unit& unit : units) {
    if (text.substr(digits) != unit.suffix) continue;
    if (*number > (int64_t{1} << 53) / unit.factor) return std::nullopt;
    return *number * unit.factor;
  }
  return std::nullopt;
}

constexpr int64_t kDay = 86400;
constexpr std::array<Unit, 5> kDurationUnits = {
    {{"y", 365 * kDay}, {"d", kDay}, {"h", 3600}, {"m", 60}, {"s", 1}}};
constexpr std::array<Unit, 8> kMemoryUnits = {{{"Ki", 1LL << 10},
                                               {"Mi", 1LL << 20},
                                               {"Gi", 1LL << 30},
                                               {"Ti", 1LL << 40},
                                               {"k", 1000},
                                               {"M", 1000000},
                                               {"G", 1000000000},
                                               {"T", 1000000000000}}};
constexpr std::array<Unit, 9> kSizeUnits = {{{"TiB", 1LL << 40},
                                             {"GiB", 1LL << 30},
                                             {"MiB", 1LL << 20},
                                             {"KiB", 1LL << 10},
                                             {"TB", 1000000000000},
                                             {"GB", 1000000000},
                                             {"MB", 1000000},
                                             {"kB", 1000},
                                             {"B", 1}}};

// Host and port as they are written when nothing in them is without meaning.
std::string PlainServer(std::string_view text, std::string_view default_port) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const size_t colon = out.find(':');
  if (colon == std::string::npos) return out;
  out.erase(colon + 1, std::min(out.find_first_not_of('0', colon + 1), out.size()) - colon - 1);
  if (std::string_view(out).substr(colon + 1) == default_port) out.resize(colon);
  return out;
}

}  // namespace

Parsed<std::string> Scalar<std::string>::Parse(std::string_view text) {
  if (text.size() > kMaxText) {
    return Wrong<std::string>(
        fmt::format("the text has {} bytes; at most {} can be passed on", text.size(), kMaxText),
        "put large data into a file of the image or into storage");
  }
  if (text.find('\0') != std::string_view::npos)
    return Wrong<std::string>("the text holds a NUL", "it would end there for whoever reads it");
  return {std::string(text), {}, {}};
}

Parsed<bool> Scalar<bool>::Parse(std::string_view text) {
  if (text == "true") return {true, {}, {}};
  if (text == "false") return {false, {}, {}};
  const bool yes = text == "yes" || text == "on" || text == "True" || text == "y" || text == "1";
  const bool no = text == "no" || text == "off" || text == "False" || text == "n" || text == "0";
  return Wrong<bool>(fmt::format("`{}` is neither `true` nor `false`", text), yes  ? "write `true`"
                                                                              : no ? "write `false`"
                                                                                   : "");
}

Parsed<int64_t> Scalar<int64_t>::Parse(std::string_view text) {
  if (const auto number = Number(text)) return {*number, {}, {}};
  return Wrong<int64_t>(fmt::format("`{}` is not a whole number", text),
                        "digits only, for example `3`");
}

Parsed<Name> Scalar<Name>::Parse(std::string_view text) {
  if (text.size() > 63)
    return Wrong<Name>(fmt::format("the name has {} characters; at most 63 fit", text.size()));
  bool ok = !text.empty() && IsLower(text.front());
  std::string mended;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool separator = c == '-' || c == '_';
    const bool doubled =
        separator && (i + 1 == text.size() || text[i + 1] == '-' || text[i + 1] == '_');
    if (!(IsLower(c) || IsDigit(c) || separator) || doubled) ok = false;
    if (c >= 'A' && c <= 'Z') {
      mended += static_cast<char>(c - 'A' + 'a');
    } else if (IsLower(c) || IsDigit(c)) {
      mended += c;
    } else if (!mended.empty() && mended.back() != '_' && mended.back() != '-') {
      mended += c == '-' ? '-' : '_';
    }
  }
  if (ok) return {Name{std::string(text)}, {}, {}};
  while (!mended.empty() && (mended.back() == '_' || mended.back() == '-')) mended.pop_back();
  const bool usable = !mended.empty() && IsLower(mended.front());
  return Wrong<Name>(
      fmt::format(
          "`{}` is not a name: lower-case letters and digits, parts joined by one `-` or `_`",
          text),
      usable ? fmt::format("`{}`?", mended) : "start with a letter");
}

Parsed<Duration> Scalar<Duration>::Parse(std::string_view text) {
  if (AllDigits(text))
    return Wrong<Duration>(fmt::format("`{}` has no unit", text), fmt::format("{0}s? {0}m?", text));
  Duration out;
  std::string_view rest = text;
  int64_t last = INT64_MAX;
  while (!rest.empty()) {
    const size_t digits =
        static_cast<size_t>(std::find_if_not(rest.begin(), rest.end(), IsDigit) - rest.begin());
    const std::string_view part = rest.substr(0, digits + 1);
    const std::optional<int64_t> seconds = WithUnit(part, kDurationUnits);
    const int64_t unit =
        seconds ? *WithUnit(fmt::format("1{}", part.substr(digits)), kDurationUnits) : 0;
    if (!seconds || unit >= last || *seconds > 1000 * (365 * kDay)) {
      return Wrong<Duration>(fmt::format("`{}` is not a duration", text),
                             "a number and one of s, m, h, d, y: `90s`, `1h30m`");
    }
    last = unit;
    out.seconds += *seconds;
    rest.remove_prefix(part.size());
  }
  if (text.empty()) return Wrong<Duration>("an empty text is not a duration", "for example `15m`");
  return {out, {}, {}};
}

std::string Print(Duration duration) {
  std::string out;
  int64_t rest = duration.seconds;
  for (const Unit& unit : kDurationUnits) {
    if (unit.suffix == "y") continue;
    if (rest >= unit.factor) out += fmt::format("{}{}", rest / unit.factor, unit.suffix);
    rest %= unit.factor;
  }
  return out.empty() ? "0s" : out;
}

Parsed<Cpu> Scalar<Cpu>::Parse(std::string_view text) {
  constexpr std::array<Unit, 2> kUnits = {{{"m", 1}, {"", 1000}}};
  std::optional<int64_t> milli = WithUnit(text, kUnits);
  const size_t dot = text.find('.');
  if (!milli && dot != std::string_view::npos) {
    const std::string_view fraction = text.substr(dot + 1);
    if (AllDigits(text.substr(0, dot)) && AllDigits(fraction) && fraction.size() <= 3) {
      const int64_t scale = fraction.size() == 1 ? 100 : fraction.size() == 2 ? 10 : 1;
      milli = Number(text.substr(0, dot)).value_or(0) * 1000 + Number(fraction).value_or(0) * scale;
    }
  }
  if (!milli || *milli == 0) {
    return Wrong<Cpu>(fmt::format("`{}` is not an amount of CPU", text),
                      "cores or thousandths: `2`, `0.5`, `250m`");
  }
  return {Cpu{std::string(text), *milli}, {}, {}};
}

Parsed<Memory> Scalar<Memory>::Parse(std::string_view text) {
  if (const auto bytes = WithUnit(text, kMemoryUnits); bytes && *bytes > 0)
    return {Memory{std::string(text), *bytes}, {}, {}};
  std::string help = "a number and Ki, Mi, Gi: `512Mi`";
  if (AllDigits(text)) help = fmt::format("{0}Mi? {0}Gi?", text);
  if (text.ends_with("MB") || text.ends_with("MiB")) help = "write `Mi` for mebibytes";
  if (text.ends_with("GB") || text.ends_with("GiB")) help = "write `Gi` for gibibytes";
  if (text.ends_with('m')) help = "`m` means a thousandth of a byte; `Mi`?";
  return Wrong<Memory>(fmt::format("`{}` is not an amount of memory", text), help);
}

Parsed<ByteSize> Scalar<ByteSize>::Parse(std::string_view text) {
  if (const auto bytes = WithUnit(text, kSizeUnits)) return {ByteSize{*bytes}, {}, {}};
  return Wrong<ByteSize>(
      fmt::format("`{}` is not a size", text),
      AllDigits(text) ? fmt::format("{0}MiB? {0}GiB?", text) : "for example `256MiB`");
}

std::string Print(ByteSize size) {
  for (const Unit& unit : kSizeUnits) {
    if (size.bytes >= unit.factor && size.bytes % unit.factor == 0)
      return fmt::format("{}{}", size.bytes / unit.factor, unit.suffix);
  }
  return "0B";
}

Parsed<Port> Scalar<Port>::Parse(std::string_view text) {
  const std::optional<int64_t> number = Number(text);
  if (number && *number >= 1 && *number <= 65535) return {Port{*number}, {}, {}};
  return Wrong<Port>(fmt::format("`{}` is not a port", text), "a number from 1 to 65535");
}

Parsed<Date> Scalar<Date>::Parse(std::string_view text) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool shape = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const auto year = shape ? Number(text.substr(0, 4)) : std::nullopt;
  const auto month = shape ? Number(text.substr(5, 2)) : std::nullopt;
  const auto day = shape ? Number(text.substr(8, 2)) : std::nullopt;
  if (!year || !month || !day)
    return Wrong<Date>(fmt::format("`{}` is not a date", text), "year-month-day: `2026-01-31`");
  if (*year < 1970 || *year > 2999)
    return Wrong<Date>(fmt::format("the year of `{}` is out of range", text), "1970 to 2999");
  if (*month < 1 || *month > 12)
    return Wrong<Date>(fmt::format("`{}` is not a day of the calendar", text));
  const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
  const int last = kDays[static_cast<size_t>(*month - 1)] + (*month == 2 && leap ? 1 : 0);
  if (*day < 1 || *day > last)
    return Wrong<Date>(fmt::format("`{}` is not a day of the calendar", text));
  return {Date{static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day)}, {}, {}};
}

Parsed<Version> Scalar<Version>::Parse(std::string_view text) {
  std::vector<int> parts;
  std::string_view rest = text;
  while (parts.size() < 4) {
    const size_t dot = std::min(rest.find('.'), rest.size());
    const auto number = Number(rest.substr(0, dot));
    if (!number || *number > 1000000) break;
    parts.push_back(static_cast<int>(*number));
    if (dot == rest.size()) {
      rest = {};
      break;
    }
    rest.remove_prefix(dot + 1);
  }
  if (!rest.empty() || parts.size() < 2 || parts.size() > 3) {
    return Wrong<Version>(fmt::format("`{}` is not a version", text),
                          "two or three numbers: `2.11.2`");
  }
  return {Version{parts[0], parts[1], parts.size() > 2 ? parts[2] : 0, std::string(text)}, {}, {}};
}

Parsed<EnvName> Scalar<EnvName>::Parse(std::string_view text) {
  bool ok = !text.empty() && !IsDigit(text.front()) && text.size() <= 255;
  for (const char c : text) ok = ok && (IsLetter(c) || IsDigit(c) || c == '_');
  if (ok) return {EnvName{std::string(text)}, {}, {}};
  return Wrong<EnvName>(fmt::format("`{}` cannot be the name of an environment variable", text),
                        "letters, digits and `_`, not starting with a digit");
}

Parsed<SecretPath> Scalar<SecretPath>::Parse(std::string_view text) {
  constexpr std::string_view kHelp =
      "segments of letters, digits, `.`, `_`, `-` joined by `/`; `{env}` is the only placeholder";
  std::string flat;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 5) == "{env}") {
      flat += 'e';
      i += 4;
    } else {
      flat += text[i];
    }
  }
  size_t begin = 0;
  while (true) {
    const size_t end = std::min(flat.find('/', begin), flat.size());
    const std::string_view segment = std::string_view(flat).substr(begin, end - begin);
    bool ok = !segment.empty() && segment != "." && segment != ".." && segment.back() != '.';
    for (const char c : segment)
      ok = ok && (IsLetter(c) || IsDigit(c) || c == '.' || c == '_' || c == '-');
    if (!ok)
      return Wrong<SecretPath>(fmt::format("`{}` is not a path that a secret store can hold", text),
                               std::string(kHelp));
    if (end == flat.size()) break;
    begin = end + 1;
  }
  if (text.size() > 255) return Wrong<SecretPath>("the path is longer than 255 characters");
  return {SecretPath{std::string(text)}, {}, {}};
}

Parsed<Url> Scalar<Url>::Parse(std::string_view text) {
  const size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  const std::string_view rest = text.substr(scheme);
  const size_t end = std::min(rest.find('/'), rest.size());
  const std::string server = PlainServer(rest.substr(0, end), scheme == 8 ? "443" : "80");
  const std::string_view path =
      rest.ends_with('/') ? rest.substr(end, rest.size() - end - 1) : rest.substr(end);
  const std::string plain = fmt::format("{}{}", server, path);
  if (scheme == 0 || !IsServer(plain))
    return Wrong<Url>(
        fmt::format("`{}` is not an address", text),
        "scheme, host and port, no user, query or fragment: `https://vault.example.org:8200`");
  if (plain != rest)
    return Wrong<Url>(fmt::format("`{}` is one of several spellings of an address", text),
                      fmt::format("write `{}{}`", text.substr(0, scheme), plain));
  return {Url{std::string(text)}, {}, {}};
}

Parsed<Digest> Scalar<Digest>::Parse(std::string_view text) {
  bool ok = text.starts_with("sha256:") && text.size() == 71;
  for (const char c : text.substr(std::min<size_t>(7, text.size())))
    ok = ok && (IsDigit(c) || (c >= 'a' && c <= 'f'));
  if (ok) return {Digest{std::string(text)}, {}, {}};
  return Wrong<Digest>(fmt::format("`{}` is not an image digest", text),
                       "`sha256:` and 64 lower-case hex digits");
}

Parsed<CronText> Scalar<CronText>::Parse(std::string_view text) {
  calendar::CronResult result = calendar::ParseCron(text);
  if (result.cron) return {CronText{std::string(text), *result.cron}, {}, {}};
  return Wrong<CronText>(fmt::format("`{}`: {}", text, result.error.message),
                         std::move(result.error.help));
}

Parsed<ZoneName> Scalar<ZoneName>::Parse(std::string_view text) {
  if (const auto zone = calendar::FindTimeZone(text))
    return {ZoneName{std::string(text), *zone}, {}, {}};
  const std::string_view near = Nearest(text, calendar::TimeZoneNames());
  return Wrong<ZoneName>(fmt::format("there is no time zone `{}`", text),
                         near.empty() ? "a name of the IANA database such as `Europe/Berlin`"
                                      : fmt::format("did you mean `{}`?", near));
}

}  // namespace writ::spec
