#include "cli/compile_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "driver/outputs.h"
#include "driver/stopwatch.h"
#include "write/watched_fs.h"

namespace writ::cli {

std::optional<driver::Options> CompileOptions(const Session& session, const Arguments& arguments) {
  driver::Options options;
  options.environment = arguments.Get("env");
  options.target = arguments.Get("target");
  // They take as much memory as the outputs; only messages about some files always need them.
  options.record_holes = !arguments.positional.empty();
  const std::string_view threads = arguments.Get("threads", "2");
  const char* end = threads.data() + threads.size();
  const auto [stop, problem] = std::from_chars(threads.data(), end, options.threads);
  if (problem == std::errc() && stop == end && options.threads >= 1 && options.threads <= 64) {
    return options;
  }
  session.Fail(diag::Code::E0004, fmt::format("`--threads` cannot be `{}`", threads),
               "it is a number from 1 to 64");
  return std::nullopt;
}

void PrintTimings(const Session& session, const driver::Compilation& run) {
  if (!session.timings()) return;
  std::chrono::microseconds total{};
  for (const driver::Timing& timing : run.timings) {
    session.Asked(fmt::format("{:>10.3f} ms  {}\n",
                              static_cast<double>(timing.spent.count()) / 1000, timing.stage));
    total += timing.spent;
  }
  session.Asked(fmt::format("{:>10.3f} ms  all\n", static_cast<double>(total.count()) / 1000));
}

void CheckSelection(const driver::Options& options, driver::Compilation& run) {
  const auto report = [&](std::string_view option, std::string_view typed,
                          const std::vector<std::string_view>& names) {
    if (typed.empty() || std::find(names.begin(), names.end(), typed) != names.end()) return;
    diag::Builder builder =
        run.sink.Report(diag::Code::E0004, Span{}, "no {} is called `{}`", option, typed);
    const std::string near = DidYouMean(typed, names);
    builder.Note("{}", near.empty() ? fmt::format("there are: {}", fmt::join(names, ", ")) : near);
  };
  std::vector<std::string_view> environments, targets;
  for (const auto& environment : run.program.environments) environments.push_back(environment.name);
  for (const auto& name : run.workspace.targets) targets.push_back(name.value.text);
  // An unread platform has no environments: its own errors say why.
  if (!environments.empty()) report("environment", options.environment, environments);
  if (!targets.empty()) report("target of this workspace", options.target, targets);
}

namespace {

bool IsWhole(const driver::Options& options) {
  return options.environment.empty() && options.target.empty();
}

std::optional<Compared> FindCurrent(const std::string& root, const driver::Options& options) {
  Compared compared;
  compared.run = std::make_unique<driver::Compilation>();
  driver::Stopwatch watch(compared.run->timings);
  const auto state = write::FindCurrent({root, {}}, options.threads);
  if (!state) return std::nullopt;
  compared.changes.same = state->outputs;
  compared.files = state->files;
  if (state->has_new_stamps) {
    write::Remember(*state, {root, {}}, write::StateFolder::kMustExist);
  }
  watch.Lap("state");
  return compared;
}

// A message about an edited output names the spec text behind the edit.
bool NeedsHoles(const diag::Sink& sink) {
  return std::any_of(sink.items().begin(), sink.items().end(),
                     [](const diag::Diagnostic& item) { return item.code == diag::Code::E0705; });
}

Compared CompileAll(const std::string& root, const driver::Options& options, Purpose purpose) {
  Compared compared;
  write::WatchedFs fs(root);
  compared.run = driver::Compile(fs, options);
  driver::Compilation& run = *compared.run;
  compared.files = run.file_count();
  compared.inputs = fs.TakeSeen();
  CheckSelection(options, run);
  if (run.failed()) return compared;
  compared.place = {root, driver::OutputFolder(run)};
  compared.options.whole = IsWhole(options);
  compared.options.applies = purpose == Purpose::kBuild;
  compared.options.threads = options.threads;
  driver::Stopwatch watch(run.timings);
  compared.changes =
      write::Reconcile(run.outputs, compared.place, compared.options, run.sources, run.sink);
  watch.Lap("compare");
  return compared;
}

}  // namespace

Compared CompileAndCompare(const std::string& root, const driver::Options& options,
                           Purpose purpose) {
  if (IsWhole(options)) {
    if (std::optional<Compared> current = FindCurrent(root, options)) return std::move(*current);
  }
  Compared compared = CompileAll(root, options, purpose);
  if (options.record_holes || !NeedsHoles(compared.run->sink)) return compared;
  driver::Options again = options;
  again.record_holes = true;
  return CompileAll(root, again, purpose);
}

void RememberIfCurrent(Compared& compared, bool changed, write::StateFolder folder) {
  driver::Compilation& run = *compared.run;
  if (!compared.options.whole || !run.sink.empty()) return;
  driver::Stopwatch watch(run.timings);
  diag::Sink sink;
  write::WritePlan again;
  if (changed) {
    again = write::Reconcile(run.outputs, compared.place, compared.options, run.sources, sink);
  }
  const write::WritePlan& found = changed ? again : compared.changes;
  // A run that has looked at no outputs knew already that they are current.
  const bool current = found.changes.empty() && !found.unfinished && sink.empty();
  if (!current || found.seen.empty()) return;
  write::State state{compared.files, found.same, compared.inputs};
  state.seen.insert(state.seen.end(), found.seen.begin(), found.seen.end());
  write::Remember(state, compared.place, folder);
  watch.Lap("remember");
}

std::string ShownPath(const Compared& compared, std::string_view path) {
  return compared.place.output.empty() ? std::string(path)
                                       : fmt::format("{}/{}", compared.place.output, path);
}

}  // namespace writ::cli
