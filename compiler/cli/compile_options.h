// The options that all compiling verbs share.
#pragma once

#include <optional>

#include "cli/options.h"
#include "cli/session.h"
#include "driver/compile.h"

namespace writ::cli {

// `--env`, `--target` and `--threads`; nothing, with E0004 printed, when `--threads` is no number
// from 1 to 64.
std::optional<driver::Options> CompileOptions(const Session& session, const Arguments& arguments);

// The stages of the run on stderr, if `--timings` asks for them.
void PrintTimings(const Session& session, const driver::Compilation& run);

}  // namespace writ::cli
