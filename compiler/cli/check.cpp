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
  --format FORMAT  json, sarif, gitlab-code-quality and junit say what would change too (E0711)
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

// The files that a check is about, as paths from the root; none are all.
class Selection {
 public:
  explicit Selection(std::set<std::string, std::less<>> paths)
      : all_(paths.empty() || paths.count(".") != 0), paths_(std::move(paths)) {}

  bool all() const { return all_; }

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
      if (std::filesystem::exists(std::filesystem::path(root) / path, ignored)) continue;
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

std::optional<Selection> Select(const Session& session, const Arguments& arguments,
                                const std::string& root) {
  std::set<std::string, std::less<>> paths;
  for (const std::string& typed : arguments.positional) {
    std::optional<std::string> path = session.BelowRoot(typed, root);
    if (!path) {
      session.Fail(diag::Code::E0004, fmt::format("`{}` lies outside of the workspace", typed),
                   "the workspace is the folder of `writ.yaml` and what lies below it");
      return std::nullopt;
    }
    paths.insert(std::move(*path));
  }
  return Selection(std::move(paths));
}

const plan::Output* FindOutput(const Compared& compared, std::string_view path) {
  const std::vector<plan::Output>& outputs = compared.run->outputs.outputs;
  const auto at = std::lower_bound(
      outputs.begin(), outputs.end(), path,
      [](const plan::Output& output, std::string_view wanted) { return output.path < wanted; });
  return at != outputs.end() && at->path == path ? &*at : nullptr;
}

bool IsSelected(const Selection& selection, const Compared& compared, const write::Change& change) {
  if (selection.Has(ShownPath(compared, change.path))) return true;
  const plan::Output* output = FindOutput(compared, change.path);
  return output != nullptr && selection.Has(*output, compared.run->sources);
}

std::string Describe(const Compared& compared, const write::Change& change, bool diff) {
  const std::string path = ShownPath(compared, change.path);
  if (!diff) return fmt::format("would {} {}\n", kWould[static_cast<size_t>(change.action)], path);
  const bool creates = change.action == write::Action::kCreate;
  const bool removes = change.action == write::Action::kRemove;
  return fmt::format("--- {}\n+++ {}\n{}", creates ? "/dev/null" : "a/" + path,
                     removes ? "/dev/null" : "b/" + path, UnifiedDiff(change.before, change.text));
}

std::string Describe(const Compared& compared, const std::vector<const write::Change*>& stale,
                     bool diff) {
  std::string out;
  for (const write::Change* change : stale) out += Describe(compared, *change, diff);
  return out;
}

// As messages, for formats that hold nothing else.
void Report(const std::vector<const write::Change*>& stale, Compared& compared) {
  for (const write::Change* change : stale) {
    write::ReportStale(*change, FindOutput(compared, change->path),
                       ShownPath(compared, change->path), compared.run->sources,
                       compared.run->sink);
  }
}

std::string Plural(size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

int Conclude(const Session& session, const Selection& selection, const Compared& compared,
             size_t stale) {
  const size_t same = compared.changes.same;
  if (stale > 0) {
    session.Note(fmt::format("{} of {} would change; `writ build` writes {}\n", stale,
                             Plural(stale + same, "output", "outputs"),
                             stale == 1 ? "it" : "them"));
    return kExitWouldChange;
  }
  session.Note(selection.all() ? Plural(same, "output is what the specs say\n",
                                        "outputs are what the specs say\n")
                               : std::string("nothing about these files would change\n"));
  return kExitSame;
}

int Check(Session& session, const Arguments& arguments) {
  std::optional<driver::Options> options = CompileOptions(session, arguments);
  if (!options) return kExitError;
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  const std::optional<Selection> selection = Select(session, arguments, *root);
  if (!selection) return kExitError;
  const bool as_messages = session.machine_format();
  if (as_messages) options->record_holes = true;  // they name the spec text behind each change
  Compared compared = CompileAndCompare(*root, *options, Purpose::kCheck);
  RememberIfCurrent(compared, false, write::StateFolder::kMustExist);
  driver::Compilation& run = *compared.run;
  // A message about an output, such as a hand edit, leaves the others known.
  const bool unknown = run.failed() && run.outputs.outputs.empty();
  run.sink.KeepIf([&](const diag::Diagnostic& item) { return selection->Has(item, run.sources); });
  if (!unknown) selection->CheckPaths(*root, compared, run.sink);
  const bool failed = run.failed();
  std::vector<const write::Change*> stale;
  for (const write::Change& change : compared.changes.changes) {
    if (IsSelected(*selection, compared, change)) stale.push_back(&change);
  }
  if (as_messages) Report(stale, compared);
  PrintTimings(session, run);
  session.Print(run.sink, run.sources, compared.files);
  if (failed) return kExitError;
  if (unknown) {
    session.Note("errors in other files: `writ check` shows them; no output was compared\n");
    return kExitError;
  }
  const bool diff = arguments.Has("diff");
  if (diff || !session.quiet()) session.Result(Describe(compared, stale, diff));
  return Conclude(session, *selection, compared, stale.size());
}

}  // namespace

const Verb kCheck = {
    "check", "compile and compare with the disk; write nothing", kHelp, kOptions, SIZE_MAX, Check};

}  // namespace writ::cli
