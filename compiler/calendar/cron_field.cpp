#include "calendar/cron_field.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace writ::calendar {
namespace {

constexpr std::array<std::string_view, 12> kMonthNames = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                          "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> kWeekdayNames = {"SUN", "MON", "TUE", "WED",
                                                           "THU", "FRI", "SAT"};
constexpr std::array<CronFieldType, kCronFieldCount> kTypes = {{
    {"minute", 0, 59, {}},
    {"hour", 0, 23, {}},
    {"day of month", 1, 31, {}},
    {"month", 1, 12, kMonthNames},
    {"weekday", 0, 6, kWeekdayNames},
}};
constexpr int kAlsoSunday = 7;

bool IsWeekday(const CronFieldType& type) { return &type == &kTypes[kWeekday]; }

CronError ErrorAt(const CronField& at, std::string message, std::string help) {
  return {std::move(message), std::move(help), at.begin, at.End()};
}

CronField Part(const CronField& field, size_t begin, size_t end) {
  return {field.text.substr(begin, end - begin), field.begin + begin};
}

// The digits' value; anything past 999 is 999, which no field allows.
int Number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = std::min(value * 10 + (c - '0'), 999);
  return value;
}

std::string Allowed(const CronFieldType& type) {
  std::string text = fmt::format("use {} to {}", type.first, type.last);
  if (!type.names.empty()) {
    text += fmt::format(", or {} to {}", type.names.front(), type.names.back());
  }
  return text;
}

// A value as the author writes values: by name if `like` is a name.
std::string Write(const CronFieldType& type, int value, std::string_view like) {
  if (!like.empty() && IsLetter(like[0])) {
    return std::string(type.names[static_cast<size_t>(value - type.first)]);
  }
  return std::to_string(value);
}

std::string WriteRange(const CronFieldType& type, int first, int last, std::string_view like) {
  if (first == last) return Write(type, first, like);
  return fmt::format("{}-{}", Write(type, first, like), Write(type, last, like));
}

// L, W, # and the like, which only some engines know. Nothing if `item` holds none of them.
std::optional<CronError> CheckForeignSyntax(const CronFieldType& type, const CronField& item) {
  const auto found = std::find_if(item.text.begin(), item.text.end(), [](char c) {
    return c == '?' || c == '#' || c == '~' || c == '%';
  });
  if (found != item.text.end()) {
    return ErrorAt(item, fmt::format("not every engine knows `{}` in a cron", *found),
                   *found == '?'   ? "write `*`"
                   : *found == '#' ? "run on that weekday of every week and let the job decide"
                                   : "write the values themselves");
  }
  const auto first = std::find_if(item.text.begin(), item.text.end(), IsLetter);
  const auto last = std::find_if_not(first, item.text.end(), IsLetter);
  const std::string_view letters(first, last);
  if (EqualsIgnoringCase(letters, "L") || EqualsIgnoringCase(letters, "LW")) {
    return ErrorAt(item, "not every engine knows `L`, the last day, in a cron",
                   &type == &kTypes[kDay]
                       ? "run on day 1 instead, or on `28-31` and let the job decide"
                       : "name the weekday and let the job decide");
  }
  if (EqualsIgnoringCase(letters, "W")) {
    return ErrorAt(item, "not every engine knows `W`, the nearest working day, in a cron",
                   "name the day, or run on weekdays `1-5` and let the job decide");
  }
  if (EqualsIgnoringCase(letters, "H") || EqualsIgnoringCase(letters, "R")) {
    return ErrorAt(item, fmt::format("`{}` leaves the {} to the engine", item.text, type.name),
                   Allowed(type));
  }
  return std::nullopt;
}

// A number or a name. 7 comes out as 7.
std::optional<CronError> ParseValue(const CronFieldType& type, const CronField& at, int& value) {
  if (std::all_of(at.text.begin(), at.text.end(), IsDigit)) {
    value = Number(at.text);
    if (IsWeekday(type) && value == kAlsoSunday) return std::nullopt;
    if (value >= type.first && value <= type.last) return std::nullopt;
    const bool past = value > type.last;
    std::string help = Allowed(type);
    if (type.last == 23 && value == 24) help += "; midnight is 0";
    return ErrorAt(at,
                   fmt::format("{} {} is {} {}", type.name, at.text, past ? "past" : "before",
                               past ? type.last : type.first),
                   std::move(help));
  }
  const auto* const name =
      std::find_if(type.names.data(), type.names.data() + type.names.size(),
                   [&](std::string_view n) { return EqualsIgnoringCase(at.text.substr(0, 3), n); });
  if (name == type.names.data() + type.names.size()) {
    return ErrorAt(at, fmt::format("`{}` is no {}", at.text, type.name), Allowed(type));
  }
  if (at.text.size() != 3) {
    return ErrorAt(at, fmt::format("`{}` is no {}", at.text, type.name),
                   fmt::format("write `{}`", *name));
  }
  value = type.first + static_cast<int>(name - type.names.data());
  return std::nullopt;
}

struct Range {
  int first = 0;
  int last = 0;
};

// What to write for a range that passes the end of the field: `22-2` is `22-23,0-2`.
std::string Unwrapped(const CronFieldType& type, Range range, std::string_view like) {
  if (range.first == kAlsoSunday) range.first = 0;
  if (range.last == kAlsoSunday) range.last = range.first == 0 ? type.last : 0;
  if (range.first == type.first && range.last == type.last) return "write `*`";
  if (range.first <= range.last) {
    return fmt::format("write `{}`", WriteRange(type, range.first, range.last, like));
  }
  return fmt::format("write `{},{}`", WriteRange(type, range.first, type.last, like),
                     WriteRange(type, type.first, range.last, like));
}

std::optional<CronError> ParseRange(const CronFieldType& type, const CronField& at, size_t dash,
                                    Range& range) {
  const CronField first = Part(at, 0, dash);
  const CronField last = Part(at, dash + 1, at.text.size());
  if (first.text.empty() || last.text.empty()) {
    return ErrorAt(
        at, fmt::format("range `{}` lacks its {}", at.text, first.text.empty() ? "start" : "end"),
        Allowed(type));
  }
  if (auto error = ParseValue(type, first, range.first)) return error;
  if (auto error = ParseValue(type, last, range.last)) return error;
  if (range.first == range.last) {
    return ErrorAt(at,
                   fmt::format("range `{}` holds one value; some engines take it for all", at.text),
                   fmt::format("write `{}`", first.text));
  }
  if (range.first > type.last || range.last > type.last) {
    return ErrorAt(at, fmt::format("not every engine reads 7 as Sunday in the range `{}`", at.text),
                   Unwrapped(type, range, first.text));
  }
  if (range.first > range.last) {
    return ErrorAt(at, fmt::format("range `{}` runs backwards; not every engine wraps it", at.text),
                   Unwrapped(type, range, first.text));
  }
  return std::nullopt;
}

std::optional<CronError> ParseStep(const CronFieldType& type, const CronField& item, size_t slash,
                                   const Range& range, int& step) {
  const CronField digits = Part(item, slash + 1, item.text.size());
  if (digits.text.empty() || !std::all_of(digits.text.begin(), digits.text.end(), IsDigit)) {
    return ErrorAt(item, fmt::format("the step of `{}` is no number", item.text),
                   "a step is a number after one `/`, such as `*/2`");
  }
  step = Number(digits.text);
  if (step == 0) return ErrorAt(digits, "step 0 never gets anywhere", "a step is at least 1");
  if (range.first + step > range.last) {
    return ErrorAt(digits,
                   fmt::format("step {} passes the end of the range, {} to {}", digits.text,
                               range.first, range.last),
                   fmt::format("write `{}` if only that {} is meant", range.first, type.name));
  }
  return std::nullopt;
}

// `*`, `5`, `1-5`, `*/2` or `1-5/2`.
std::optional<CronError> ParseItem(const CronFieldType& type, const CronField& item,
                                   CronFieldValues& values) {
  if (auto error = CheckForeignSyntax(type, item)) return error;
  const size_t slash = item.text.find('/');
  const CronField base = Part(item, 0, std::min(slash, item.text.size()));
  const size_t dash = base.text.find('-');
  if (base.text.empty()) {
    return ErrorAt(item, fmt::format("`{}` lacks the range that it steps through", item.text),
                   fmt::format("write `*{}`", item.text));
  }
  Range range = {type.first, type.last};
  const bool star = base.text == "*";
  if (!star && dash == std::string_view::npos) {
    if (auto error = ParseValue(type, base, range.first)) return error;
    if (range.first > type.last) range.first = 0;
    if (slash != std::string_view::npos) {
      return ErrorAt(
          item, fmt::format("engines read `{}` differently", item.text),
          fmt::format("give the range: `{}{}`", WriteRange(type, range.first, type.last, base.text),
                      item.text.substr(slash)));
    }
    range.last = range.first;
  } else if (!star) {
    if (auto error = ParseRange(type, base, dash, range)) return error;
  }
  int step = 1;
  if (slash != std::string_view::npos) {
    if (auto error = ParseStep(type, item, slash, range, step)) return error;
  }
  for (int v = range.first; v <= range.last; v += step) values.bits |= uint64_t{1} << v;
  values.restricted = values.restricted && !(star && step == 1);
  return std::nullopt;
}

}  // namespace

std::span<const CronFieldType, kCronFieldCount> CronFieldTypes() { return kTypes; }

std::optional<CronError> ParseCronField(const CronFieldType& type, const CronField& field,
                                        CronFieldValues& values) {
  CronFieldValues result;
  CronField star;
  size_t begin = 0;
  size_t items = 0;
  while (begin <= field.text.size()) {
    const size_t end = std::min(field.text.find(',', begin), field.text.size());
    if (begin == end) {
      const size_t comma = field.begin + (begin < field.text.size() ? begin : begin - 1);
      return CronError{"a value is missing beside this comma", "", comma, comma + 1};
    }
    const CronField item = Part(field, begin, end);
    const bool restricted = result.restricted;
    if (auto error = ParseItem(type, item, result)) return error;
    if (restricted && !result.restricted) star = item;
    ++items;
    begin = end + 1;
  }
  if (!result.restricted && items > 1) {
    return ErrorAt(field, fmt::format("`{}` already means every {}", star.text, type.name),
                   "write `*` alone, or leave it out");
  }
  values = result;
  return std::nullopt;
}

}  // namespace writ::calendar
