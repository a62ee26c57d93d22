#include <fmt/format.h>

#include <array>

#include "cli/compile_options.h"
#include "cli/verbs.h"
#include "driver/compile.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ inspect --stage STAGE [options]     what a pass of the compiler made, as text

  --stage STAGE    syntax    the documents as they were read
                   model     the objects, before anything is known of environments
                   program   the objects of each environment, complete
                   access    who may do what, with the lines behind it

examples:
  writ inspect --stage=syntax
  writ -C platform inspect --stage=syntax
)";

constexpr std::array<Option, 1> kOptions = {{{"stage", '\0', "STAGE", "syntax model program access"}}};

std::string Dump(std::string_view stage, const driver::Compilation& run) {
  if (stage == "model") return spec::Dump(run.model, run.sources);
  if (stage == "program") return resolve::Dump(run.program);
  if (stage == "access") return access::Dump(run.access, run.program, run.sources);
  std::string out;
  for (const syntax::ParseResult& file : run.files) {
    out += fmt::format("# {}\n", run.sources.Path(file.tree.file));
    out += syntax::Dump(file.tree, run.sources);
  }
  return out;
}

int Inspect(Session& session, const Arguments& arguments) {
  if (!arguments.Has("stage")) {
    return session.Fail(diag::Code::E0004, "`writ inspect` needs `--stage`",
                        "`writ help inspect` lists the stages");
  }
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  const std::unique_ptr<driver::Compilation> run = driver::Compile(DiskFs(*root), {});
  session.Result(Dump(arguments.Get("stage"), *run));
  return session.Print(run->sink, run->sources, run->file_count()) ? kExitError : kExitSame;
}

}  // namespace

const Verb kInspect = {"inspect", "what a pass of the compiler made, as text", kHelp, kOptions, 0,
                       Inspect};

}  // namespace writ::cli
