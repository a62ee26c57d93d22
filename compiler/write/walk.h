// The files below a folder, as they lie there.
#pragma once

#include <string>
#include <vector>

#include "write/folder.h"

namespace writ::write {

struct Walked {
  std::vector<std::string> files;  // regular files, hidden ones too; sorted paths from the folder
  std::vector<Seen> folders;       // the folder itself and those below it; paths from the folder
  Opened problem;                  // the first folder that could not be read
};

// Walks the open folder. Symbolic links, `.git` and a top-level `.writ` are not entered. `looked`
// is what Now() was before.
Walked Walk(const Fd& folder, int64_t looked);

}  // namespace writ::write
