// Templates of a workspace give no access: what they lay out was issued by the compiler.
#pragma once

#include "diag/sink.h"
#include "target/render.h"

namespace writ::target {

// Reads the outputs in which files of the workspace have a part, other than copies of built-in
// ones, and compares what in them gives access (target/constructs.h) with what the built-in targets
// print for the same environment. What is not among that is reported (E0619) at the template's
// line. `targets` and `options` are those by which `rendering` was made.
void CheckIssued(const Rendering& rendering, const std::vector<Target>& targets,
                 const source::SourceManager& sources, const view::Context& context,
                 const Objects& objects, const RenderOptions& options, diag::Sink& sink);

// All built-in targets as they are inside the binary, whatever the workspace overrides.
std::vector<Target> LoadBuiltIn(source::SourceManager& sources);

}  // namespace writ::target
