// `writ`: finds the verb, reads the options, runs it.
#pragma once

#include <span>
#include <string>

#include "cli/host.h"

namespace writ::cli {

// Runs one command line (without the program's name) and returns its exit code. Safe on several
// threads at once, each with its own host.
int Run(std::span<const std::string> args, const Host& host);

}  // namespace writ::cli
