#include <fmt/format.h>

#include <filesystem>

#include "cli/scaffold.h"
#include "cli/verbs.h"
#include "driver/read_sources.h"
#include "plan/paths.h"
#include "spec/scalars.h"
#include "target/target.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ new target NAME     a target of your own, with one output for each package

Makes a folder NAME in the workspace's folder of templates. To compile it, writ.yaml names both:
  templates: templates
  targets: [..., NAME]

examples:
  writ new target inventory
  writ inspect --stage=view --for package/seeder     what its templates can print
)";

int New(Session& session, const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional;
  if (words.size() != 2 || words[0] != "target") {
    return session.Fail(diag::Code::E0004, "`writ new` needs to know what, and its name",
                        "`writ new target NAME` is what it can");
  }
  const spec::Parsed<spec::Name> name = spec::Scalar<spec::Name>::Parse(words[1]);
  if (!name.value) return session.Fail(diag::Code::E0004, name.problem, name.help);
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  for (const target::Available& built_in : target::List(DiskFs(*root), {})) {
    if (built_in.name != words[1]) continue;
    return session.Fail(
        diag::Code::E0006, fmt::format("`{}` is a target that is built in", words[1]),
        fmt::format("to change it, put a `target.yaml` or a template of the same name into "
                    "`templates/{}`; for a target of your own take another name",
                    words[1]));
  }
  driver::Compilation run;
  if (!driver::ReadWorkspace(DiskFs(*root), run)) {
    session.Print(run.sink, run.sources, 1);
    return kExitError;
  }
  const std::optional<Located<std::string>>& templates = run.workspace.templates;
  const std::string folder = templates ? templates->value : "templates";
  if (const std::string problem = plan::CheckPath(folder); !problem.empty()) {
    return session.Fail(diag::Code::E0006, fmt::format("the folder `{}` {}", folder, problem),
                        "`templates` of writ.yaml names a folder of the workspace");
  }
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::path(*root) / folder / words[1], ignored)) {
    return session.Fail(diag::Code::E0006,
                        fmt::format("`{}/{}` is already there", folder, words[1]),
                        "nothing was made; take another name");
  }
  const int code = MakeScaffold(session, "target", *root, folder, words[1]);
  if (code == kExitSame) {
    session.Note(fmt::format("to compile it, add `{}` to `targets` in writ.yaml{}\n", words[1],
                             templates ? "" : ", and `templates: templates`"));
  }
  return code;
}

}  // namespace

const Verb kNew = {"new", "a target of your own", kHelp, {}, 2, New};

}  // namespace writ::cli
