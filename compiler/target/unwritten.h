// What the specs ask for and no target of the workspace writes.
#pragma once

#include <vector>

#include "diag/sink.h"
#include "resolve/program.h"
#include "target/target.h"

namespace writ::target {

// Warns of engines that schedules are switched on for while no target writes their schedules
// (E0655), once an engine. Airflow's and Cloud Scheduler's are the business of built-in targets,
// which a workspace leaves out knowingly.
void WarnOfUnwritten(const std::vector<Target>& targets, const resolve::Program& program,
                     diag::Sink& sink);

}  // namespace writ::target
