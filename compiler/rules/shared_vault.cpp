// Environments that share a Vault share its names: what one of them writes must not be what another
// writes too.
#include <algorithm>
#include <map>
#include <set>

#include "rules/one_vault.h"
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

struct Owner {
  const resolve::Environment* environment;
  std::string what;
  Span span;
};

// The names that the Terraform root of one Vault writes, by environment.
class SharedNames {
 public:
  explicit SharedNames(diag::Sink& sink) : sink_(sink) {}

  void Add(const resolve::Environment& environment, const access::EnvironmentAccess& access) {
    const spec::Vault& vault = *environment.facts->vault;
    for (const access::Principal& who : access.principals) {
      if (!who.vault_policy.empty())
        Claim("policy", who.vault_policy,
              {&environment, fmt::format("for {} in `{}`", who.id, environment.name),
               vault.address.span});
    }
    const auto mount = [&](std::string_view what, std::string_view kind, const auto& path) {
      if (environment.facts->FindExisting(fmt::format("vault/{}/{}", kind, path.value)) == nullptr)
        Claim(what, path.value,
              {&environment, fmt::format("in `{}`", environment.name),
               path.span.valid() ? path.span : vault.address.span});
    };
    mount("secrets engine", "mount", vault.mount);
    if (environment.facts->kubernetes) {
      const spec::WorkloadAuth& auth = vault.workload_auth;
      mount("auth method", "auth", auth.jwt ? *auth.jwt : *auth.kubernetes);
    }
    const bool in_ci =
        std::any_of(environment.schedules.begin(), environment.schedules.end(),
                    [](const auto& one) { return one.engine.value == spec::Engine::kGitlab; });
    if (in_ci && vault.ci_auth) mount("auth method", "auth", vault.ci_auth->jwt);
    for (const spec::Package& package : environment.packages) {
      if (package.vault) mount("auth method", "auth", package.vault->approle);
    }
  }

 private:
  // One message for each pair of environments and sort of name is enough.
  void Claim(std::string_view what, const std::string& name, Owner owner) {
    const auto [found, added] = owners_[what].emplace(name, owner);
    const Owner& first = found->second;
    if (added || first.environment == owner.environment) return;
    if (!told_.emplace(what, first.environment, owner.environment).second) return;
    const bool policy = what == "policy";
    auto report =
        sink_.Report(Code::E0501, owner.span,
                     "environments `{}` and `{}` share a Vault, and both would write the {} `{}`",
                     first.environment->name, owner.environment->name, what, name);
    report.Here("{}", owner.what).Label(first.span, "{}", first.what);
    if (policy) {
      report.Note(
          "add `name_prefix: {}` to `vault` of `{}`, or give each environment a `namespace` or a "
          "Vault of its own",
          owner.environment->name, owner.environment->name);
    } else {
      report.Note("give it another path, or add `vault/{}/{}` to `existing` of one of them",
                  what == "auth method" ? "auth" : "mount", name);
    }
  }

  diag::Sink& sink_;
  std::map<std::string_view, std::map<std::string, Owner>> owners_;
  std::set<std::tuple<std::string_view, const resolve::Environment*, const resolve::Environment*>>
      told_;
};

}  // namespace

void SharedVault(const resolve::Program& program, const access::Access& access, diag::Sink& sink) {
  std::map<std::string, SharedNames> vaults;
  for (size_t e = 0; e < program.environments.size(); ++e) {
    const resolve::Environment& environment = program.environments[e];
    const auto& vault = environment.facts->vault;
    if (!vault) continue;
    vaults.try_emplace(PathOnServer(*vault, ""), sink)
        .first->second.Add(environment, access.environments[e]);
  }
}

}  // namespace writ::rules
