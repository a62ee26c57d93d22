// Lets test_calendar.py ask compiler/calendar: one question a line, one answer a line.
//
//   fires CRON|ZONE|AFTER|COUNT   the instants of NextFires, or `error: ...`
//   canonical CRON                the canonical text, or `error: ...`
//   offset ZONE|INSTANT           OffsetAt
//   zones                         all names, with blanks between
//   release                       TimeZoneRelease
#include <charconv>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "calendar/cron.h"
#include "calendar/time_zone.h"

namespace writ::calendar {
namespace {

std::vector<std::string_view> Split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (size_t end = text.find('|'); end != std::string_view::npos; end = text.find('|')) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

template <class T>
std::optional<T> Number(std::string_view digits) {
  T value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

template <class Range>
std::string Join(const Range& values) {
  std::string text;
  for (const auto& value : values) {
    if (!text.empty()) text += ' ';
    if constexpr (std::is_integral_v<std::decay_t<decltype(value)>>) {
      text += std::to_string(value);
    } else {
      text += value;
    }
  }
  return text;
}

std::string Fires(const std::vector<std::string_view>& parts) {
  if (parts.size() != 4) return "error: usage: fires CRON|ZONE|AFTER|COUNT";
  const CronResult cron = ParseCron(parts[0]);
  if (!cron.cron) return "error: " + cron.error.message;
  const auto zone = FindTimeZone(parts[1]);
  const auto after = Number<int64_t>(parts[2]);
  const auto count = Number<int>(parts[3]);
  if (!zone || !after || !count) return "error: no such zone, or no number";
  return Join(NextFires(*cron.cron, *zone, *after, *count));
}

std::string Offset(const std::vector<std::string_view>& parts) {
  if (parts.size() != 2) return "error: usage: offset ZONE|INSTANT";
  const auto zone = FindTimeZone(parts[0]);
  const auto instant = Number<int64_t>(parts[1]);
  if (!zone || !instant) return "error: no such zone, or no number";
  return std::to_string(OffsetAt(*zone, *instant));
}

std::string Answer(std::string_view line) {
  const size_t blank = std::min(line.find(' '), line.size());
  const std::string_view verb = line.substr(0, blank);
  const std::string_view rest = line.substr(std::min(blank + 1, line.size()));
  if (verb == "fires") return Fires(Split(rest));
  if (verb == "offset") return Offset(Split(rest));
  if (verb == "zones") return Join(TimeZoneNames());
  if (verb == "release") return std::string(TimeZoneRelease());
  if (verb != "canonical") return "error: no such question";
  const CronResult cron = ParseCron(rest);
  return cron.cron ? Canonical(*cron.cron) : "error: " + cron.error.message;
}

}  // namespace
}  // namespace writ::calendar

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << writ::calendar::Answer(line) << '\n';
  }
  return 0;
}
