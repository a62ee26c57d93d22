#include <fmt/format.h>

#include <array>

#include "cli/compile_options.h"
#include "cli/verbs.h"
#include "driver/compile.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ check [FILES...] [options]     compile and compare with the disk; write nothing

  FILES            report only about these files (specs, templates or outputs) [all]
  --diff           show the lines that would change
  --env NAME       only this environment
  --target NAME    only this target
  --threads N      1 to 64 [2]

exit codes: 0 nothing would change, 1 an error was printed, 2 a build would change files

examples:
  writ check                               is what is committed what the specs say?
  writ check --format sarif > writ.sarif   the same for a code scanner
)";

constexpr std::array<Option, 4> kOptions = {
    {{"diff"}, {"env", '\0', "NAME"}, {"target", '\0', "NAME"}, {"threads", '\0', "N"}}};

int Check(Session& session, const Arguments& arguments) {
  const std::optional<driver::Options> options = CompileOptions(session, arguments);
  if (!options) return kExitError;
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  const DiskFs disk(*root);
  const std::unique_ptr<driver::Compilation> run = driver::Compile(disk, *options);
  PrintTimings(session, *run);
  return session.Print(run->sink, run->sources, run->file_count()) ? kExitError : kExitSame;
}

}  // namespace

const Verb kCheck = {
    "check", "compile and compare with the disk; write nothing", kHelp, kOptions, SIZE_MAX, Check};

}  // namespace writ::cli
