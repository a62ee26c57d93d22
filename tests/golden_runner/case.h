// One golden case: a txtar file with input files, commands, and what must come of them.
#pragma once

#include <string>
#include <vector>

#include "txtar.h"

namespace writ::golden {

struct CaseResult {
  bool passed = false;
  std::string report;   // why not: a diff for each section that differs
  std::string updated;  // the file with its `want` sections as they would be now
};

// Runs the archive `text` in a fresh temporary folder below `scratch`. The sections:
//   cmd              lines `writ ...` (with `< PATH` behind them: standard input), and
//                    `append PATH TEXT`, `write PATH TEXT`, `remove PATH`, `chmod MODE PATH` (words
//                    are quoted as in a shell); `lock PATH` locks a file as another process would,
//                    `unlock` lets it go
//   want/exit        the exit code of each `writ` line; absent: all 0
//   want/stdout      absent: nothing. With several `writ` lines, each text follows `$ writ ...`
//   want/stderr      likewise
//   want/tree        the files below the folder, hidden ones too, but not `.writ/`; compared only
//                    when present
//   want/PATH        the file PATH of the folder; compared only when present
// Everything else is an input file.
CaseResult RunCase(const std::string& text, const std::string& scratch);

}  // namespace writ::golden
