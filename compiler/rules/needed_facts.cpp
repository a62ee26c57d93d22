// An object can be compiled only for an environment that declares what it runs on.
#include <set>

#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

class Needs {
 public:
  Needs(const Scope& scope, diag::Sink& sink) : scope_(scope), sink_(sink) {}

  void Want(bool there, std::string_view fact, std::string_view example, const Span& span,
            const std::string& object) {
    if (there || !reported_.insert(std::string(fact)).second) return;
    const std::string& name = scope_.environment.name;
    sink_.Report(Code::E0306, span, "{} needs `{}` of environment `{}`", object, fact, name)
        .Here("needs it")
        .Label(scope_.environment.name_span, "`{}` declares no `{}`", name, fact)
        .Note("for example `{}: {}`; or keep the object out of `{}` by its `environments`", fact,
              example, name);
  }

 private:
  const Scope& scope_;
  diag::Sink& sink_;
  std::set<std::string> reported_;  // one message a fact and environment is enough
};

constexpr std::string_view kAirflow = "{version: 2.11.2}";
constexpr std::string_view kKubernetes = "{oidc_issuer: oidc.eks.eu-west-1.amazonaws.com/id/PROD}";
constexpr std::string_view kVault =
    "{address: \"https://vault.acme.example:8200\", workload_auth: {jwt: eks-prod}}";
constexpr std::string_view kGcp = "{project: acme-prod, region: us-central1}";
constexpr std::string_view kAws =
    "{account: \"111111111111\", region: eu-west-1, dag_bucket: acme-airflow-dags-prod}";
constexpr std::string_view kTerraform = "{state: {s3: {bucket: acme-tfstate, region: eu-west-1}}}";
constexpr std::string_view kWritRun =
    "{repository: registry.acme.example/writ-run, digest: \"sha256:...\"}";

}  // namespace

void NeededFacts(const Scope& scope, diag::Sink& sink) {
  const spec::Environment& facts = *scope.environment.facts;
  Needs needs(scope, sink);
  const auto on_airflow = [&](const Span& span, const std::string& object) {
    needs.Want(facts.airflow.has_value(), "airflow", kAirflow, span, object);
    needs.Want(facts.kubernetes.has_value(), "kubernetes", kKubernetes, span, object);
    needs.Want(facts.aws.has_value(), "aws", kAws, span, object);
  };
  for (const spec::Schedule& schedule : scope.environment.schedules) {
    const std::string object = resolve::ObjectName(schedule);
    if (schedule.engine.value == spec::Engine::kAirflow && schedule.enabled.value)
      on_airflow(schedule.name.span, object);
    if (schedule.engine.value == spec::Engine::kCloudScheduler)
      needs.Want(facts.gcp.has_value(), "gcp", kGcp, schedule.name.span, object);
  }
  for (const spec::Maintenance& work : scope.environment.maintenance) {
    if (!work.enabled.value) continue;
    on_airflow(work.name.span, resolve::ObjectName(work));
    if (!work.engine.airflow)
      needs.Want(facts.writ_run.has_value(), "writ_run", kWritRun, work.name.span,
                 resolve::ObjectName(work));
  }
  for (const spec::Package& package : scope.environment.packages) {
    if (!package.services.entries.empty())
      needs.Want(facts.gcp.has_value(), "gcp", kGcp, package.name.span,
                 resolve::ObjectName(package));
  }
  for (const spec::Secret& secret : scope.environment.secrets) {
    const bool vault = secret.store.value == spec::Store::kVault;
    if (vault)
      needs.Want(facts.vault.has_value(), "vault", kVault, secret.name.span,
                 resolve::ObjectName(secret));
    if (!vault)
      needs.Want(facts.gcp.has_value(), "gcp", kGcp, secret.name.span, resolve::ObjectName(secret));
  }
  const bool with_roots = facts.aws || facts.gcp || facts.vault;
  if (with_roots)
    needs.Want(facts.terraform.has_value(), "terraform", kTerraform, scope.environment.name_span,
               "environment `" + scope.environment.name + "`");
  const bool writ_run =
      facts.vault && facts.vault->delivery.value == spec::SecretDelivery::kWritRun;
  for (const access::Principal& who : scope.access.principals) {
    const bool pod = who.kind == access::PrincipalKind::kJob && !who.secrets.empty();
    if (pod && writ_run)
      needs.Want(facts.writ_run.has_value(), "writ_run", kWritRun, who.declared, who.id);
  }
}

}  // namespace writ::rules
