#include "driver/outputs.h"

#include <algorithm>

#include "base/ascii.h"
#include "plan/paths.h"
#include "target/issued.h"
#include "view/context.h"

namespace writ::driver {
namespace {

bool IsPathCharacter(char c) {
  return IsLetter(c) || IsDigit(c) || c == '.' || c == '_' || c == '-' || c == '/';
}

}  // namespace

void CheckOutputFolder(Compilation& run) {
  const Located<std::string>& output = run.workspace.output;
  if (output.value == ".") return;
  std::string problem = plan::CheckPath(output.value);
  // GitLab CI reads paths below it as globs and expands variables in them; scripts hold them, too.
  if (problem.empty() && !std::all_of(output.value.begin(), output.value.end(), IsPathCharacter))
    problem = "holds other characters than letters, digits, `.`, `_` and `-`";
  if (problem.empty()) return;
  run.sink
      .Report(diag::Code::E0702, output.span, "the output folder `{}` {}", output.value, problem)
      .Note(
          "outputs stay within the workspace: `output` is a folder relative to writ.yaml, or `.`");
}

target::Rendering RenderOutputs(const Options& options, Compilation& run) {
  const view::Context context = view::MakeContext(run.program, run.access);
  const target::Objects objects(run.model);
  target::RenderOptions how{
      options.environment, options.threads, options.record_lines, options.record_holes, {}};
  const std::string folder = OutputFolder(run);
  const std::string prefix = folder.empty() ? std::string() : folder + "/";
  for (const std::string& file : options.only_files) {
    if (file.starts_with(prefix)) how.only_paths.insert(file.substr(prefix.size()));
  }
  if (how.only_paths.empty() && !options.only_files.empty()) return {};
  target::Rendering rendering = target::Render(run.targets, context, objects, how, run.sink);
  target::CheckIssued(rendering, run.targets, run.sources, context, objects, how, run.sink);
  return rendering;
}

std::string OutputFolder(const Compilation& run) {
  return run.workspace.output.value == "." ? std::string() : run.workspace.output.value;
}

}  // namespace writ::driver
