#include "cli/version.h"

#include <fmt/format.h>

namespace writ::cli {

std::string_view Version() { return WRIT_VERSION; }

std::string VersionText() { return fmt::format("writ {}\n", Version()); }

}  // namespace writ::cli
