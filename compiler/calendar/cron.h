// Cron expressions of five fields, as all engines read them alike.
#pragma once

#include <array>
#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/time_zone.h"

namespace writ::calendar {

// Allowed values of each field, as bits.
struct Cron {
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<32> days;     // 1-31
  std::bitset<13> months;   // 1-12
  std::bitset<7> weekdays;  // 0 = Sunday
  bool any_day = true;      // day of month is unrestricted
  bool any_weekday = true;
};

// What is wrong with a cron text: a sentence, and the bytes of the text that it is about.
struct CronError {
  std::string message;  // lower case, no full stop: "minute 61 is past 59"
  std::string help;     // how to mend it; may be empty
  size_t begin = 0;
  size_t end = 0;
};

struct CronResult {
  std::optional<Cron> cron;  // set iff there is no error
  CronError error;
};

// Numbers, names (JAN, sun), lists, ranges and steps. Refused: macros (@daily), L W # ? H, seconds
// or years, both days restricted, 7-0 ranges that engines read differently, a day that never comes
// (31 February).
CronResult ParseCron(std::string_view text);

// The text in canonical form: five fields, single blanks, names as numbers, 7 as 0, lists sorted.
std::string Canonical(const Cron& cron);

// The next `count` instants strictly after `after` (seconds since 1970, UTC) at which the cron
// fires in the zone. DST: a time that does not exist fires at the moment that Airflow's
// CronTriggerTimetable chooses, a time that comes twice fires as often as there; settled by test
// against Airflow.
std::vector<int64_t> NextFires(const Cron& cron, const TimeZone& zone, int64_t after, int count);

}  // namespace writ::calendar
