// Jobs that log in by a token of CI instead of a service account.
#pragma once

#include <set>
#include <string_view>
#include <utility>

#include "resolve/program.h"

namespace writ::access {

// Packages and names of jobs; valid while the environment lives. A maintenance object of the name
// of a job is no job.
using JobSet = std::set<std::pair<Id<spec::Package>, std::string_view>>;

// The jobs that a schedule runs in GitLab CI.
inline JobSet JobsInCi(const resolve::Environment& environment) {
  JobSet jobs;
  for (const spec::Schedule& schedule : environment.schedules) {
    if (schedule.engine.value != spec::Engine::kGitlab) continue;
    if (schedule.run) jobs.emplace(schedule.package.id, schedule.run->value.text);
    for (const auto& [name, task] : schedule.tasks.entries)
      jobs.emplace(schedule.package.id, task.job.value.text);
  }
  return jobs;
}

}  // namespace writ::access
