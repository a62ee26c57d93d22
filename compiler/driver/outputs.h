// Program -> outputs in memory.
#pragma once

#include <vector>

#include "driver/compile.h"

namespace writ::driver {

// Reports an `output` of the workspace that leaves it (E0702).
void CheckOutputFolder(Compilation& run);

// Renders the outputs of all targets. `run` has no errors yet.
std::vector<plan::Output> RenderOutputs(const Options& options, Compilation& run);

// The output folder relative to the root; empty when it is the root itself (`output: .`).
std::string OutputFolder(const Compilation& run);

}  // namespace writ::driver
