#include <algorithm>
#include <chrono>
#include <optional>

#include "base/check.h"
#include "calendar/cron.h"

namespace writ::calendar {
namespace {

constexpr int64_t kSecondsPerDay = 86400;
constexpr int64_t kSecondsPerHour = 3600;
constexpr int64_t kMaxOffset = 26 * kSecondsPerHour;  // of any zone, either way
// 29 February can be eight years away (2096, 2104).
constexpr int kMaxDaysBetween = 8 * 366;

// Seconds since 1970 as a zone's clock shows them.
using Wall = int64_t;

bool DayMatches(const Cron& cron, std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return cron.months[static_cast<unsigned>(date.month())] &&
         cron.days[static_cast<unsigned>(date.day())] &&
         cron.weekdays[std::chrono::weekday(day).c_encoding()];
}

// The first match within a day from a minute of it on, in minutes; nothing if there is none.
std::optional<int64_t> NextMinute(const Cron& cron, int64_t from) {
  auto hour = static_cast<size_t>(from / 60);
  auto minute = static_cast<size_t>(from % 60);
  for (; hour < cron.hours.size(); ++hour, minute = 0) {
    if (!cron.hours[hour]) continue;
    for (; minute < cron.minutes.size(); ++minute) {
      if (cron.minutes[minute]) return static_cast<int64_t>(hour * 60 + minute);
    }
  }
  return std::nullopt;
}

// The first match on the clock strictly after `now`, as if clocks never jumped.
Wall NextMatch(const Cron& cron, Wall now) {
  const auto next = std::chrono::floor<std::chrono::minutes>(
                        std::chrono::sys_seconds(std::chrono::seconds(now))) +
                    std::chrono::minutes(1);
  auto day = std::chrono::floor<std::chrono::days>(next);
  int64_t from = (next - day).count();
  for (int days = 0; days <= kMaxDaysBetween; ++days, day += std::chrono::days(1), from = 0) {
    if (!DayMatches(cron, day)) continue;
    if (const auto minute = NextMinute(cron, from)) {
      return day.time_since_epoch().count() * kSecondsPerDay + *minute * 60;
    }
  }
  CheckFailed(__FILE__, __LINE__, "the cron fires at least every eight years");
}

struct WallOffsets {
  int32_t first = 0;   // of a time that comes twice, the first
  int32_t second = 0;  // of a time that is skipped: `first` before the jump, `second` after it
};

// The offsets that a clock time can have; equal unless clocks jump there.
WallOffsets OffsetsOf(const TimeZone& zone, Wall wall) {
  int64_t at = wall - kMaxOffset;
  const int32_t start = OffsetAt(zone, at);
  WallOffsets offsets = {start, start};
  while (const auto change = NextOffsetChange(zone, at)) {
    at = change->at;
    if (at > wall + kMaxOffset) break;
    const auto [low, high] = std::minmax(change->before, change->after);
    if (at + high <= wall) offsets.first = change->after;
    if (at + low <= wall) offsets.second = change->after;
  }
  return offsets;
}

// The second instant of a time that comes twice; a skipped time moves on by what is skipped.
int64_t InstantOf(const TimeZone& zone, Wall wall) {
  const WallOffsets offsets = OffsetsOf(zone, wall);
  if (offsets.second <= offsets.first) return wall - offsets.second;
  const Wall moved = wall + offsets.second - offsets.first;
  return moved - OffsetsOf(zone, moved).first;
}

}  // namespace

std::vector<int64_t> NextFires(const Cron& cron, const TimeZone& zone, int64_t after, int count) {
  std::vector<int64_t> fires;
  int64_t last = after;
  for (int i = 0; i < count; ++i) {
    const Wall now = last + OffsetAt(zone, last);
    const Wall next = NextMatch(cron, now);
    last = cron.hours.all() ? last + (next - now) : InstantOf(zone, next);
    fires.push_back(last);
  }
  return fires;
}

}  // namespace writ::calendar
