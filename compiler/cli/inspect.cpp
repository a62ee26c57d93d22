#include <fmt/format.h>

#include <array>

#include "cli/compile_options.h"
#include "cli/verbs.h"
#include "driver/compile.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ inspect --stage STAGE [options]     what a pass of the compiler made, as text

  --stage STAGE    syntax: the documents as they were read

examples:
  writ inspect --stage=syntax
  writ -C platform inspect --stage=syntax
)";

constexpr std::array<Option, 1> kOptions = {{{"stage", '\0', "STAGE", "syntax"}}};

int Inspect(Session& session, const Arguments& arguments) {
  if (!arguments.Has("stage")) {
    return session.Fail(diag::Code::E0004, "`writ inspect` needs `--stage`",
                        "`writ help inspect` lists the stages");
  }
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  driver::Compilation run = driver::Compile(DiskFs(*root), {});
  for (const driver::Document& document : run.documents) {
    session.Result(fmt::format("# {}\n", run.sources.Path(document.file)));
    if (document.readable) session.Result(syntax::Dump(document.parsed.tree, run.sources));
  }
  return session.Print(run.sink, run.sources, run.documents.size()) ? kExitError : kExitSame;
}

}  // namespace

const Verb kInspect = {"inspect", "what a pass of the compiler made, as text", kHelp, kOptions, 0,
                       Inspect};

}  // namespace writ::cli
