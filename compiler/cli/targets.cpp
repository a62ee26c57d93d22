#include <fmt/format.h>

#include <algorithm>

#include "cli/verbs.h"
#include "driver/compile.h"
#include "target/target.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ targets     the targets there are, and which of them this workspace compiles

examples:
  writ targets
  writ targets | grep 'not compiled'
)";

int Targets(Session& session, const Arguments&) {
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  const DiskFs disk(*root);
  driver::Options options;
  options.outputs = false;
  const std::unique_ptr<driver::Compilation> run = driver::Compile(disk, options);
  const spec::Workspace& workspace = run->workspace;
  const std::string folder = workspace.templates ? workspace.templates->value : "";
  for (const target::Available& target : target::List(disk, folder)) {
    const bool compiled =
        std::any_of(workspace.targets.begin(), workspace.targets.end(),
                    [&](const auto& name) { return name.value.text == target.name; });
    const std::string_view from = !target.built_in      ? "of this workspace"
                                  : target.in_workspace ? "built in, overridden here"
                                                        : "built in";
    session.Result(fmt::format("{:<14} {:<13} {}\n", target.name,
                               compiled ? "compiled" : "not compiled", from));
  }
  return kExitSame;
}

}  // namespace

const Verb kTargets = {"targets", "the targets there are, and which are compiled", kHelp, {}, 0,
                       Targets};

}  // namespace writ::cli
