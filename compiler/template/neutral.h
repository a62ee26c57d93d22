// A template with harmless values in its holes: if its text cannot be read then, no value is to
// blame.
#pragma once

#include "template/template.h"

namespace writ::tmpl {

// As `data` has it: its conditions and loops, but other values. With lines. False if a place
// refuses even these; then nothing is known.
bool RenderNeutral(const Template& compiled, const void* data, Rendered& out);

// Without any data: all conditions hold and all loops go round once (`then`), or none does.
bool RenderBranches(const Template& compiled, bool then, Rendered& out);

}  // namespace writ::tmpl
