// What was rendered, read back before anything is done with it.
#pragma once

#include <vector>

#include "diag/sink.h"
#include "plan/output_plan.h"

namespace writ::target {

// Reads `output` back; `printed` are its holes, one for one with `output.holes`. Reports the first
// difference (E0618), which is a mistake in Writ, at the spec line of the hole; then false comes
// back.
bool ReadsBack(const plan::Output& output, std::vector<hole::Printed> printed, diag::Sink& sink);

}  // namespace writ::target
