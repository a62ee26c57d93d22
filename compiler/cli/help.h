// The screen of `writ help`.
#pragma once

#include <string>

namespace writ::cli {

std::string Overview();

}  // namespace writ::cli
