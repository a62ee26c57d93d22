#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "cli/compile_options.h"
#include "cli/verbs.h"
#include "driver/stopwatch.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ build [options]     compile, and write what differs

  --env NAME         only the outputs of this environment
  --target NAME      only this target
  --fail-if-changed  exit with 2 if anything had to be written
  --threads N        1 to 64 [2]

Prints one line for each file that it wrote or removed. An error anywhere means that nothing is
written. Outputs that no spec asks for any more are removed, unless --env or --target limit the run.

examples:
  writ build
  writ build --env dev --target airflow     the DAGs of one environment
)";

constexpr std::array<Option, 4> kOptions = {
    {{"env", '\0', "NAME"}, {"target", '\0', "NAME"}, {"fail-if-changed"}, {"threads", '\0', "N"}}};

constexpr std::array<std::string_view, 3> kDone = {"created", "updated", "removed"};

void ReportFailure(const Error& error, diag::Sink& sink) {
  if (error.message == write::kAnotherRun) {
    sink.Report(diag::Code::E0710, Span{}, "{}", error.message)
        .Note("wait for it to end; the lock goes with its process, so there is nothing to delete");
    return;
  }
  sink.Report(diag::Code::E0709, Span{}, "`{}` cannot be written: {}", error.path, error.message)
      .Note("every file has its old or its new content; `writ build` does the rest once it can");
}

int Build(Session& session, const Arguments& arguments) {
  const std::optional<driver::Options> options = CompileOptions(session, arguments);
  if (!options) return kExitError;
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  Compared compared = CompileAndCompare(*root, *options, Purpose::kBuild);
  driver::Compilation& run = *compared.run;
  const write::WritePlan& plan = compared.changes;
  const bool apply = !run.failed() && (!plan.changes.empty() || plan.unfinished);
  if (apply) {
    driver::Stopwatch watch(run.timings);
    const Status status = write::Apply(plan, compared.place, compared.options);
    if (!status) ReportFailure(status.error(), run.sink);
    watch.Lap("write");
  }
  RememberIfCurrent(compared, apply, write::StateFolder::kMayBeMade);
  PrintTimings(session, run);
  if (session.Print(run.sink, run.sources, compared.files)) return kExitError;
  std::string lines;
  for (const write::Change& change : plan.changes) {
    fmt::format_to(std::back_inserter(lines), "{} {}\n", kDone[static_cast<size_t>(change.action)],
                   ShownPath(compared, change.path));
  }
  if (!session.quiet()) session.Result(lines);
  session.Note(fmt::format("{} changed, {} as they were\n", plan.changes.size(), plan.same));
  const bool fail = arguments.Has("fail-if-changed") && !plan.changes.empty();
  return fail ? kExitWouldChange : kExitSame;
}

}  // namespace

const Verb kBuild = {"build", "compile, and write what differs", kHelp, kOptions, 0, Build};

}  // namespace writ::cli
