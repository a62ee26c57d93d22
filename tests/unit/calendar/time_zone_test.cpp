#include "calendar/time_zone.h"

#include <algorithm>
#include <catch2/catch.hpp>

namespace writ::calendar {
namespace {

constexpr int64_t kHour = 3600;

TEST_CASE("Time zones: names are exact, links are names, Factory is none") {
  CHECK(FindTimeZone("Europe/Berlin")->name == "Europe/Berlin");
  CHECK(FindTimeZone("UTC").has_value());
  CHECK(FindTimeZone("US/Eastern")->name == "US/Eastern");
  CHECK(FindTimeZone("US/Eastern")->index == FindTimeZone("America/New_York")->index);
  CHECK_FALSE(FindTimeZone("europe/berlin"));
  CHECK_FALSE(FindTimeZone("Europe/Berlin "));
  CHECK_FALSE(FindTimeZone("Europe"));
  CHECK_FALSE(FindTimeZone(""));
  CHECK_FALSE(FindTimeZone("Factory"));
  CHECK(std::is_sorted(TimeZoneNames().begin(), TimeZoneNames().end()));
  CHECK(TimeZoneRelease().size() == 5);
}

TEST_CASE("Time zones: the name found outlives the text it was found by") {
  std::string typed = "Europe/Berlin";
  const auto zone = FindTimeZone(typed);
  typed.assign("Asia/Tokyo...");
  CHECK(zone->name == "Europe/Berlin");
}

TEST_CASE("Time zones: offsets before, at and after a change, by list and by rule") {
  const auto berlin = *FindTimeZone("Europe/Berlin");
  CHECK(OffsetAt(berlin, 1806195599) == 1 * kHour);  // 2027-03-28 01:00 UTC is 1806195600
  CHECK(OffsetAt(berlin, 1806195600) == 2 * kHour);
  CHECK(OffsetAt(berlin, 3000000000) == 1 * kHour);  // 2065-01-24
  const auto apia = *FindTimeZone("Pacific/Apia");
  CHECK(OffsetAt(apia, 1325239199) == -10 * kHour);  // 2011-12-30 skipped
  CHECK(OffsetAt(apia, 1325239200) == 14 * kHour);
  const auto turk = *FindTimeZone("America/Grand_Turk");
  CHECK(OffsetAt(turk, 1450000000) == -4 * kHour);  // no winter time in December 2015
  CHECK(OffsetAt(turk, 1800000000) == -5 * kHour);
  CHECK(OffsetAt(*FindTimeZone("UTC"), 0) == 0);
}

TEST_CASE("Time zones: the next change is found across list and rule") {
  const auto berlin = *FindTimeZone("Europe/Berlin");
  const auto change = NextOffsetChange(berlin, 1806195599);
  REQUIRE(change);
  CHECK(change->at == 1806195600);
  CHECK(change->before == 1 * kHour);
  CHECK(change->after == 2 * kHour);
  CHECK(NextOffsetChange(berlin, 1806195600)->at == 1824944400);  // 2027-10-31 01:00 UTC
  CHECK_FALSE(NextOffsetChange(*FindTimeZone("UTC"), 0));
  // Its last listed change (2018) changes nothing and is skipped.
  const auto turk = NextOffsetChange(*FindTimeZone("America/Grand_Turk"), 1450000000);
  REQUIRE(turk);
  CHECK(turk->before == -4 * kHour);
  CHECK(turk->after == -5 * kHour);
}

}  // namespace
}  // namespace writ::calendar
