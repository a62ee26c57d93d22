// Time zones from one pinned source compiled in: no output depends on the machine's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace writ::calendar {

// The release of the IANA database, "2026f"; `writ --version` prints it.
std::string_view TimeZoneRelease();

struct TimeZone {
  std::string_view name;  // as the author wrote it, if it exists: "Europe/Berlin"
  uint32_t index = 0;     // into the compiled-in table
};

// Nothing when there is no such zone. Case matters, as it does for the engines.
std::optional<TimeZone> FindTimeZone(std::string_view name);

// All names, links included, sorted by byte; for did-you-mean.
std::span<const std::string_view> TimeZoneNames();

// Offset from UTC in seconds at an instant (seconds since 1970, UTC). Instants before 2000 get the
// offset of 2000-01-01: the table starts there.
int32_t OffsetAt(const TimeZone& zone, int64_t instant);

// A moment at which a zone's clocks jump.
struct OffsetChange {
  int64_t at = 0;      // seconds since 1970, UTC
  int32_t before = 0;  // offset in seconds until then
  int32_t after = 0;   // offset in seconds from then on; larger: clocks skip, smaller: they repeat
};

// The first change strictly after the instant (seconds since 1970, UTC); nothing when the zone's
// clocks never jump again. No change before 2000 is known.
std::optional<OffsetChange> NextOffsetChange(const TimeZone& zone, int64_t instant);

}  // namespace writ::calendar
