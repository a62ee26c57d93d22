// Roles of two environments must not trust the same token, in one Vault or in two: a pod of the one
// would get what the other may read. Tokens of CI jobs differ by their audience, which holds the
// environment.
#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "access/airflow_components.h"
#include "access/ci_jobs.h"
#include "rules/first_holders.h"
#include "rules/one_vault.h"
#include "rules/store_rules.h"

namespace writ::rules {
namespace {

using access::Principal;
using access::PrincipalKind;
using diag::Code;

// By what Vault knows a token.
struct Token {
  std::string method;   // where the auth method is mounted, from the top of the server
  std::string subject;  // whom it names
  Span span;            // what would tell it from others
};

struct Holder {
  const resolve::Environment* environment;
  const Principal* who;
  std::string policy;  // from the top of the server
  Span span;
};

std::vector<Token> PodTokens(const resolve::Environment& environment, const Principal& who) {
  const spec::Environment& facts = *environment.facts;
  if (!facts.kubernetes) return {};
  const spec::WorkloadAuth& auth = facts.vault->workload_auth;
  const std::string& method = auth.jwt ? auth.jwt->value : auth.kubernetes->value;
  const auto token = [&](const Located<spec::DnsLabel>& space, std::string_view account) {
    return Token{method, fmt::format("{}:{}", space.value, account),
                 space.span.valid() ? space.span : facts.vault->address.span};
  };
  if (who.kind != PrincipalKind::kAirflow)
    return {token(facts.kubernetes->jobs_namespace, who.service_account)};
  std::vector<Token> out;
  for (const access::AirflowComponent& part :
       access::AirflowComponents(facts.airflow->version.value, facts.airflow->executor.value))
    out.push_back(token(facts.airflow->kubernetes_namespace, part.service_account));
  return out;
}

class Trusted {
 public:
  explicit Trusted(diag::Sink& sink) : sink_(sink) {}

  void Add(const resolve::Environment& environment, const access::JobSet& in_ci,
           const Principal& who) {
    const bool pod = who.kind == PrincipalKind::kJob || who.kind == PrincipalKind::kMaintenance ||
                     who.kind == PrincipalKind::kAirflow;
    const bool ci = who.kind == PrincipalKind::kJob && in_ci.count({who.package, who.name}) > 0;
    if (!pod || ci) return;
    const spec::Vault& vault = *environment.facts->vault;
    for (const Token& token : PodTokens(environment, who)) {
      const Holder holder{&environment, &who, PathOnServer(vault, who.vault_policy), token.span};
      // Audiences do not tell them apart: whoever starts a pod chooses those of its token. One
      // method takes the tokens of one issuer; the rule on shared clusters compares issuers.
      Claim(PathOnServer(vault, token.method) + "\n" + token.subject, holder);
    }
  }

 private:
  static const std::string& IssuerOf(const Holder& holder) {
    return holder.environment->facts->kubernetes->oidc_issuer.value;
  }

  // One message for each pair of environments is enough.
  void Claim(const std::string& token, const Holder& holder) {
    const Holder* before = holders_.Claim(token, holder);
    if (before == nullptr) return;
    const Holder& first = *before;
    // Roles of one name are one role, which the rule on shared Vaults reports.
    if (first.environment == holder.environment || first.policy == holder.policy) return;
    // Of one cluster: the rule on its namespaces reports it.
    if (IssuerOf(first) == IssuerOf(holder)) return;
    if (!told_.emplace(first.environment, holder.environment).second) return;
    sink_
        .Report(Code::E0504, holder.span, "{} of `{}` and {} of `{}` would trust the same token",
                first.who->id, first.environment->name, holder.who->id, holder.environment->name)
        .Here("`{}`", holder.environment->name)
        .Label(first.span, "`{}`", first.environment->name)
        .Note(
            "method and subject are equal, and a pod chooses its audience, so what gets the one "
            "role "
            "gets the other too; give each environment a mount in `workload_auth`, or namespaces, "
            "of "
            "its own");
  }

  diag::Sink& sink_;
  FirstHolders<std::string, Holder> holders_;
  std::set<std::pair<const resolve::Environment*, const resolve::Environment*>> told_;
};

}  // namespace

void SharedTrust(const resolve::Program& program, const access::Access& access, diag::Sink& sink) {
  Trusted trusted(sink);
  for (size_t e = 0; e < program.environments.size(); ++e) {
    const resolve::Environment& environment = program.environments[e];
    if (!environment.facts->vault) continue;
    const access::JobSet in_ci = access::JobsInCi(environment);
    for (const Principal& who : access.environments[e].principals) {
      if (!who.vault_policy.empty()) trusted.Add(environment, in_ci, who);
    }
  }
}

}  // namespace writ::rules
