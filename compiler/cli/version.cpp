#include "cli/version.h"

#include <fmt/format.h>

#include "calendar/time_zone.h"

namespace writ::cli {

std::string_view Version() { return WRIT_VERSION; }

std::string VersionText() {
  return fmt::format("writ {}\ntime zone rules {}\n", Version(), calendar::TimeZoneRelease());
}

}  // namespace writ::cli
