// Environments in one Google project share its names: what one of them creates must not be what
// another creates too.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "access/names.h"
#include "rules/first_holders.h"
#include "rules/store_rules.h"

namespace writ::rules {
namespace {

using diag::Code;

class Claims {
 public:
  explicit Claims(diag::Sink& sink) : sink_(sink) {}

  void Add(const resolve::Environment& environment, const access::EnvironmentAccess& access) {
    const spec::Gcp& gcp = *environment.facts->gcp;
    const std::string& project = gcp.project.value;
    const std::string place = project + "/" + gcp.region.value;
    for (const access::Principal& who : access.principals) {
      const bool google = who.kind == access::PrincipalKind::kService ||
                          who.kind == access::PrincipalKind::kSchedule;
      if (google) Claim("service account", project, who.service_account, environment);
    }
    for (const spec::Package& package : environment.packages) {
      for (const auto& [name, service] : package.services.entries)
        Claim("Cloud Run service", place, access::Dashed(name.value.text), environment);
    }
    for (const spec::Schedule& schedule : environment.schedules) {
      if (schedule.engine.value == spec::Engine::kCloudScheduler)
        Claim("Cloud Scheduler job", place, access::PhysicalName(schedule), environment);
    }
    for (const spec::Secret& secret : environment.secrets) {
      const std::string& name = access::PhysicalName(secret);
      // Different objects of one name are what the rule on shared secrets reports.
      const std::string object = fmt::format("{} {}", project, resolve::ObjectName(secret));
      const bool exists = environment.facts->FindExisting("gcp/secret/" + name) != nullptr;
      if (secret.store.value == spec::Store::kGcpSecretManager && !exists)
        Claim("secret", object, name, environment);
    }
  }

 private:
  // One message for each pair of environments and sort of name is enough.
  void Claim(std::string_view what, const std::string& place, const std::string& name,
             const resolve::Environment& environment) {
    const auto* before = owners_.Claim({what, place, name}, &environment);
    if (before == nullptr || *before == &environment) return;
    const resolve::Environment& first = **before;
    if (!told_.emplace(what, &first, &environment).second) return;
    auto report = sink_.Report(
        Code::E0501, environment.facts->gcp->project.span,
        "environments `{}` and `{}` share a Google project, and both would create the {} `{}`",
        first.name, environment.name, what, name);
    report.Here("the same project")
        .Label(first.facts->gcp->project.span, "`{}` creates it", first.name);
    if (what == "secret") {
      report.Note("add `existing: [gcp/secret/{}]` to `{}`, or give it a project of its own", name,
                  environment.name);
    } else {
      report.Note("give each environment a project of its own");
    }
  }

  diag::Sink& sink_;
  FirstHolders<std::tuple<std::string_view, std::string, std::string>, const resolve::Environment*>
      owners_;
  std::set<std::tuple<std::string_view, const resolve::Environment*, const resolve::Environment*>>
      told_;
};

}  // namespace

void SharedProject(const resolve::Program& program, const access::Access& access,
                   diag::Sink& sink) {
  Claims claims(sink);
  for (size_t e = 0; e < program.environments.size(); ++e) {
    if (program.environments[e].facts->gcp)
      claims.Add(program.environments[e], access.environments[e]);
  }
}

}  // namespace writ::rules
