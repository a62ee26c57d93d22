// Time zones from one pinned source compiled in: no output depends on the machine's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace writ::calendar {

// "2026b"; `writ --version` prints it.
std::string_view TimeZoneRelease();

struct TimeZone {
  std::string_view name;  // as the author wrote it, if it exists: "Europe/Berlin"
  uint32_t index = 0;     // into the compiled-in table
};

// Nothing when there is no such zone. Case matters, as it does for the engines.
std::optional<TimeZone> FindTimeZone(std::string_view name);

// All names, sorted; for did-you-mean.
std::span<const std::string_view> TimeZoneNames();

// Offset from UTC in seconds at an instant (seconds since 1970, UTC).
int32_t OffsetAt(const TimeZone& zone, int64_t instant);

}  // namespace writ::calendar
