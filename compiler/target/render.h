// Targets and the view -> outputs.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "plan/output_plan.h"
#include "target/objects.h"
#include "target/target.h"

namespace writ::target {

struct RenderOptions {
  std::string environment;           // only its outputs; empty = all
  size_t threads = 2;                // the outputs and their order do not depend on it
  bool record_lines = false;         // fill Output::lines
  bool record_holes = true;          // fill Output::holes
  std::set<std::string> only_paths;  // only the outputs of these paths; empty = all
};

struct Rendering {
  std::vector<plan::Output> outputs;
  std::chrono::nanoseconds reading_back{};  // of all threads together
};

// Renders every output of every target, in an order that depends on nothing but the program, and
// reads each back. A value that cannot stand where it is to be printed is reported (E06xx); its
// output is left out.
Rendering Render(const std::vector<Target>& targets, const view::Context& context,
                 const Objects& objects, const RenderOptions& options, diag::Sink& sink);

}  // namespace writ::target
