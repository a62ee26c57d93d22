#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "calendar/cron.h"

// tests/property/test_calendar.py compares with Airflow; these are the cases that tell the rules.
namespace writ::calendar {
namespace {

int64_t Utc(int year, unsigned month, unsigned day, int64_t hour, int64_t minute) {
  using std::chrono::sys_days;
  const sys_days date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  return date.time_since_epoch().count() * 86400 + hour * 3600 + minute * 60;
}

std::vector<int64_t> Fires(std::string_view cron, std::string_view zone, int64_t after, int count) {
  return NextFires(*ParseCron(cron).cron, *FindTimeZone(zone), after, count);
}

using Instants = std::vector<int64_t>;

TEST_CASE("Fires: strictly after the instant, seconds included") {
  CHECK(Fires("0 2 * * *", "UTC", Utc(2027, 1, 1, 2, 0), 1) == Instants{Utc(2027, 1, 2, 2, 0)});
  CHECK(Fires("0 2 * * *", "UTC", Utc(2027, 1, 1, 2, 0) - 1, 1) == Instants{Utc(2027, 1, 1, 2, 0)});
  CHECK(Fires("* * * * *", "UTC", Utc(2027, 1, 1, 2, 0) + 59, 1) ==
        Instants{Utc(2027, 1, 1, 2, 1)});
  CHECK(Fires("0 2 * * *", "UTC", 0, 0).empty());
}

TEST_CASE("Fires: a skipped time runs as much later as clocks skip") {
  CHECK(Fires("0 2 * * *", "Europe/Berlin", Utc(2027, 3, 27, 12, 0), 2) ==
        Instants{Utc(2027, 3, 28, 1, 0), Utc(2027, 3, 29, 0, 0)});
  // 02:30 moves to 03:30, where another match is: one run.
  CHECK(Fires("30 2,3 * * *", "Europe/Berlin", Utc(2027, 3, 27, 12, 0), 2) ==
        Instants{Utc(2027, 3, 28, 1, 30), Utc(2027, 3, 29, 0, 30)});
  // Apia skipped 30 December 2011.
  CHECK(Fires("0 0 * * *", "Pacific/Apia", Utc(2011, 12, 29, 10, 0), 2) ==
        Instants{Utc(2011, 12, 30, 10, 0), Utc(2011, 12, 31, 10, 0)});
}

TEST_CASE("Fires: a time that comes twice runs once, the second time") {
  CHECK(Fires("0 2 * * *", "Europe/Berlin", Utc(2027, 10, 30, 12, 0), 2) ==
        Instants{Utc(2027, 10, 31, 1, 0), Utc(2027, 11, 1, 1, 0)});
}

TEST_CASE("Fires: with all hours, time passes as it does") {
  CHECK(Fires("30 * * * *", "Europe/Berlin", Utc(2027, 10, 30, 23, 45), 3) ==
        Instants{Utc(2027, 10, 31, 0, 30), Utc(2027, 10, 31, 1, 30), Utc(2027, 10, 31, 2, 30)});
  // Lord Howe skips half an hour at 02:00: the run of 02:00 is an hour after 01:00.
  CHECK(Fires("0 * * * *", "Australia/Lord_Howe", Utc(2026, 10, 3, 14, 0), 3) ==
        Instants{Utc(2026, 10, 3, 14, 30), Utc(2026, 10, 3, 15, 30), Utc(2026, 10, 3, 16, 0)});
}

TEST_CASE("Fires: 29 February after eight years") {
  CHECK(Fires("0 0 29 2 *", "UTC", Utc(2096, 2, 29, 0, 0), 1) == Instants{Utc(2104, 2, 29, 0, 0)});
}

}  // namespace
}  // namespace writ::calendar
