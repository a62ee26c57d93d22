// Names that mean something only inside an object: jobs of a package, keys of a secret, tasks of a
// graph.
#pragma once

#include "diag/sink.h"
#include "resolve/program.h"

namespace writ::resolve {

// Checks every such name (E0301, E0307): jobs that schedules run, services they call, keys that
// jobs use, params that commands name, jobs, services and maintenance that consents name, secrets
// that Airflow's housekeeping reads.
void BindLocalNames(const Environment& environment, diag::Sink& sink);

// Cycles among the tasks of a schedule and among schedules (E0304).
void CheckCycles(const Environment& environment, diag::Sink& sink);

// The keys of a secret with those that its store implies: Airflow variables and Google secrets have
// the one key `value`.
std::vector<std::pair<std::string, spec::KeyType>> KeysOf(const spec::Secret& secret);

}  // namespace writ::resolve
