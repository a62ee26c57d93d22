// Files of the workspace's templates that change nothing.
#pragma once

#include <span>

#include "diag/sink.h"
#include "source/span.h"
#include "target/files.h"
#include "target/target.h"

namespace writ::target {

// Reports a folder of templates that has no files, folders in it that are no target, and files of
// built-in targets that the target does not read; warns of such files of other targets. `all` is
// every target there is; `loaded` those of which every file was read; `declared` is where the
// workspace names the folder.
void ReportUnused(const Files& files, std::span<const Available> all,
                  std::span<const Target> loaded, const Span& declared, diag::Sink& sink);

}  // namespace writ::target
