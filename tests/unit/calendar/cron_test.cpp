#include "calendar/cron.h"

#include <catch2/catch.hpp>
#include <string>

namespace writ::calendar {
namespace {

std::string Canonicalized(std::string_view text) {
  const CronResult result = ParseCron(text);
  return result.cron ? Canonical(*result.cron) : "error: " + result.error.message;
}

// The error as "seen: message; help".
std::string Refused(std::string_view text) {
  const CronResult result = ParseCron(text);
  if (result.cron) return "accepted as " + Canonical(*result.cron);
  const CronError& error = result.error;
  REQUIRE(error.begin <= error.end);
  REQUIRE(error.end <= text.size());
  std::string line(text.substr(error.begin, error.end - error.begin));
  line += ": " + error.message;
  if (!error.help.empty()) line += "; " + error.help;
  return line;
}

TEST_CASE("Cron: one canonical text for every way to write the same times") {
  const auto [text, canonical] = GENERATE(table<std::string, std::string>({
      {"0 2 * * *", "0 2 * * *"},
      {" 0\t02  * *   * ", "0 2 * * *"},
      {"0-59 0-23 1-31 1-12 0-6", "* * * * *"},
      {"*/1 */1 */1 */1 */1", "* * * * *"},
      {"*/15 * * * *", "*/15 * * * *"},
      {"45,0,30,15 * * * *", "*/15 * * * *"},
      {"*/30 */12 * * *", "0,30 0,12 * * *"},
      {"*/7 * * * *", "*/7 * * * *"},
      {"5-59/15 * * * *", "5,20,35,50 * * * *"},
      {"0 8-18/2 * * *", "0 8,10,12,14,16,18 * * *"},
      {"0 9-17,20,21 * * *", "0 9-17,20,21 * * *"},
      {"0 0 */10 * *", "0 0 1,11,21,31 * *"},
      {"0 0 1 jan,JUL *", "0 0 1 1,7 *"},
      {"0 0 * * 7", "0 0 * * 0"},
      {"0 0 * * 7,0,sun", "0 0 * * 0"},
      {"0 0 * * MON-FRI", "0 0 * * 1-5"},
      {"0 0 * * mon-fri/2", "0 0 * * 1,3,5"},
      {"0 0 * * */2", "0 0 * * 0,2,4,6"},
      {"0 0 * * 6,7", "0 0 * * 0,6"},
      {"0 0 29 2 *", "0 0 29 2 *"},
      {"0 0 31 4,5 *", "0 0 31 4,5 *"},
  }));
  CAPTURE(text);
  CHECK(Canonicalized(text) == canonical);
  CHECK(Canonicalized(canonical) == canonical);
}

TEST_CASE("Cron: what engines read differently is refused, with what to write instead") {
  const auto [text, refused] = GENERATE(table<std::string, std::string>({
      {"@daily", "@daily: not every engine knows `@daily`; write `0 0 * * *`"},
      {"@reboot",
       "@reboot: not every engine knows `@reboot`; write five fields: minute, hour, day of month, "
       "month, weekday"},
      {"0 0 ? * *", "?: not every engine knows `?` in a cron; write `*`"},
      {"0 0 L * *",
       "L: not every engine knows `L`, the last day, in a cron; run on day 1 instead, or on "
       "`28-31` and let the job decide"},
      {"0 0 * * 5L",
       "5L: not every engine knows `L`, the last day, in a cron; name the weekday and let the job "
       "decide"},
      {"0 0 15W * *",
       "15W: not every engine knows `W`, the nearest working day, in a cron; name the day, or run "
       "on weekdays `1-5` and let the job decide"},
      {"0 0 * * MON#1",
       "MON#1: not every engine knows `#` in a cron; run on that weekday of every week and let the "
       "job decide"},
      {"H/15 * * * *", "H/15: `H/15` leaves the minute to the engine; use 0 to 59"},
      {"5/15 * * * *", "5/15: engines read `5/15` differently; give the range: `5-59/15`"},
      {"0 0 * * mon/2", "mon/2: engines read `mon/2` differently; give the range: `MON-SAT/2`"},
      {"0 22-2 * * *",
       "22-2: range `22-2` runs backwards; not every engine wraps it; write `22-23,0-2`"},
      {"0 0 * * FRI-MON",
       "FRI-MON: range `FRI-MON` runs backwards; not every engine wraps it; write "
       "`FRI-SAT,SUN-MON`"},
      {"0 0 * * FRI-SUN",
       "FRI-SUN: range `FRI-SUN` runs backwards; not every engine wraps it; write `FRI-SAT,SUN`"},
      {"0 0 * * 5-7", "5-7: not every engine reads 7 as Sunday in the range `5-7`; write `5-6,0`"},
      {"0 0 * * 7-2", "7-2: not every engine reads 7 as Sunday in the range `7-2`; write `0-2`"},
      {"0 0 * * 0-7", "0-7: not every engine reads 7 as Sunday in the range `0-7`; write `*`"},
      {"5-5 * * * *", "5-5: range `5-5` holds one value; some engines take it for all; write `5`"},
      {"0 0 1 * MON",
       "1 * MON: both day of month and weekday are restricted; engines disagree whether one or "
       "both must match; make one of them `*`, or write two schedules"},
      {"0 0 1-31 * MON",
       "1-31 * MON: both day of month and weekday are restricted; engines disagree whether one or "
       "both must match; make one of them `*`, or write two schedules"},
  }));
  CAPTURE(text);
  CHECK(Refused(text) == refused);
}

TEST_CASE("Cron: slips are refused at the bytes that hold them") {
  const std::string five = "minute, hour, day of month, month, weekday";
  const auto [text, refused] = GENERATE_COPY(table<std::string, std::string>({
      {"", ": the cron is empty; five fields: " + five + "; `0 2 * * *` is 02:00 every day"},
      {"  ", "  : the cron is empty; five fields: " + five + "; `0 2 * * *` is 02:00 every day"},
      {"0 2", "0 2: 2 fields where a cron has five; the five are: " + five},
      {"hourly", "hourly: 1 field where a cron has five; the five are: " + five},
      {"0 0 2 * * *",
       "0 0 2 * * *: 6 fields where a cron has five; leave out the seconds: `0 2 * * *`"},
      {"0 2 * * * 2027", "0 2 * * * 2027: 6 fields where a cron has five; the five are: " + five +
                             "; there are no seconds or years"},
      {"CRON_TZ=Europe/Berlin 0 2 * * *",
       "CRON_TZ=Europe/Berlin: a cron does not hold the time zone; write it as the field "
       "`timezone`"},
      {"0 2 * *\n*", "\n: a cron is one line; five fields, with blanks between: " + five},
      {"0\u00a02 * * *",
       "\u00a0: this is a typographic space, which engines do not take for a blank; type a plain "
       "blank"},
      {"0 2\u20135 * * *", "\u2013: this is a typographic dash; type a plain `-`"},
      {"0 2 * * \xff", "\xff: a cron has no such character"},
      {"60 * * * *", "60: minute 60 is past 59; use 0 to 59"},
      {"0 24 * * *", "24: hour 24 is past 23; use 0 to 23; midnight is 0"},
      {"0 0 0 * *", "0: day of month 0 is before 1; use 1 to 31"},
      {"0 0 1 13 *", "13: month 13 is past 12; use 1 to 12, or JAN to DEC"},
      {"0 0 * * 8", "8: weekday 8 is past 6; use 0 to 6, or SUN to SAT"},
      {"99999999999999999999 * * * *",
       "99999999999999999999: minute 99999999999999999999 is past 59; use 0 to 59"},
      {"0 0 * * monday", "monday: `monday` is no weekday; write `MON`"},
      {"0 0 * MON *", "MON: `MON` is no month; use 1 to 12, or JAN to DEC"},
      {"2am * * * *", "2am: `2am` is no minute; use 0 to 59"},
      {"+5 * * * *", "+5: `+5` is no minute; use 0 to 59"},
      {"-5 * * * *", "-5: range `-5` lacks its start; use 0 to 59"},
      {"5- * * * *", "5-: range `5-` lacks its end; use 0 to 59"},
      {"1-2-3 * * * *", "2-3: `2-3` is no minute; use 0 to 59"},
      {"*-5 * * * *", "*: `*` is no minute; use 0 to 59"},
      {"*5 * * * *", "*5: `*5` is no minute; use 0 to 59"},
      {"/5 * * * *", "/5: `/5` lacks the range that it steps through; write `*/5`"},
      {"*/ * * * *",
       "*/: the step of `*/` is no number; a step is a number after one `/`, such as "
       "`*/2`"},
      {"*/5/2 * * * *",
       "*/5/2: the step of `*/5/2` is no number; a step is a number after one `/`, "
       "such as `*/2`"},
      {"*/0 * * * *", "0: step 0 never gets anywhere; a step is at least 1"},
      {"*/90 * * * *",
       "90: step 90 passes the end of the range, 0 to 59; write `0` if only that minute is meant"},
      {"1,,2 * * * *", ",: a value is missing beside this comma"},
      {",1 * * * *", ",: a value is missing beside this comma"},
      {"0 0 * * 1,", ",: a value is missing beside this comma"},
      {"*,5 * * * *", "*,5: `*` already means every minute; write `*` alone, or leave it out"},
      {"0 0 30 2 *",
       "30 2: this never fires: that month never has a day 30; it has at most 29 days"},
      {"0 0 31 feb,4,6 *",
       "31 feb,4,6: this never fires: none of those months has a day 31; they have at most 30 "
       "days"},
  }));
  CAPTURE(text);
  CHECK(Refused(text) == refused);
}

}  // namespace
}  // namespace writ::calendar
