// What must hold beyond the shape of single objects: one file per rule, over the program and its
// access.
#pragma once

#include "access/access.h"
#include "diag/sink.h"
#include "resolve/program.h"

namespace writ::rules {

// Runs every rule. Call it only for a program without errors: rules follow references without
// asking.
void Check(const resolve::Program& program, const access::Access& access, diag::Sink& sink);

}  // namespace writ::rules
