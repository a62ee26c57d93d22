// The passes in a row. Reading Compile() teaches the program.
#pragma once

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/access.h"
#include "base/fs.h"
#include "diag/sink.h"
#include "plan/output_plan.h"
#include "resolve/program.h"
#include "source/source_manager.h"
#include "spec/model.h"
#include "syntax/parse.h"
#include "target/target.h"

namespace writ::driver {

struct Options {
  std::string environment;    // only this one; empty = all
  std::string target;         // only this one; empty = all
  size_t threads = 2;         // 1 to 64; no output depends on it
  bool record_lines = false;  // remember the template line behind each output line
  bool record_holes = true;   // remember the spec texts behind each piece of an output
  // Render only the outputs of these paths, from the workspace's root; empty = all.
  std::set<std::string> only_files;
  bool outputs = true;  // false: stop before the targets
};

struct Timing {
  std::string_view stage;
  std::chrono::microseconds spent{};
};

// Owns every product of a run; views into them are valid while it lives and stays where it is.
struct Compilation {
  source::SourceManager sources;
  diag::Sink sink;
  syntax::ParseResult workspace_file;  // writ.yaml
  spec::Workspace workspace;
  std::vector<syntax::ParseResult> files;  // spec files, in path order
  bool complete = true;                    // every spec file could be read
  spec::Model model;
  resolve::Program program;
  access::Access access;
  std::vector<target::Target> targets;
  plan::OutputPlan outputs;  // empty when there are errors
  std::vector<Timing> timings;

  bool failed() const { return sink.has_errors(); }
  size_t file_count() const { return files.size() + 1; }
};

// Compiles the workspace at the root of `fs`, as far as its errors let it. Nothing is written.
std::unique_ptr<Compilation> Compile(const ReadFs& fs, const Options& options);

}  // namespace writ::driver
