// Words for what stands in the way of an output.
#pragma once

#include <string>

#include "plan/output_plan.h"
#include "write/disk_state.h"

namespace writ::write {

// Reports why the output cannot be placed over what was `found` (E0705 to E0708). `shown` is the
// output's path from the root.
void ReportConflict(const plan::Output& output, const std::string& shown, const Found& found,
                    source::SourceManager& sources, diag::Sink& sink);

// Reports an edited output that no spec asks for any more.
void ReportStaleEdit(const std::string& shown, const Found& found, source::SourceManager& sources,
                     diag::Sink& sink);

}  // namespace writ::write
