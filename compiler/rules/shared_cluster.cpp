// Environments of one cluster need namespaces of their own: a namespace holds one object of a name,
// and whoever starts a pod in it chooses the audiences of its token, so that nothing but namespace
// and service account tells the roles of one environment from those of another.
#include <algorithm>
#include <string>

#include "rules/first_holders.h"
#include "rules/rules.h"
#include "rules/store_rules.h"

namespace writ::rules {
namespace {

using diag::Code;

struct Use {
  const resolve::Environment* environment;
  Span span;
};

class Namespaces {
 public:
  explicit Namespaces(diag::Sink& sink) : sink_(sink) {}

  void Add(const resolve::Environment& environment, const Located<spec::DnsLabel>& name) {
    const spec::Kubernetes& cluster = *environment.facts->kubernetes;
    const Use use{&environment, name.span.valid() ? name.span : cluster.oidc_issuer.span};
    const Use* before = uses_.Claim({cluster.oidc_issuer.value, name.value}, use);
    if (before == nullptr) return;
    const Use& first = *before;
    if (first.environment == &environment) return ReportShared(first, use, name.value);
    sink_
        .Report(Code::E0501, use.span,
                "environments `{}` and `{}` would share the namespace `{}` of one cluster",
                first.environment->name, environment.name, std::string(name.value))
        .Here("`{}`", environment.name)
        .Label(first.span, "`{}`", first.environment->name)
        .Note(
            "their manifests would replace each other, and a pod of the one could log in as the "
            "other's: whoever starts a pod chooses the audience of its token")
        .Note(
            "give one of them other namespaces: `kubernetes: {{jobs_namespace: ...}}`, `airflow: "
            "{{namespace: ...}}`");
  }

 private:
  void ReportShared(const Use& first, const Use& use, const std::string& name) {
    sink_
        .Report(Code::E0503, use.span,
                "Airflow and the jobs of `{}` would share the namespace `{}`",
                use.environment->name, name)
        .Here("Airflow's")
        .Label(first.span, "the jobs'")
        .Note(
            "Airflow starts the pods of jobs: in a namespace of its own it cannot start them "
            "beside its own secrets, and network policies keep the jobs from it");
  }

  diag::Sink& sink_;
  FirstHolders<std::pair<std::string, std::string>, Use> uses_;  // by issuer and name
};

}  // namespace

void SharedCluster(const resolve::Program& program, const access::Access&, diag::Sink& sink) {
  Namespaces namespaces(sink);
  for (const resolve::Environment& environment : program.environments) {
    if (!environment.facts->kubernetes) continue;
    namespaces.Add(environment, environment.facts->kubernetes->jobs_namespace);
    if (environment.facts->airflow)
      namespaces.Add(environment, environment.facts->airflow->kubernetes_namespace);
  }
}

}  // namespace writ::rules
