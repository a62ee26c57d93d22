#include "rules/check.h"

#include <array>

#include "rules/rules.h"
#include "rules/store_rules.h"

namespace writ::rules {
namespace {

constexpr std::array<Rule, 17> kRules = {
    PlatformFacts,   NeededFacts,     DerivedNames,  Images,         Resources,  Schedules,
    AirflowSettings, Variables,       SecretFit,     MaintenanceFit, Extensions, Trust,
    Volumes,         HandWrittenDags, ListedFolders, VaultMounts,    CloudRun};
constexpr std::array<SharedRule, 7> kSharedRules = {
    SharedVault, SharedSecrets, SharedTrust, SharedProject, SharedAccount, SharedCluster, Pipeline};

}  // namespace

void Check(const resolve::Program& program, const access::Access& access, diag::Sink& sink) {
  for (size_t i = 0; i < program.environments.size(); ++i) {
    const Scope scope{program, program.environments[i], access.environments[i]};
    for (const Rule rule : kRules) rule(scope, sink);
  }
  for (const SharedRule rule : kSharedRules) rule(program, access, sink);
}

}  // namespace writ::rules
