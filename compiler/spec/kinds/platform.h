// `kind: platform`: defaults, teams, environments and their facts. One per workspace.
#pragma once

#include <algorithm>

#include "spec/kinds/package.h"
#include "spec/kinds/schedule.h"

namespace writ::spec {

enum class Tier : uint8_t { kDevelopment, kStaging, kProduction };
template <>
struct Words<Tier> {
  static constexpr std::string_view kWhat = "a tier";
  static constexpr std::array<std::string_view, 3> kAll = {"development", "staging", "production"};
};

struct DagHistory {
  Located<int64_t> versions{20, {}};
  Located<PositiveCount> days{PositiveCount{90}, {}};
};

struct Aws {
  Located<AwsAccount> account;
  Located<AwsRegion> region;
  Located<DottlessS3Bucket> dag_bucket;
  DagHistory dag_history;
  TerraformExtension extend;
};

struct Gcp {
  Located<GcpProject> project;
  Located<GcpRegion> region;
};

struct Kubernetes {
  Located<Issuer> oidc_issuer;
  Located<DnsLabel> jobs_namespace{"etl-jobs", {}};
  std::vector<Located<DnsSubdomain>> image_pull_secrets;
  std::optional<Located<Url>> api_server;
};

enum class SecretDelivery : uint8_t { kWritRun, kVaultAgent };
template <>
struct Words<SecretDelivery> {
  static constexpr std::string_view kWhat = "a way for secrets to reach a pod";
  static constexpr std::array<std::string_view, 2> kAll = {"writ-run", "vault-agent"};
};

struct WorkloadAuth {
  std::optional<Located<AuthMount>> jwt;
  std::optional<Located<AuthMount>> kubernetes;
};

struct CiAuth {
  Located<AuthMount> jwt;
};

struct Vault {
  Located<Url> address;
  Located<VaultMount> mount{"secret", {}};
  std::optional<Located<VaultMount>> vault_namespace;
  Located<Audience> audience{"vault", {}};
  Located<SecretDelivery> delivery;
  WorkloadAuth workload_auth;
  std::optional<CiAuth> ci_auth;
  std::optional<Located<Name>> name_prefix;
};

enum class Executor : uint8_t { kLocal, kCelery, kKubernetes };
template <>
struct Words<Executor> {
  static constexpr std::string_view kWhat = "an executor";
  static constexpr std::array<std::string_view, 3> kAll = {"LocalExecutor", "CeleryExecutor",
                                                           "KubernetesExecutor"};
};

struct AirflowLogs {
  std::optional<Located<std::string>> shared_volume;
  std::optional<Located<DnsSubdomain>> volume_claim;
  std::optional<Located<S3Place>> s3;
};

struct Airflow {
  Located<Version> version;
  Located<Version> chart{Version{1, 22, 0, "1.22.0"}, {}};
  Located<Executor> executor{Executor::kKubernetes, {}};
  Located<DnsLabel> kubernetes_namespace{"airflow", {}};
  Located<Duration> sync_interval{Duration{30}, {}};
  std::optional<Image> image;
  Located<ImageReference> sync_image{"public.ecr.aws/aws-cli/aws-cli:2.31.0", {}};
  std::optional<AirflowLogs> logs;
};

enum class AwsAuth : uint8_t { kOidc, kKeys };
template <>
struct Words<AwsAuth> {
  static constexpr std::string_view kWhat = "a way to log in to AWS";
  static constexpr std::array<std::string_view, 2> kAll = {"oidc", "keys"};
};

// A git ref that may stand in a rule of GitLab.
struct GitRef {
  std::string text;
};
template <>
struct Scalar<GitRef> {
  static constexpr std::string_view kWhat = "a branch such as `main`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._/-]*$"})";
  static Parsed<GitRef> Parse(std::string_view text);
};

struct Gitlab {
  Located<Url> url;
  Located<GitlabProject> project;
  Located<PositiveCount> project_id;
  Located<GitRef> ref{GitRef{"main"}, {}};
  std::optional<Located<GitlabEnvironment>> environment;
  Located<AwsAuth> aws_auth;
  std::optional<Located<ImageReference>> publisher_image;
};

struct S3State {
  Located<S3Bucket> bucket;
  Located<AwsRegion> region;
};
struct GcsState {
  Located<GcsBucket> bucket;
};
struct State {
  std::optional<S3State> s3;
  std::optional<GcsState> gcs;
};
struct Terraform {
  State state;
};

struct WritRun {
  Located<ImageRepository> repository;
  Located<Digest> digest;
};

struct Environment {
  Located<Tier> tier;
  std::optional<Located<PathName>> path_name;
  std::optional<Aws> aws;
  std::optional<Gcp> gcp;
  std::optional<Kubernetes> kubernetes;
  std::optional<Vault> vault;
  std::optional<Airflow> airflow;
  std::optional<Gitlab> gitlab;
  std::optional<Terraform> terraform;
  std::optional<WritRun> writ_run;
  std::vector<Located<std::string>> existing;
  HelmExtension extend;

  // The entry of `existing` that names this object; null when Writ is to make it.
  const Located<std::string>* FindExisting(std::string_view object) const {
    const auto found = std::find_if(existing.begin(), existing.end(),
                                    [&](const auto& item) { return item.value == object; });
    return found == existing.end() ? nullptr : &*found;
  }
};

struct PlatformDefaults {
  std::optional<Partial<Job>> job;
  std::optional<Partial<Schedule>> schedule;
};

struct Platform {
  Located<std::string> kind;
  Located<Name> name;
  PlatformDefaults defaults;
  MapOf<Name, Team> teams;
  MapOf<Name, Environment> environments;
  std::optional<Located<ImageReference>> check_image;
  Located<PositiveCount> ci_max_includes{PositiveCount{150}, {}};
};

}  // namespace writ::spec
