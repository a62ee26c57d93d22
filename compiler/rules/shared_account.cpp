// What AWS keeps once: the OIDC provider of an issuer in an account, with at most 100 audiences; a
// bucket.
#include <algorithm>
#include <map>

#include "rules/first_holders.h"
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

constexpr size_t kMaxAudiences = 100;

struct Provider {
  const resolve::Environment* creator = nullptr;
  size_t audiences = 0;
  bool reported = false;
};

void CheckCreator(const resolve::Environment& environment, Provider& provider, diag::Sink& sink) {
  if (environment.facts->FindExisting("aws/oidc/gitlab") != nullptr) return;
  if (provider.creator == nullptr) {
    provider.creator = &environment;
    return;
  }
  const resolve::Environment& first = *provider.creator;
  sink.Report(
          Code::E0501, environment.facts->aws->account.span,
          "environments `{}` and `{}` would both create the OIDC provider of `{}` in one account",
          first.name, environment.name, environment.facts->gitlab->url.value.text)
      .Here("the same account")
      .Label(first.facts->aws->account.span, "`{}` creates it", first.name)
      .Note("add `existing: [aws/oidc/gitlab]` to `{}`; its audiences have to be added there",
            environment.name);
}

void CheckAudiences(const resolve::Environment& environment,
                    const access::EnvironmentAccess& access, Provider& provider, diag::Sink& sink) {
  for (const access::Principal& who : access.principals) {
    if (!who.aws_audience.empty()) ++provider.audiences;
  }
  if (provider.audiences <= kMaxAudiences || provider.reported) return;
  provider.reported = true;
  const spec::Gitlab& gitlab = *environment.facts->gitlab;
  sink.Report(Code::E0503, gitlab.url.span,
              "packages that publish need {} audiences of `{}` in account {}", provider.audiences,
              gitlab.url.value.text, environment.facts->aws->account.value)
      .Here("AWS takes {} for one OIDC provider", kMaxAudiences)
      .Note(
          "each package has an audience of its own, which tells its publisher from all others: "
          "part the packages over accounts, or log in with `aws_auth: keys`");
}

// Airflow may write where its logs lie: in a bucket with anything else in it, that too.
void CheckLogBuckets(const resolve::Program& program, diag::Sink& sink) {
  struct Bucket {
    Span span;
    std::string what;
  };
  std::map<std::string, Bucket> buckets;
  for (const resolve::Environment& environment : program.environments) {
    const spec::Environment& facts = *environment.facts;
    if (facts.aws)
      buckets.emplace(std::string(facts.aws->dag_bucket.value),
                      Bucket{facts.aws->dag_bucket.span, "the DAGs of `" + environment.name + "`"});
    if (facts.terraform && facts.terraform->state.s3)
      buckets.emplace(std::string(facts.terraform->state.s3->bucket.value),
                      Bucket{facts.terraform->state.s3->bucket.span,
                             "Terraform's state of `" + environment.name + "`"});
  }
  for (const resolve::Environment& environment : program.environments) {
    const spec::Environment& facts = *environment.facts;
    if (!facts.airflow || !facts.airflow->logs || !facts.airflow->logs->s3) continue;
    const Located<spec::S3Place>& logs = *facts.airflow->logs->s3;
    const std::string name = logs.value.substr(0, logs.value.find('/'));
    const auto found = buckets.find(name);
    if (found == buckets.end()) continue;
    sink.Report(Code::E0501, logs.span, "the logs of `{}` would lie in the bucket with {}",
                environment.name, found->second.what)
        .Here("Airflow may write here")
        .Label(found->second.span, "the same bucket")
        .Note("give logs a bucket of their own");
  }
}

// A bucket has one policy and one lifecycle, which one environment's root writes.
void CheckBuckets(const resolve::Program& program, diag::Sink& sink) {
  FirstHolders<std::string, const resolve::Environment*> owners;
  for (const resolve::Environment& environment : program.environments) {
    const spec::Environment& facts = *environment.facts;
    if (!facts.aws || !facts.airflow) continue;
    const auto& bucket = facts.aws->dag_bucket;
    const auto* before = owners.Claim(bucket.value, &environment);
    if (before == nullptr) continue;
    const resolve::Environment& first = **before;
    sink.Report(Code::E0501, bucket.span,
                "environments `{}` and `{}` would both create the bucket `{}`", first.name,
                environment.name, bucket.value)
        .Here("bucket of `{}`", environment.name)
        .Label(first.facts->aws->dag_bucket.span, "bucket of `{}`", first.name)
        .Note("give each environment a bucket of its own: its policy names who may write there");
  }
}

}  // namespace

void SharedAccount(const resolve::Program& program, const access::Access& access,
                   diag::Sink& sink) {
  CheckBuckets(program, sink);
  CheckLogBuckets(program, sink);
  std::map<std::pair<std::string, std::string>, Provider> providers;  // by account and issuer
  for (size_t e = 0; e < program.environments.size(); ++e) {
    const resolve::Environment& environment = program.environments[e];
    const spec::Environment& facts = *environment.facts;
    const bool trusts = facts.aws && facts.airflow && facts.gitlab &&
                        facts.gitlab->aws_auth.value == spec::AwsAuth::kOidc;
    const bool publishes = std::any_of(
        access.environments[e].principals.begin(), access.environments[e].principals.end(),
        [](const access::Principal& who) { return !who.aws_audience.empty(); });
    if (!trusts || !publishes) continue;
    Provider& provider = providers[{facts.aws->account.value, facts.gitlab->url.value.text}];
    CheckCreator(environment, provider, sink);
    CheckAudiences(environment, access.environments[e], provider, sink);
  }
}

}  // namespace writ::rules
