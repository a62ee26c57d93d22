#include "driver/outputs.h"

#include "issued/issued.h"
#include "plan/paths.h"
#include "view/context.h"

namespace writ::driver {

void CheckOutputFolder(Compilation& run) {
  const Located<spec::OutputFolder>& output = run.workspace.output;
  if (output.value == ".") return;
  const std::string problem = plan::CheckPath(output.value);
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
  issued::Check(rendering, run.targets, run.sources, context, objects, how, run.sink);
  return rendering;
}

std::string OutputFolder(const Compilation& run) {
  const std::string& folder = run.workspace.output.value;
  return folder == "." ? std::string() : folder;
}

}  // namespace writ::driver
