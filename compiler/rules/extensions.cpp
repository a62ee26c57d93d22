// `extend`: data that consumers of outputs take beyond the spec language.
#include "consumer/shape.h"
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;
using spec::FreeData;

// The chart renders texts as Go templates here and there; which ones, its schema does not say.
// Those of `config` are encoded for that by the template.
void CheckTemplates(const syntax::Cursor& data, diag::Sink& sink) {
  if (data.is_scalar() && data.text().find("{{") != std::string_view::npos) {
    sink.Report(Code::E0205, data.span(), "the chart would read `{{{{` as a template")
        .Note("outside of `config` texts may not hold `{{{{`");
  }
  if (data.is_list()) {
    for (syntax::Cursor item = data.first(); item.valid(); item = item.next())
      CheckTemplates(item, sink);
  } else if (data.is_map()) {
    for (syntax::Cursor key = data.first(); key.valid(); key = key.next().next()) {
      CheckTemplates(key, sink);
      CheckTemplates(key.next(), sink);
    }
  }
}

// Without a policy of its own a pod has no name server but those of `dnsConfig`.
void CheckDns(const syntax::Cursor& pod, diag::Sink& sink) {
  const syntax::Cursor policy = pod.is_map() ? pod.Find("dnsPolicy") : syntax::Cursor();
  if (!policy.valid() || !policy.is_scalar() || policy.text() != "None") return;
  const syntax::Cursor config = pod.Find("dnsConfig");
  const syntax::Cursor servers =
      config.valid() && config.is_map() ? config.Find("nameservers") : syntax::Cursor();
  if (servers.valid() && servers.is_list() && servers.size() > 0) return;
  sink.Report(Code::E0503, policy.span(), "`dnsPolicy: None` leaves the pod without name servers")
      .Note("add `dnsConfig: {{nameservers: [...]}}`, or another policy");
}

class Checker {
 public:
  explicit Checker(diag::Sink& sink) : sink_(sink) {}

  void Fit(const consumer::Consumer& consumer, const std::optional<FreeData>& data) {
    if (data) consumers_.Check(consumer, data->node, sink_);
  }
  void Templates(const syntax::Cursor& helm) {
    if (!helm.is_map()) return;
    for (syntax::Cursor key = helm.first(); key.valid(); key = key.next().next()) {
      if (key.text() != "config") CheckTemplates(key.next(), sink_);
    }
  }
  void Dns(const syntax::Cursor& pod) { CheckDns(pod, sink_); }
  // `data` extends a resource that Writ does not write here.
  void NoResource(const std::optional<FreeData>& data, std::string_view what) {
    if (!data) return;
    sink_.Report(Code::E0503, data->node.span(), "nothing takes these arguments").Note("{}", what);
  }

 private:
  consumer::Consumers consumers_;
  diag::Sink& sink_;
};

void CheckFacts(const spec::Environment& facts, Checker& checker) {
  if (const auto& helm = facts.extend.helm) {
    checker.Fit(consumer::kHelm, helm);
    checker.Templates(helm->node);
  }
  if (facts.aws) checker.Fit(consumer::kS3Bucket, facts.aws->extend.terraform_args);
}

void CheckPackage(const spec::Package& package, Checker& checker) {
  checker.Fit(consumer::kGitlab, package.extend.gitlab);
  for (const auto& [name, job] : package.jobs.entries) {
    checker.Fit(consumer::kPod, job.extend.pod);
    if (job.extend.pod) checker.Dns(job.extend.pod->node);
  }
  for (const auto& [name, service] : package.services.entries)
    checker.Fit(consumer::kCloudRun, service.extend.terraform_args);
}

void CheckSecret(const spec::Secret& secret, Checker& checker) {
  if (secret.store.value == spec::Store::kGcpSecretManager)
    return checker.Fit(consumer::kGoogleSecret, secret.extend.terraform_args);
  checker.NoResource(secret.extend.terraform_args,
                     "only a secret of Google Secret Manager becomes a resource of its own");
}

}  // namespace

void Extensions(const Scope& scope, diag::Sink& sink) {
  Checker checker(sink);
  CheckFacts(*scope.environment.facts, checker);
  for (const spec::Package& package : scope.environment.packages) CheckPackage(package, checker);
  for (const spec::Secret& secret : scope.environment.secrets) CheckSecret(secret, checker);
}

}  // namespace writ::rules
