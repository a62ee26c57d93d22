#include "calendar/time_zone.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace writ::calendar {
namespace {

// "Month 3, week 5, weekday 0, 7200": the last Sunday of March, 02:00 on the clock before the
// change. Seconds may be negative or past a day.
struct YearDay {
  uint8_t month;  // 0: there is no change
  uint8_t week;   // 5 = last
  uint8_t weekday;
  int32_t seconds;
};

// The changes of every year after the last listed one.
struct Rule {
  int32_t standard;
  int32_t daylight;
  YearDay starts;
  YearDay ends;
};

struct Change {
  int64_t at;
  int32_t offset;
};

struct Zone {
  int32_t first;
  uint16_t begin;
  uint16_t end;
  uint16_t rule;
};

#include "calendar/time_zones.inc"

constexpr int64_t kTableStart = 946684800;  // 2000-01-01 UTC
constexpr int64_t kSecondsPerDay = 86400;

std::span<const Change> Listed(const Zone& zone) {
  return std::span(kChanges).subspan(zone.begin, static_cast<size_t>(zone.end - zone.begin));
}

int YearOf(int64_t instant) {
  const auto days = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(instant)));
  return static_cast<int>(std::chrono::year_month_day(days).year());
}

// The change's moment on the clock before it, as seconds since 1970.
int64_t WallSeconds(const YearDay& day, int year) {
  const auto month = std::chrono::year(year) / std::chrono::month(day.month);
  const std::chrono::weekday weekday(day.weekday);
  const std::chrono::sys_days date = day.week == 5
                                         ? std::chrono::sys_days(month / weekday[std::chrono::last])
                                         : std::chrono::sys_days(month / weekday[day.week]);
  return date.time_since_epoch().count() * kSecondsPerDay + day.seconds;
}

// Both changes that the rule makes in a year, in order.
std::array<OffsetChange, 2> ChangesOfYear(const Rule& rule, int year) {
  const OffsetChange starts = {WallSeconds(rule.starts, year) - rule.standard, rule.standard,
                               rule.daylight};
  const OffsetChange ends = {WallSeconds(rule.ends, year) - rule.daylight, rule.daylight,
                             rule.standard};
  if (starts.at < ends.at) return {starts, ends};
  return {ends, starts};
}

// The rule's offset at an instant: what the next change of this year or the one after starts from.
int32_t OffsetByRule(const Rule& rule, int64_t instant) {
  if (rule.starts.month == 0) return rule.standard;
  const int year = YearOf(instant);
  for (const int y : {year, year + 1}) {
    for (const OffsetChange& change : ChangesOfYear(rule, y)) {
      if (instant < change.at) return change.before;
    }
  }
  return rule.standard;
}

std::optional<OffsetChange> NextChangeByRule(const Rule& rule, int64_t instant) {
  if (rule.starts.month == 0) return std::nullopt;
  const int year = YearOf(instant);
  for (const int y : {year - 1, year, year + 1}) {
    for (const OffsetChange& change : ChangesOfYear(rule, y)) {
      if (instant < change.at) return change;
    }
  }
  return std::nullopt;
}

// Index of the first listed change after the instant.
size_t FirstAfter(std::span<const Change> listed, int64_t instant) {
  const auto later =
      std::upper_bound(listed.begin(), listed.end(), instant,
                       [](int64_t value, const Change& change) { return value < change.at; });
  return static_cast<size_t>(later - listed.begin());
}

}  // namespace

std::string_view TimeZoneRelease() { return kRelease; }

std::optional<TimeZone> FindTimeZone(std::string_view name) {
  const auto* const found = std::lower_bound(kNames.begin(), kNames.end(), name);
  if (found == kNames.end() || *found != name) return std::nullopt;
  return TimeZone{*found, kZoneOfName[static_cast<size_t>(found - kNames.begin())]};
}

std::span<const std::string_view> TimeZoneNames() { return kNames; }

int32_t OffsetAt(const TimeZone& zone, int64_t instant) {
  const Zone& data = kZones[zone.index];
  const std::span<const Change> listed = Listed(data);
  if (instant < kTableStart) return data.first;
  const size_t later = FirstAfter(listed, instant);
  if (later == listed.size()) return OffsetByRule(kRules[data.rule], instant);
  return later == 0 ? data.first : listed[later - 1].offset;
}

std::optional<OffsetChange> NextOffsetChange(const TimeZone& zone, int64_t instant) {
  const Zone& data = kZones[zone.index];
  const std::span<const Change> listed = Listed(data);
  for (size_t i = FirstAfter(listed, instant); i < listed.size(); ++i) {
    const int32_t before = i == 0 ? data.first : listed[i - 1].offset;
    if (before != listed[i].offset) return OffsetChange{listed[i].at, before, listed[i].offset};
  }
  const int64_t last = listed.empty() ? kTableStart : listed.back().at;
  return NextChangeByRule(kRules[data.rule], std::max(instant, last));
}

}  // namespace writ::calendar
