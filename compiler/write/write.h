// Compares a plan with the disk and makes the disk equal to it.
#pragma once

#include <string>
#include <vector>

#include "plan/output_plan.h"

namespace writ::write {

enum class Action : uint8_t { kSame, kCreate, kUpdate, kRemove, kConflict };

struct Change {
  Action action = Action::kSame;
  std::string path;          // relative to the output folder
  size_t output = SIZE_MAX;  // index into the plan; SIZE_MAX for kRemove
};

struct WritePlan {
  std::vector<Change> changes;  // sorted by path; kSame is left out
  size_t same = 0;
};

// Reads below `folder` (absolute or relative to the working directory) and decides. `whole` tells
// whether the plan covers every target and environment: only then are outputs of ours that the plan
// lacks removed. Reports outputs edited by hand, foreign files in the way, symbolic links in the
// path (E07xx). A folder that does not exist is empty. Two threads.
WritePlan Reconcile(const plan::OutputPlan& plan, const std::string& folder, bool whole,
                    diag::Sink& sink);

// Carries the changes out: new files are created directly, changed ones go through a temporary file
// and rename, emptied folders go. One run at a time (a lock file below `state_folder`). On an error
// nothing more is written; every file holds its old or its new content.
Status Apply(const plan::OutputPlan& plan, const WritePlan& changes, const std::string& folder,
             const std::string& state_folder);

}  // namespace writ::write
