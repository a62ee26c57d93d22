#include "resolve/program.h"

#include <fmt/format.h>

#include <algorithm>

namespace writ::resolve {

Id<spec::Package> FindPackage(const Environment& environment, std::string_view name) {
  const auto& all = environment.packages;
  const auto found = std::lower_bound(all.begin(), all.end(), name,
                                      [](const spec::Package& package, std::string_view wanted) {
                                        return package.name.value.text < wanted;
                                      });
  if (found == all.end() || found->name.value.text != name) return {};
  return {static_cast<uint32_t>(found - all.begin())};
}

const spec::Team& TeamAt(const Program& program, Id<spec::Team> id) {
  WRIT_CHECK(id.value < program.platform->teams.entries.size());
  return program.platform->teams.entries[id.value].second;
}

std::string_view TeamName(const Program& program, Id<spec::Team> id) {
  WRIT_CHECK(id.value < program.platform->teams.entries.size());
  return program.platform->teams.entries[id.value].first.value.text;
}

std::string ObjectName(const spec::Package& object) { return "package/" + object.name.value.text; }
std::string ObjectName(const spec::Secret& object) { return "secret/" + object.name.value.text; }
std::string ObjectName(const spec::Schedule& object) {
  return fmt::format("schedule/{}/{}", object.package.name.value, object.name.value.text);
}
std::string ObjectName(const spec::Maintenance& object) {
  return fmt::format("maintenance/{}/{}", object.package.name.value, object.name.value.text);
}

std::string Dump(const Program& program) {
  std::string out;
  for (const Environment& environment : program.environments) {
    out += fmt::format("environment {} ({})\n", environment.name,
                       spec::Print(environment.facts->tier.value));
    for (const auto& package : environment.packages) {
      out += fmt::format("  {} owner {}\n", ObjectName(package), package.owner.name.value);
      for (const auto& [name, job] : package.jobs.entries) {
        out += fmt::format("    job {}:", name.value.text);
        for (const auto& [variable, use] : job.secrets.entries) {
          out += fmt::format(" {}={}.{}", variable.value.text, use.from.secret.name.value,
                             use.from.key.value);
        }
        out += "\n";
      }
    }
    for (const auto& schedule : environment.schedules) {
      const std::string when =
          schedule.cron            ? schedule.cron->value.text + " " + schedule.timezone.value.text
          : schedule.after.empty() ? "manual"
                                   : "after " + schedule.after.front().name.value;
      out += fmt::format("  {} {} {}{}\n", ObjectName(schedule), spec::Print(schedule.engine.value),
                         when, schedule.enabled.value ? "" : " (not enabled)");
    }
    for (const auto& secret : environment.secrets)
      out += fmt::format("  {} {}\n", ObjectName(secret), spec::Print(secret.store.value));
    for (const auto& work : environment.maintenance) {
      out += fmt::format("  {} {} {}{}\n", ObjectName(work), work.cron.value.text,
                         work.timezone.value.text, work.enabled.value ? "" : " (not enabled)");
    }
  }
  return out;
}

}  // namespace writ::resolve
