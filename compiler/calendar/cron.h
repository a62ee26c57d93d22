// Cron expressions of five fields, as all engines read them alike.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/time_zone.h"

namespace writ::calendar {

// Allowed values of each field, as bits. A time matches when every field allows it. ParseCron never
// yields a cron that restricts both days and weekdays.
struct Cron {
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<32> days;     // 1-31; bit 0 is unused
  std::bitset<13> months;   // 1-12; bit 0 is unused
  std::bitset<7> weekdays;  // 0 = Sunday
};

// What is wrong with a cron text: a sentence, and the bytes of the text that it is about.
struct CronError {
  std::string message;  // lower case, no full stop: "minute 61 is past 59"
  std::string help;     // how to mend it; may be empty
  size_t begin = 0;
  size_t end = 0;  // past the last byte; equal to `begin` only for an empty text
};

struct CronResult {
  std::optional<Cron> cron;  // set iff there is no error
  CronError error;
};

// Numbers, names (JAN, sun), lists, ranges and steps, between blanks or tabs. Refused is what
// engines read differently or not at all: macros (@daily), L W # ? H, seconds or years, both days
// restricted, a step without a range (5/15), ranges that wrap (22-2, FRI-MON, 5-7) or hold one
// value (5-5); and what can only be a slip: a step past its range, a day that never comes (31
// February). 29 February is allowed. Reports the first error.
CronResult ParseCron(std::string_view text);

// The one text that stands for these values, which every engine reads alike: five fields, single
// blanks, numbers only, Sunday as 0, `*` for all values, `*/15` for an even cycle of minutes or
// hours, else values and ranges in order. This, not the author's text, belongs into outputs:
// croniter 7.0, robfig/cron 3.0 (Kubernetes) and fugit 1.5 (GitLab) give it the same times, while
// robfig/cron refuses 7 for Sunday and fugit some mixed lists.
std::string Canonical(const Cron& cron);

// The next `count` instants strictly after `after` (seconds since 1970, UTC, not before 2000) at
// which Airflow's CronTriggerTimetable fires, given that `after` was its last run: the same on 2.11
// and 3.3, and settled by test against both (tests/property/test_calendar.py).
//
// With all hours allowed, the time to the next match on the clock passes as elapsed time, so
// nothing is skipped or doubled when clocks jump. Otherwise a time that comes twice fires the
// second time, and one that is skipped fires as much later as the clocks skip, once if that meets
// another match.
std::vector<int64_t> NextFires(const Cron& cron, const TimeZone& zone, int64_t after, int count);

}  // namespace writ::calendar
