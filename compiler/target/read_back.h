// What was rendered, read back before anything is done with it.
#pragma once

#include <vector>

#include "diag/sink.h"
#include "plan/output_plan.h"

namespace writ::target {

// Reads what a template prints with neutral values in its holes, before there is any data. Reports
// the first line that its language cannot read (E0615); then false comes back.
bool TemplateReads(const tmpl::Template& compiled, diag::Sink& sink);

// What an output was rendered from.
struct Rendered {
  const tmpl::Template& compiled;
  const void* data = nullptr;
  std::vector<hole::Printed> printed;  // one for one with the holes of the output
};

// Reads `output` back. Reports the first difference; then false comes back. If neutral values do
// not read back either, the template is at fault (E0615). Otherwise it is a mistake in Writ
// (E0618), at the spec line of the hole.
bool ReadsBack(const plan::Output& output, Rendered from, diag::Sink& sink);

}  // namespace writ::target
