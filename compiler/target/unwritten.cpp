#include "target/unwritten.h"

#include <algorithm>
#include <array>

namespace writ::target {
namespace {

constexpr std::array kWithoutBuiltIn = {spec::Engine::kDagster, spec::Engine::kGitlab,
                                        spec::Engine::kKubernetes};

bool Writes(const OutputRule& rule, std::string_view engine) {
  constexpr std::array<std::string_view, 2> kSchedules = {"environment", "schedule"};
  if (rule.root != view::FindRoot(kSchedules)) return false;
  return std::none_of(rule.where.begin(), rule.where.end(), [&](const Condition& condition) {
    return condition.path.size() == 1 && condition.path[0]->name == "engine" &&
           condition.literal != engine;
  });
}

const spec::Schedule* FindOn(const resolve::Program& program, spec::Engine engine) {
  for (const resolve::Environment& environment : program.environments) {
    for (const spec::Schedule& schedule : environment.schedules) {
      if (schedule.engine.value == engine && schedule.enabled.value) return &schedule;
    }
  }
  return nullptr;
}

}  // namespace

void WarnOfUnwritten(const std::vector<Target>& targets, const resolve::Program& program,
                     diag::Sink& sink) {
  for (const spec::Engine engine : kWithoutBuiltIn) {
    const std::string_view word = spec::Print(engine);
    const bool written = std::any_of(targets.begin(), targets.end(), [&](const Target& target) {
      return std::any_of(target.rules.begin(), target.rules.end(),
                         [&](const OutputRule& rule) { return Writes(rule, word); });
    });
    const spec::Schedule* schedule = written ? nullptr : FindOn(program, engine);
    if (schedule == nullptr) continue;
    sink.Warn(diag::Code::E0655, schedule->engine.span,
              "no target of this workspace writes schedules of engine `{}`", word)
        .Here("nothing is generated that would run it")
        .Note("Writ has no built-in target for it: `writ new target NAME` begins one of your own")
        .Note("until there is one, `enabled: false` says that the schedule does not run");
  }
}

}  // namespace writ::target
