// What `writ --version` prints.
#pragma once

#include <string>
#include <string_view>

namespace writ::cli {

std::string_view Version();  // "0.1.0"
std::string VersionText();

}  // namespace writ::cli
