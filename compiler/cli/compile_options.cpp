#include "cli/compile_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "driver/outputs.h"
#include "driver/stopwatch.h"

namespace writ::cli {

std::optional<driver::Options> CompileOptions(const Session& session, const Arguments& arguments) {
  driver::Options options;
  options.environment = arguments.Get("env");
  options.target = arguments.Get("target");
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
    session.Note(fmt::format("{:>10.3f} ms  {}\n", static_cast<double>(timing.spent.count()) / 1000,
                             timing.stage));
    total += timing.spent;
  }
  session.Note(fmt::format("{:>10.3f} ms  all\n", static_cast<double>(total.count()) / 1000));
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

Compared CompileAndCompare(const std::string& root, const driver::Options& options) {
  Compared compared;
  compared.run = driver::Compile(DiskFs(root), options);
  driver::Compilation& run = *compared.run;
  CheckSelection(options, run);
  if (run.failed()) return compared;
  compared.place = {root, driver::OutputFolder(run)};
  compared.options.whole = options.environment.empty() && options.target.empty();
  compared.options.threads = options.threads;
  driver::Stopwatch watch(run.timings);
  compared.changes =
      write::Reconcile(run.outputs, compared.place, compared.options, run.sources, run.sink);
  watch.Lap("compare");
  return compared;
}

std::string ShownPath(const Compared& compared, std::string_view path) {
  return compared.place.output.empty() ? std::string(path)
                                       : fmt::format("{}/{}", compared.place.output, path);
}

}  // namespace writ::cli
