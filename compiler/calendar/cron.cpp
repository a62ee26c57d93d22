#include "calendar/cron.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

#include "calendar/cron_field.h"

namespace writ::calendar {
namespace {

constexpr std::string_view kFieldNames = "minute, hour, day of month, month, weekday";

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

std::vector<CronField> SplitFields(std::string_view text) {
  std::vector<CronField> fields;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = static_cast<size_t>(
        std::find_if_not(text.begin() + static_cast<ptrdiff_t>(at), text.end(), IsBlank) -
        text.begin());
    const size_t end = static_cast<size_t>(
        std::find_if(text.begin() + static_cast<ptrdiff_t>(begin), text.end(), IsBlank) -
        text.begin());
    if (begin < end) fields.push_back(CronField{text.substr(begin, end - begin), begin});
    at = end;
  }
  return fields;
}

// Length in bytes of the UTF-8 sequence that this byte starts; 1 for a stray one.
size_t SequenceLength(char first) {
  const int ones = std::countl_one(static_cast<unsigned char>(first));
  return ones >= 2 && ones <= 4 ? static_cast<size_t>(ones) : 1;
}

// Characters that no cron holds: line breaks, a no-break space, typographic dashes.
std::optional<CronError> CheckCharacters(std::string_view text) {
  const auto found = std::find_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') ||
           static_cast<unsigned char>(c) >= 0x7f;
  });
  if (found == text.end()) return std::nullopt;
  const auto begin = static_cast<size_t>(found - text.begin());
  const size_t end = std::min(begin + SequenceLength(*found), text.size());
  CronError error = {"a cron has no such character", "", begin, end};
  const std::string_view seen = text.substr(begin, end - begin);
  if (seen == "\n" || seen == "\r") {
    error.message = "a cron is one line";
    error.help = fmt::format("five fields, with blanks between: {}", kFieldNames);
  } else if (seen == "\u00a0" || seen == "\u202f" || seen == "\u3000") {
    error.message = "this is a typographic space, which engines do not take for a blank";
    error.help = "type a plain blank";
  } else if (seen == "\u2013" || seen == "\u2014" || seen == "\u2212") {
    error.message = "this is a typographic dash";
    error.help = "type a plain `-`";
  }
  return error;
}

struct Macro {
  std::string_view name;
  std::string_view cron;
};
constexpr std::array<Macro, 7> kMacros = {{{"@yearly", "0 0 1 1 *"},
                                           {"@annually", "0 0 1 1 *"},
                                           {"@monthly", "0 0 1 * *"},
                                           {"@weekly", "0 0 * * 0"},
                                           {"@daily", "0 0 * * *"},
                                           {"@midnight", "0 0 * * *"},
                                           {"@hourly", "0 * * * *"}}};

CronError MacroError(const CronField& field) {
  const auto* const macro =
      std::find_if(kMacros.begin(), kMacros.end(),
                   [&](const Macro& candidate) { return candidate.name == field.text; });
  return {fmt::format("not every engine knows `{}`", field.text),
          macro == kMacros.end() ? fmt::format("write five fields: {}", kFieldNames)
                                 : fmt::format("write `{}`", macro->cron),
          field.begin, field.End()};
}

CronError FieldCountError(std::string_view text, const std::vector<CronField>& fields) {
  CronError error;
  error.begin = fields.empty() ? 0 : fields.front().begin;
  error.end = fields.empty() ? text.size() : fields.back().End();
  if (fields.empty()) {
    error.message = "the cron is empty";
    error.help = fmt::format("five fields: {}; `0 2 * * *` is 02:00 every day", kFieldNames);
    return error;
  }
  error.message =
      fmt::format("{} field{} where a cron has five", fields.size(), fields.size() == 1 ? "" : "s");
  error.help = fmt::format("the five are: {}", kFieldNames);
  if (fields.size() > kCronFieldCount) {
    error.help += "; there are no seconds or years";
    const std::string_view rest = text.substr(fields[1].begin, error.end - fields[1].begin);
    if (fields[0].text == "0" && ParseCron(rest).cron) {
      error.help = fmt::format("leave out the seconds: `{}`", rest);
    }
  }
  return error;
}

// What makes the text no cron of five fields at all.
std::optional<CronError> CheckShape(std::string_view text, const std::vector<CronField>& fields) {
  if (auto error = CheckCharacters(text)) return error;
  if (!fields.empty()) {
    const CronField& first = fields[0];
    if (first.text[0] == '@') return MacroError(first);
    if (first.text.find('=') != std::string_view::npos) {
      return CronError{"a cron does not hold the time zone", "write it as the field `timezone`",
                       first.begin, first.End()};
    }
  }
  if (fields.size() != kCronFieldCount) return FieldCountError(text, fields);
  return std::nullopt;
}

// Days of a month, at most.
constexpr std::array<int, 13> kMonthLengths = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

// 30 February, 31 in months of 30 days. `days` and `months` are not empty.
std::optional<CronError> CheckEverFires(uint64_t days, uint64_t months, size_t begin, size_t end) {
  int longest = 0;
  for (size_t month = 1; month <= 12; ++month) {
    if ((months >> month & 1U) != 0) longest = std::max(longest, kMonthLengths[month]);
  }
  const int first_day = std::countr_zero(days);
  if (first_day <= longest) return std::nullopt;
  const bool one = std::has_single_bit(months);
  return CronError{
      fmt::format("this never fires: {} a day {}",
                  one ? "that month never has" : "none of those months has", first_day),
      fmt::format("{} at most {} days", one ? "it has" : "they have", longest), begin, end};
}

bool IsAll(const CronFieldType& type, uint64_t bits) { return bits == type.All(); }

// The step of an even cycle over the whole field that at least three values show, or 0.
int CycleStep(const CronFieldType& type, uint64_t bits) {
  for (int step = 2; step <= (type.last - type.first) / 2; ++step) {
    uint64_t cycle = 0;
    for (int v = type.first; v <= type.last; v += step) cycle |= uint64_t{1} << v;
    if (cycle == bits) return step;
  }
  return 0;
}

std::string CanonicalField(size_t field, uint64_t bits) {
  const CronFieldType& type = CronFieldTypes()[field];
  if (IsAll(type, bits)) return "*";
  // Of days, months and weekdays the values themselves: `*/2` hides that 31 and 1 are neighbours.
  if (field <= kHour) {
    if (const int step = CycleStep(type, bits)) return fmt::format("*/{}", step);
  }
  std::string text;
  for (int v = type.first; v <= type.last; ++v) {
    if ((bits >> v & 1U) == 0) continue;
    int end = v;
    while (end < type.last && (bits >> (end + 1) & 1U) != 0) ++end;
    if (!text.empty()) text += ',';
    text += std::to_string(v);
    if (end - v >= 2) {
      text += fmt::format("-{}", end);
      v = end;
    }
  }
  return text;
}

}  // namespace

CronResult ParseCron(std::string_view text) {
  const std::vector<CronField> fields = SplitFields(text);
  if (auto error = CheckShape(text, fields)) return {std::nullopt, std::move(*error)};
  std::array<CronFieldValues, kCronFieldCount> values;
  for (size_t i = 0; i < kCronFieldCount; ++i) {
    if (auto error = ParseCronField(CronFieldTypes()[i], fields[i], values[i])) {
      return {std::nullopt, std::move(*error)};
    }
  }
  // `1-31` counts as a restriction for some engines, which then let either field match.
  const bool every_day = IsAll(CronFieldTypes()[kDay], values[kDay].bits) &&
                         IsAll(CronFieldTypes()[kWeekday], values[kWeekday].bits);
  if (values[kDay].restricted && values[kWeekday].restricted && !every_day) {
    return {std::nullopt,
            {"both day of month and weekday are restricted; engines disagree whether one or both "
             "must match",
             "make one of them `*`, or write two schedules", fields[kDay].begin,
             fields[kWeekday].End()}};
  }
  if (auto error = CheckEverFires(values[kDay].bits, values[kMonth].bits, fields[kDay].begin,
                                  fields[kMonth].End())) {
    return {std::nullopt, std::move(*error)};
  }
  Cron cron;
  cron.minutes = values[kMinute].bits;
  cron.hours = values[kHour].bits;
  cron.days = values[kDay].bits;
  cron.months = values[kMonth].bits;
  cron.weekdays = values[kWeekday].bits;
  return {cron, {}};
}

std::string Canonical(const Cron& cron) {
  return fmt::format("{} {} {} {} {}", CanonicalField(kMinute, cron.minutes.to_ullong()),
                     CanonicalField(kHour, cron.hours.to_ullong()),
                     CanonicalField(kDay, cron.days.to_ullong()),
                     CanonicalField(kMonth, cron.months.to_ullong()),
                     CanonicalField(kWeekday, cron.weekdays.to_ullong()));
}

}  // namespace writ::calendar
