// Templates of a workspace give no access: what they lay out was issued by the compiler.
#pragma once

#include "diag/sink.h"
#include "target/render.h"

namespace writ::issued {

// Reads the outputs in which files of the workspace have a part, other than copies of built-in
// ones, and compares what in them gives access (issued/constructs.h) with what the built-in targets
// print for the same environment. What is not among that is reported (E0619) at the template's
// line. `targets` and `options` are those by which `rendering` was made.
void Check(const target::Rendering& rendering, const std::vector<target::Target>& targets,
           const source::SourceManager& sources, const view::Context& context,
           const target::Objects& objects, const target::RenderOptions& options, diag::Sink& sink);

}  // namespace writ::issued
