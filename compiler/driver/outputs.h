// Program -> outputs in memory.
#pragma once

#include <string>

#include "driver/compile.h"
#include "target/render.h"

namespace writ::driver {

// Reports an `output` of the workspace that leaves it (E0702).
void CheckOutputFolder(Compilation& run);

// Renders the outputs of all targets and reads them back. `run` has no errors yet.
target::Rendering RenderOutputs(const Options& options, Compilation& run);

// The output folder relative to the root; empty when it is the root itself (`output: .`).
std::string OutputFolder(const Compilation& run);

}  // namespace writ::driver
