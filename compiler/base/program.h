// Running another program.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace writ {

struct ProgramResult {
  int exit_code = -1;  // -1: ended by a signal
  std::string out;     // what it printed to stdout
  std::string err;     // and to stderr
};

// Runs `command[0]`, looked for in PATH, with the rest as its arguments, in this process's
// environment and without any input, and waits for its end. Errors: it cannot be started.
Result<ProgramResult> RunProgram(const std::vector<std::string>& command);

}  // namespace writ
