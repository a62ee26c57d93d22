#include "view/terraform_aws.h"

#include <algorithm>

#include "access/airflow_components.h"
#include "view/free_data.h"
#include "view/names.h"

namespace writ::view {
namespace {

using access::Principal;
using access::PrincipalKind;
using value::Text;

constexpr std::string_view kProviderType = "aws_iam_openid_connect_provider";

// Of a URL what AWS names its provider by: host and path.
std::string WithoutScheme(std::string_view url) {
  const size_t at = url.find("://");
  return std::string(at == std::string_view::npos ? url : url.substr(at + 3));
}

value::Bool UsesKeys(const Scope& scope) {
  const auto& gitlab = scope.environment().facts->gitlab;
  if (!gitlab) return false;
  return {gitlab->aws_auth.value == spec::AwsAuth::kKeys, gitlab->aws_auth.span};
}

AwsDagBucket BucketOf(const Scope& scope) {
  const spec::Aws& aws = *scope.environment().facts->aws;
  const std::string_view partition = access::PartitionOf(aws.region.value);
  AwsDagBucket out;
  out.name = TextOf(aws.dag_bucket);
  out.arn = {fmt::format("arn:{}:s3:::{}", partition, aws.dag_bucket.value),
             {aws.dag_bucket.span, aws.region.span}};
  out.objects_arn = {out.arn.value + "/*", out.arn.from};
  const std::string path = access::PublisherPath(scope.environment().name);
  const value::Bool keys = UsesKeys(scope);
  Text publishers{fmt::format("arn:{}:iam::{}:{}{}*", partition, aws.account.value,
                              keys.value ? "user" : "role", path),
                  {aws.account.span, scope.environment().name_span}};
  publishers.from.Add(aws.region.span);
  publishers.from.Add(keys.from);
  out.publisher_arns.push_back(std::move(publishers));
  out.keep_days = aws.dag_history.days;
  out.keep_versions = aws.dag_history.versions;
  out.extension = ToMap(aws.extend.terraform_args);
  return out;
}

AwsTrust TrustOf(const Text& issuer, std::string_view label, const value::Bool& exists,
                 Text audience) {
  AwsTrust out;
  out.provider = AddressOf(kProviderType, {std::string(label), issuer.from}, exists);
  out.audience_key = {issuer.value + ":aud", issuer.from};
  out.audience = std::move(audience);
  out.subject_key = {issuer.value + ":sub", issuer.from};
  return out;
}

// Adds the tokens of those components that `wanted` picks as subjects, sorted.
template <class Wanted>
void TrustComponents(const spec::Airflow& airflow, Wanted wanted, AwsTrust& trust) {
  for (const access::AirflowComponent& part :
       access::AirflowComponents(airflow.version.value, airflow.executor.value)) {
    if (!wanted(part)) continue;
    Text subject{fmt::format("system:serviceaccount:{}:{}", airflow.kubernetes_namespace.value,
                             part.service_account),
                 {airflow.version.span, airflow.kubernetes_namespace.span}};
    subject.from.Add(airflow.executor.span);
    trust.subjects.push_back(std::move(subject));
  }
  std::sort(trust.subjects.begin(), trust.subjects.end(),
            [](const Text& a, const Text& b) { return a.value < b.value; });
}

// `bucket/prefix`, or a bucket alone.
std::optional<AwsLogs> LogsOf(const spec::Environment& facts) {
  if (!facts.airflow->logs || !facts.airflow->logs->s3) return std::nullopt;
  const Located<spec::S3Place>& place = *facts.airflow->logs->s3;
  const size_t slash = place.value.find('/');
  const std::string bucket = place.value.substr(0, slash);
  const std::string prefix =
      slash == std::string::npos ? "*" : place.value.substr(slash + 1) + "/*";
  const auto& region = facts.aws->region;
  const Text arn{fmt::format("arn:{}:s3:::{}", access::PartitionOf(region.value), bucket),
                 {place.span, region.span}};
  return AwsLogs{arn, {prefix, place.span}, {fmt::format("{}/{}", arn.value, prefix), arn.from}};
}

// Airflow's components may assume the roles that they need, by their cluster's tokens.
void AddReaders(const Scope& scope, TerraformAws& out) {
  const spec::Environment& facts = *scope.environment().facts;
  const Principal* who = scope.access().Find(PrincipalKind::kAirflow, {}, {});
  if (!facts.kubernetes || who == nullptr) return;
  const Text issuer = TextOf(facts.kubernetes->oidc_issuer);
  const value::Bool exists = Exists(scope, "aws/oidc/eks");
  const Text audience{"sts.amazonaws.com"};
  out.oidc_providers.push_back(
      {{"cluster"}, {"https://" + issuer.value, issuer.from}, exists, {audience}});

  AwsDagReader reader;
  reader.name = AwsRoleOf(scope, *who);
  reader.trust = TrustOf(issuer, "cluster", exists, audience);
  TrustComponents(
      *facts.airflow, [](const auto& part) { return part.dags != access::DagReading::kNever; },
      reader.trust);
  const std::string prefix = scope.environment().name + "/*";
  reader.prefix = {prefix, scope.environment().name_span};
  reader.objects_arn = {fmt::format("{}/{}", out.bucket.arn.value, prefix), reader.prefix.from};
  reader.objects_arn.from.Add(out.bucket.arn.from);
  reader.logs = LogsOf(facts);
  if (reader.logs) {
    AwsLogReader shows;
    shows.name = {access::LogReaderRole(scope.environment().name), scope.environment().name_span};
    shows.name.from.Add(reader.logs->prefix.from);
    shows.trust = TrustOf(issuer, "cluster", exists, audience);
    TrustComponents(
        *facts.airflow, [](const auto& part) { return part.shows_logs; }, shows.trust);
    shows.logs = *reader.logs;
    out.log_reader = std::move(shows);
  }
  out.dag_reader = std::move(reader);
}

// What a publisher of one package's DAGs is called, and what it may reach.
AwsPublisher PublisherOf(const Scope& scope, const Principal& who, const AwsDagBucket& bucket) {
  const spec::Package& package = resolve::At(scope.environment().packages, who.package);
  AwsPublisher out;
  out.package = TextOf(package.name);
  out.label = LabelOf({{"publisher"}, out.package});
  out.name = AwsRoleOf(scope, who);
  out.path = {access::PublisherPath(scope.environment().name), scope.environment().name_span};
  out.prefix = WritesPrefixOf(scope, who);
  out.prefix.value += '*';
  out.objects_arn = {fmt::format("{}/{}*", bucket.arn.value, who.writes_prefix), bucket.arn.from};
  out.objects_arn.from.Add(out.prefix.from);
  return out;
}

void AddPublishers(const Scope& scope, TerraformAws& out) {
  const auto& gitlab = scope.environment().facts->gitlab;
  if (!gitlab) return;
  const bool keys = UsesKeys(scope).value;
  const std::string_view type = keys ? "aws_iam_user" : "aws_iam_role";
  const std::string_view policy = keys ? "aws_iam_user_policy" : "aws_iam_role_policy";
  const Text issuer{WithoutScheme(gitlab->url.value.text), gitlab->url.span};
  const value::Bool exists = Exists(scope, "aws/oidc/gitlab");
  const Text subject{fmt::format("project_path:{}:ref_type:branch:ref:{}", gitlab->project.value,
                                 gitlab->ref.value.text),
                     {gitlab->project.span, gitlab->ref.span}};
  std::vector<Text> audiences;
  for (const Principal& who : scope.access().principals) {
    if (who.kind != PrincipalKind::kPublisher) continue;
    AwsPublisher publisher = PublisherOf(scope, who, out.bucket);
    publisher.address = AddressOf(type, publisher.label);
    if (!keys) {
      audiences.push_back(AwsAudienceOf(scope, who));
      publisher.trust = TrustOf(issuer, "gitlab", exists, audiences.back());
      publisher.trust->subjects.push_back(subject);
    }
    const spec::Package& package = resolve::At(scope.environment().packages, who.package);
    std::vector<Text> labels;
    for (const Text& name : NamesOf(package)) labels.push_back(LabelOf({{"publisher"}, name}));
    AddMoves({type, policy}, labels, out.moves);
    out.publishers.push_back(std::move(publisher));
  }
  if (!audiences.empty())
    out.oidc_providers.push_back({{"gitlab"}, TextOf(gitlab->url), exists, std::move(audiences)});
}

}  // namespace

std::optional<TerraformAws> BuildTerraformAws(const Scope& scope) {
  const spec::Environment& facts = *scope.environment().facts;
  if (!facts.aws || !facts.airflow) return std::nullopt;
  TerraformAws out;
  out.backend = BackendOf(scope, {"airflow"});
  out.account = TextOf(facts.aws->account);
  out.region = TextOf(facts.aws->region);
  out.bucket = BucketOf(scope);
  AddReaders(scope, out);
  AddPublishers(scope, out);
  return out;
}

}  // namespace writ::view
