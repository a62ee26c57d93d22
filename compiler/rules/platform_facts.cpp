// Facts of the platform whose form their cloud fixes.
#include <algorithm>
#include <array>

#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

bool All(std::string_view text, bool (*allowed)(char)) {
  return std::all_of(text.begin(), text.end(), allowed);
}
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLowerOrDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'z'); }

void CheckAws(const spec::Aws& aws, diag::Sink& sink) {
  if (aws.account.value.size() != 12 || !All(aws.account.value, IsDigit)) {
    sink.Report(Code::E0502, aws.account.span, "`{}` is no AWS account", aws.account.value)
        .Note("an account is twelve digits; quote it, so that a leading 0 stays");
  }
  const std::string& bucket = aws.dag_bucket.value;
  const auto in_bucket = [](char c) { return IsLowerOrDigit(c) || c == '-'; };
  const bool fits = bucket.size() >= 3 && bucket.size() <= 63 && All(bucket, in_bucket) &&
                    IsLowerOrDigit(bucket.front()) && IsLowerOrDigit(bucket.back());
  if (!fits)
    sink.Report(Code::E0502, aws.dag_bucket.span, "`{}` cannot be the name of a bucket", bucket)
        .Note("3 to 63 lower-case letters, digits and `-`");
  if (aws.dag_history.versions.value < 1) {
    sink.Report(Code::E0503, aws.dag_history.versions.span,
                "without an older version there is nothing to roll back to")
        .Note("keep at least 1");
  }
}

void CheckNamespace(const Located<std::string>& name, diag::Sink& sink) {
  const auto allowed = [](char c) { return IsLowerOrDigit(c) || c == '-'; };
  const std::string& text = name.value;
  if (!text.empty() && text.size() <= 63 && All(text, allowed) && text.front() != '-' &&
      text.back() != '-')
    return;
  sink.Report(Code::E0502, name.span, "`{}` cannot be a Kubernetes namespace", text)
      .Note("at most 63 lower-case letters, digits and `-`");
}

void CheckKubernetes(const spec::Kubernetes& kubernetes, diag::Sink& sink) {
  CheckNamespace(kubernetes.jobs_namespace, sink);
  const std::string& issuer = kubernetes.oidc_issuer.value;
  if (issuer.find("://") == std::string::npos && !issuer.empty() && issuer.back() != '/') return;
  sink.Report(Code::E0502, kubernetes.oidc_issuer.span,
              "`{}` is not the host and path of an issuer", issuer)
      .Note("without `https://` and without a slash at the end");
}

// `bucket` or `bucket/prefix`.
void CheckLogs(const Located<std::string>& logs, diag::Sink& sink) {
  const std::string& text = logs.value;
  const bool fits = !text.empty() && text.front() != '/' && text.back() != '/' &&
                    text.find("//") == std::string::npos &&
                    text.find_first_of(" \t\n*?$\"") == std::string::npos;
  if (fits) return;
  sink.Report(Code::E0502, logs.span, "`{}` is no place for logs", text)
      .Note("bucket and prefix, without `s3://` and without a slash at the end: `acme-logs/prod`");
}

void CheckAirflow(const spec::Airflow& airflow, diag::Sink& sink) {
  CheckNamespace(airflow.kubernetes_namespace, sink);
  if (airflow.logs && airflow.logs->s3) CheckLogs(*airflow.logs->s3, sink);
  const spec::Version& version = airflow.version.value;
  const bool supported = (version.major == 2 && version.minor == 11) || version.major == 3;
  if (!supported) {
    sink.Report(Code::E0503, airflow.version.span, "Airflow {} is not supported", version.text)
        .Note("2.11 and 3.x are: older ones lack the providers that the DAGs need");
  }
  const int64_t seconds = airflow.sync_interval.value.seconds;
  if (seconds < 5 || seconds > 40) {
    sink.Report(Code::E0503, airflow.sync_interval.span, "a sync interval of {} is out of range",
                spec::Print(airflow.sync_interval.value))
        .Note("5s to 40s: a new DAG has to appear within 60 s, and listing it takes its part");
  }
  // Before 1.21 the values of workers had other keys; 2.0 drops Airflow 2.
  const spec::Version& release = airflow.chart.value;
  const bool chart = release.major == 1 && (release.minor == 21 || release.minor == 22);
  if (!chart)
    sink.Report(Code::E0503, airflow.chart.span, "chart {} is not supported", release.text)
        .Note("1.21 and 1.22 are");
}

void CheckExisting(const spec::Environment& facts, diag::Sink& sink) {
  constexpr std::array<std::string_view, 6> kPrefixes = {
      "aws/oidc/gitlab", "aws/oidc/eks", "gcp/secret/",
      "vault/mount/",    "vault/auth/",  "kubernetes/namespace/"};
  for (const Located<std::string>& item : facts.existing) {
    const auto matches = [&](std::string_view prefix) {
      return prefix.back() == '/'
                 ? item.value.starts_with(prefix) && item.value.size() > prefix.size()
                 : item.value == prefix;
    };
    if (std::any_of(kPrefixes.begin(), kPrefixes.end(), matches)) continue;
    sink.Report(Code::E0503, item.span, "Writ knows no existing object `{}`", item.value)
        .Note(
            "it knows aws/oidc/gitlab, aws/oidc/eks, gcp/secret/NAME, vault/mount/NAME, "
            "vault/auth/NAME, kubernetes/namespace/NAME");
  }
}

}  // namespace

void PlatformFacts(const Scope& scope, diag::Sink& sink) {
  const spec::Environment& facts = *scope.environment.facts;
  if (facts.aws) CheckAws(*facts.aws, sink);
  if (facts.kubernetes) CheckKubernetes(*facts.kubernetes, sink);
  if (facts.airflow) CheckAirflow(*facts.airflow, sink);
  CheckExisting(facts, sink);
}

}  // namespace writ::rules
