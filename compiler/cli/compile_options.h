// What all compiling verbs share: their options, and what they compile.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "cli/options.h"
#include "cli/session.h"
#include "driver/compile.h"
#include "write/state.h"

namespace writ::cli {

// `--env`, `--target` and `--threads`; nothing, with E0004 printed, when `--threads` is no number
// from 1 to 64.
std::optional<driver::Options> CompileOptions(const Session& session, const Arguments& arguments);

// The stages of the run on stderr, if `--timings` asks for them.
void PrintTimings(const Session& session, const driver::Compilation& run);

// Reports an `--env` or `--target` that the workspace does not have (E0004).
void CheckSelection(const driver::Options& options, driver::Compilation& run);

// A run, and what it would change on the disk.
struct Compared {
  std::unique_ptr<driver::Compilation> run;
  write::Place place;
  write::Options options;
  write::WritePlan changes;  // empty when the run has errors
  size_t files = 0;          // that were read
  std::vector<write::Seen> inputs;
};
enum class Purpose : uint8_t { kCheck, kBuild };
// When nothing has changed since the last whole run, nothing is compiled: `run` is empty then.
Compared CompileAndCompare(const std::string& root, const driver::Options& options,
                           Purpose purpose);

// Lets the next whole run know that all outputs are current, if they are and this run, which was a
// whole one too, had nothing to report. `changed`: it has carried its changes out since it
// compared.
void RememberIfCurrent(Compared& compared, bool changed, write::StateFolder folder);

// "generated/prod/iam.tf": an output's path from the root.
std::string ShownPath(const Compared& compared, std::string_view path);

}  // namespace writ::cli
