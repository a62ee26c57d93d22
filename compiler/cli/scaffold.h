// Files that `writ init` and `writ new` make from those inside the binary.
#pragma once

#include <string>
#include <string_view>

#include "cli/session.h"

namespace writ::cli {

// Makes the files of the folder `set` of compiler/scaffold in `folder` below `root` (absolute;
// `folder` may be empty); `NAME` in paths and texts becomes `name`. Makes none of them, and reports
// E0006, if one is already there. Prints what it made. Returns the exit code.
int MakeScaffold(const Session& session, std::string_view set, const std::string& root,
                 std::string_view folder, std::string_view name);

}  // namespace writ::cli
