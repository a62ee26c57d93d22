// The machine formats; see Render for all of them.
#pragma once

#include <string>

#include "diag/sink.h"
#include "source/source_manager.h"

namespace writ::diag {

// {"format_version": 1, "diagnostics": [...], "errors": n, "warnings": n, "files": n}. Lines and
// columns are 1-based, columns count code points, offsets bytes; ends are exclusive.
std::string RenderJson(const Sink& sink, const source::SourceManager& sources, size_t files);
// SARIF 2.1.0.
std::string RenderSarif(const Sink& sink, const source::SourceManager& sources);
// A GitLab code quality report. Fingerprints do not depend on lines.
std::string RenderGitlabCodeQuality(const Sink& sink, const source::SourceManager& sources);
// JUnit XML: each message a failed test.
std::string RenderJunit(const Sink& sink, const source::SourceManager& sources);

}  // namespace writ::diag
