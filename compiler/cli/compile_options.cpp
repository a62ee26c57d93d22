#include "cli/compile_options.h"

#include <fmt/format.h>

#include <charconv>

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

}  // namespace writ::cli
