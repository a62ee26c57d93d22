#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <set>
#include <string>
#include <system_error>

#include "base/diff.h"
#include "cli/compile_options.h"
#include "cli/verbs.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ check [FILES...] [options]     compile and compare with the disk; write nothing

  FILES            report only about these files and folders (specs, templates, outputs) [all];
                   an error elsewhere still fails, since it keeps all outputs from being known
  --diff           show the lines that would change
  --env NAME       only the outputs of this environment
  --target NAME    only this target
  --threads N      1 to 64 [2]

exit codes: 0 nothing would change, 1 an error was printed, 2 a build would change files

examples:
  writ check                               is what is committed what the specs say?
  writ check --format sarif > writ.sarif   the same for a code scanner
)";

constexpr std::array<Option, 4> kOptions = {
    {{"diff"}, {"env", '\0', "NAME"}, {"target", '\0', "NAME"}, {"threads", '\0', "N"}}};

constexpr std::array<std::string_view, 3> kWould = {"create", "update", "remove"};

// The files that a check is about.
class Selection {
 public:
  Selection(const Session& session, const Arguments& arguments, const std::string& root)
      : all_(arguments.positional.empty()) {
    for (const std::string& typed : arguments.positional) {
      if (std::optional<std::string> path = session.BelowRoot(typed, root)) {
        paths_.insert(std::move(*path));
      }
    }
  }

  // A folder stands for all that lies below it.
  bool Has(std::string_view path) const {
    while (!all_ && paths_.find(path) == paths_.end()) {
      const size_t slash = path.rfind('/');
      if (slash == std::string_view::npos) return false;
      path = path.substr(0, slash);
    }
    return true;
  }
  bool Has(const Span& span, const source::SourceManager& sources) const {
    return all_ || (span.valid() && Has(sources.Path(span.file)));
  }
  // A message is about a file if it points into it anywhere; one without a place is about all.
  bool Has(const diag::Diagnostic& item, const source::SourceManager& sources) const {
    return !item.span.valid() || Has(item.span, sources) ||
           std::any_of(item.labels.begin(), item.labels.end(),
                       [&](const diag::Label& label) { return Has(label.span, sources); });
  }
  // An output is about the specs and templates that its values come from.
  bool Has(const plan::Output& output, const source::SourceManager& sources) const {
    if (Has(output.declared, sources)) return true;
    return std::any_of(output.holes.begin(), output.holes.end(), [&](const tmpl::HoleRecord& hole) {
      return Has(hole.from.first, sources) || Has(hole.in_template, sources) ||
             std::any_of(hole.from.others.begin(), hole.from.others.end(),
                         [&](const Span& span) { return Has(span, sources); });
    });
  }

  // Reports what is neither on the disk nor an output.
  void CheckPaths(const std::string& root, const Compared& compared, diag::Sink& sink) const {
    for (const std::string& path : paths_) {
      std::error_code ignored;
      if (std::filesystem::exists(root + "/" + path, ignored)) continue;
      const auto& changes = compared.changes.changes;
      if (std::any_of(changes.begin(), changes.end(), [&](const write::Change& change) {
            return ShownPath(compared, change.path) == path;
          }))
        continue;
      sink.Report(diag::Code::E0004, {}, "there is no file `{}`", path)
          .Note("`writ check` without files looks at everything");
    }
  }

 private:
  bool all_;
  std::set<std::string, std::less<>> paths_;
};

bool IsSelected(const Selection& selection, const Compared& compared, const write::Change& change) {
  if (selection.Has(ShownPath(compared, change.path))) return true;
  const std::vector<plan::Output>& outputs = compared.run->outputs.outputs;
  const auto at = std::lower_bound(
      outputs.begin(), outputs.end(), change.path,
      [](const plan::Output& output, const std::string& path) { return output.path < path; });
  return at != outputs.end() && at->path == change.path &&
         selection.Has(*at, compared.run->sources);
}

std::string Describe(const Compared& compared, const write::Change& change, bool diff) {
  const std::string path = ShownPath(compared, change.path);
  if (!diff) return fmt::format("would {} {}\n", kWould[static_cast<size_t>(change.action)], path);
  const bool creates = change.action == write::Action::kCreate;
  const bool removes = change.action == write::Action::kRemove;
  return fmt::format("--- {}\n+++ {}\n{}", creates ? "/dev/null" : "a/" + path,
                     removes ? "/dev/null" : "b/" + path, UnifiedDiff(change.before, change.text));
}

int Check(Session& session, const Arguments& arguments) {
  const std::optional<driver::Options> options = CompileOptions(session, arguments);
  if (!options) return kExitError;
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  Compared compared = CompileAndCompare(*root, *options);
  RememberIfCurrent(compared, false, write::StateFolder::kMustExist);
  driver::Compilation& run = *compared.run;
  const Selection selection(session, arguments, *root);
  // A message about an output, such as a hand edit, leaves the others known.
  const bool unknown = run.failed() && run.outputs.outputs.empty();
  run.sink.KeepIf([&](const diag::Diagnostic& item) { return selection.Has(item, run.sources); });
  if (!unknown) selection.CheckPaths(*root, compared, run.sink);
  PrintTimings(session, run);
  if (session.Print(run.sink, run.sources, compared.files)) return kExitError;
  if (unknown) {
    session.Note("errors in other files: `writ check` shows them; no output was compared\n");
    return kExitError;
  }
  std::string lines;
  size_t count = 0;
  for (const write::Change& change : compared.changes.changes) {
    if (!IsSelected(selection, compared, change)) continue;
    ++count;
    lines += Describe(compared, change, arguments.Has("diff"));
  }
  session.Result(lines);
  if (count > 0) {
    session.Note(fmt::format("{} of {} outputs would change; `writ build` writes them\n", count,
                             count + compared.changes.same));
    return kExitWouldChange;
  }
  session.Note(fmt::format("{} outputs are what the specs say\n", compared.changes.same));
  return kExitSame;
}

}  // namespace

const Verb kCheck = {
    "check", "compile and compare with the disk; write nothing", kHelp, kOptions, SIZE_MAX, Check};

}  // namespace writ::cli
