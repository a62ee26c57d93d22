// Facts of the platform that Writ or their cloud does not take.
#include <algorithm>
#include <array>

#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

constexpr int64_t kMaxVersions = 100;  // what a lifecycle rule of S3 counts to

void CheckHistory(const Located<int64_t>& versions, diag::Sink& sink) {
  if (versions.value < 1) {
    sink.Report(Code::E0503, versions.span,
                "without an older version there is nothing to roll back to")
        .Note("keep at least 1");
  }
  if (versions.value > kMaxVersions) {
    sink.Report(Code::E0503, versions.span, "{} older versions are too many", versions.value)
        .Note("S3 counts to {}; `days` keeps more", kMaxVersions);
  }
}

void CheckAirflow(const spec::Airflow& airflow, diag::Sink& sink) {
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
  if (facts.aws) CheckHistory(facts.aws->dag_history.versions, sink);
  if (facts.airflow) CheckAirflow(*facts.airflow, sink);
  CheckExisting(facts, sink);
}

}  // namespace writ::rules
