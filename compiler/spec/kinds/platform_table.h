// Field tables of `kind: platform`. Apart from the structs, since few files need them and all pay
// for them.
#pragma once

#include "spec/decode.h"
#include "spec/kinds/package_table.h"
#include "spec/kinds/platform.h"
#include "spec/kinds/schedule_table.h"

namespace writ::spec {

template <>
inline constexpr auto kTable<DagHistory> = RecordOf(
    "DAG history", "old versions that stay in the bucket to roll back to",
    Opt("versions", &DagHistory::versions, "so many older versions always stay, 1 to 100", "20"),
    Opt("days", &DagHistory::days, "and all of the last days", "90"));

template <>
inline constexpr auto kTable<Aws> =
    RecordOf("aws facts", "the AWS account of an environment",
             Req("account", &Aws::account, "twelve digits", "\"111111111111\""),
             Req("region", &Aws::region, "where it lies", "eu-west-1"),
             Req("dag_bucket", &Aws::dag_bucket, "the S3 bucket that DAGs are published to",
                 "acme-airflow-dags-prod"),
             Opt("dag_history", &Aws::dag_history, "old versions that stay to roll back to",
                 "{versions: 20, days: 90}"),
             Opt("extend", &Aws::extend, "what Writ has no field for: of the DAG bucket",
                 "{terraform_args: {object_lock_enabled: true}}"));

template <>
inline constexpr auto kTable<Gcp> =
    RecordOf("gcp facts", "the Google Cloud project of an environment",
             Req("project", &Gcp::project, "project id", "thoth-prod"),
             Req("region", &Gcp::region, "where it lies", "us-central1"));

template <>
inline constexpr auto kTable<Kubernetes> = RecordOf(
    "kubernetes facts", "the cluster of an environment",
    Req("oidc_issuer", &Kubernetes::oidc_issuer,
        "host and path of the cluster's token issuer, without `https://`",
        "oidc.eks.eu-west-1.amazonaws.com/id/PROD"),
    Opt("jobs_namespace", &Kubernetes::jobs_namespace, "where job pods run", "etl-jobs"),
    Opt("image_pull_secrets", &Kubernetes::image_pull_secrets,
        "names of registry credentials that exist there", "[registry]"),
    Opt("api_server", &Kubernetes::api_server,
        "address of the API server, for Vault's kubernetes login", "https://k8s.acme.example"));

template <>
inline constexpr auto kTable<WorkloadAuth> = RecordOf(
    "workload login", "how pods log in to Vault",
    Opt("jwt", &WorkloadAuth::jwt, "mount of a JWT method that trusts the cluster's issuer",
        "eks-prod"),
    Opt("kubernetes", &WorkloadAuth::kubernetes, "mount of a kubernetes method", "kubernetes"));

template <>
inline std::vector<Rule> RulesOf<WorkloadAuth>() {
  return {ExactlyOne({"jwt", "kubernetes"})};
}

template <>
inline constexpr auto kTable<CiAuth> =
    RecordOf("CI login", "how CI jobs log in to Vault",
             Req("jwt", &CiAuth::jwt, "mount of a JWT method that trusts GitLab", "gitlab"));

template <>
inline constexpr auto kTable<Vault> = RecordOf(
    "vault facts", "the Vault of an environment",
    Req("address", &Vault::address, "address of the server", "\"https://vault.acme.example:8200\""),
    Opt("mount", &Vault::mount, "mount of the KV version 2 engine", "secret"),
    Opt("namespace", &Vault::vault_namespace, "Vault namespace", "data"),
    Opt("audience", &Vault::audience,
        "audience of the tokens that pods show to Vault; those of CI jobs have "
        "`/ENVIRONMENT/PACKAGE/JOB` behind it",
        "vault"),
    Opt("delivery", &Vault::delivery, "how secrets reach a pod", "writ-run"),
    Req("workload_auth", &Vault::workload_auth, "how pods log in", "{jwt: eks-prod}"),
    Opt("ci_auth", &Vault::ci_auth, "how CI jobs log in", "{jwt: gitlab}"),
    Opt("name_prefix", &Vault::name_prefix,
        "stands before the names of policies and roles, where environments share one Vault",
        "staging"));

template <>
inline constexpr auto kTable<AirflowLogs> = RecordOf(
    "airflow logs", "where task logs lie",
    Opt("shared_volume", &AirflowLogs::shared_volume, "folder that all components share",
        "/opt/airflow/logs"),
    Opt("volume_claim", &AirflowLogs::volume_claim, "the claim that is mounted there",
        "airflow-logs"),
    Opt("s3", &AirflowLogs::s3, "bucket and prefix; retention is a lifecycle rule of that bucket",
        "acme-airflow-logs/prod"));

template <>
inline std::vector<Rule> RulesOf<AirflowLogs>() {
  return {ExactlyOne({"shared_volume", "s3"})};
}

template <>
inline constexpr auto kTable<Airflow> = RecordOf(
    "airflow facts", "the Airflow of an environment",
    Req("version", &Airflow::version, "2.11 or 3.x", "2.11.2"),
    Opt("chart", &Airflow::chart, "version of the official chart", "1.22.0"),
    Opt("executor", &Airflow::executor, "what runs its tasks", "KubernetesExecutor"),
    Opt("namespace", &Airflow::kubernetes_namespace, "where its components run", "airflow"),
    Opt("sync_interval", &Airflow::sync_interval, "how often DAGs are fetched, 5s to 40s", "30s"),
    Opt("image", &Airflow::image, "apache/airflow of that version when not set",
        "{repository: registry.acme.example/airflow, tag: 2.11.2}"),
    Opt("sync_image", &Airflow::sync_image, "image with the AWS command line",
        "public.ecr.aws/aws-cli/aws-cli:2.31.0"),
    Opt("logs", &Airflow::logs, "where task logs lie; in the pod when not set",
        "{s3: acme-airflow-logs/prod}"));

template <>
inline constexpr auto kTable<Gitlab> =
    RecordOf("gitlab facts", "the project that deploys to an environment",
             Req("url", &Gitlab::url, "address of the GitLab", "\"https://gitlab.acme.example\""),
             Req("project", &Gitlab::project, "full path of the project", "data/monorepo"),
             Req("project_id", &Gitlab::project_id, "its number", "4711"),
             Opt("ref", &Gitlab::ref, "the protected branch that deploys", "main"),
             Opt("environment", &Gitlab::environment,
                 "GitLab's name of the environment; Writ's when not set", "production"),
             Opt("aws_auth", &Gitlab::aws_auth,
                 "how its jobs log in to AWS; `keys` come from CI variables", "oidc"),
             Opt("publisher_image", &Gitlab::publisher_image, "image of publish jobs",
                 "registry.acme.example/dag-publisher:1.0.0"));

template <>
inline constexpr auto kTable<S3State> =
    RecordOf("s3 state", "Terraform state in S3",
             Req("bucket", &S3State::bucket, "name of the bucket", "acme-tfstate"),
             Req("region", &S3State::region, "where it lies", "eu-west-1"));

template <>
inline constexpr auto kTable<GcsState> = RecordOf("gcs state",
                                                  "Terraform state in Google Cloud Storage",
                                                  Req("bucket", &GcsState::bucket,
                                                      "name of the bucket", "acme-tfstate"));

template <>
inline constexpr auto kTable<State> =
    RecordOf("state", "where Terraform keeps its state",
             Opt("s3", &State::s3, "in S3", "{bucket: acme-tfstate, region: eu-west-1}"),
             Opt("gcs", &State::gcs, "in Google Cloud Storage", "{bucket: acme-tfstate}"));

template <>
inline std::vector<Rule> RulesOf<State>() {
  return {ExactlyOne({"s3", "gcs"})};
}

template <>
inline constexpr auto kTable<Terraform> =
    RecordOf("terraform facts", "how Terraform runs in an environment",
             Req("state", &Terraform::state, "where it keeps its state",
                 "{s3: {bucket: acme-tfstate, region: eu-west-1}}"));

template <>
inline constexpr auto kTable<WritRun> = RecordOf(
    "writ-run image", "the image that holds the runtime",
    Req("repository", &WritRun::repository, "registry and path", "registry.acme.example/writ-run"),
    Req("digest", &WritRun::digest, "its content digest", "\"sha256:...\""));

template <>
inline constexpr auto kTable<Environment> = RecordOf(
    "environment", "a place where the platform runs",
    Req("tier", &Environment::tier, "what is at stake there", "production"),
    Opt("path_name", &Environment::path_name,
        "what `{env}` prints in secret paths; its name when not set", "production"),
    Opt("aws", &Environment::aws, "the AWS account",
        "{account: \"111111111111\", region: eu-west-1, dag_bucket: dags}"),
    Opt("gcp", &Environment::gcp, "the Google Cloud project",
        "{project: thoth-prod, region: us-central1}"),
    Opt("kubernetes", &Environment::kubernetes, "the cluster",
        "{oidc_issuer: oidc.eks.eu-west-1.amazonaws.com/id/PROD}"),
    Opt("vault", &Environment::vault, "the Vault",
        "{address: \"https://vault.acme.example:8200\", workload_auth: {jwt: eks}}"),
    Opt("airflow", &Environment::airflow, "the Airflow", "{version: 2.11.2}"),
    Opt("gitlab", &Environment::gitlab, "the GitLab project that deploys",
        "{url: \"https://gitlab.acme.example\", project: data/monorepo, project_id: 4711}"),
    Opt("terraform", &Environment::terraform, "how Terraform runs",
        "{state: {gcs: {bucket: acme-tfstate}}}"),
    Opt("writ_run", &Environment::writ_run, "the image that holds the runtime",
        "{repository: registry.acme.example/writ-run, digest: \"sha256:...\"}"),
    Opt("existing", &Environment::existing, "objects that are looked up, not created",
        "[aws/oidc/gitlab, vault/mount/secret]"),
    Opt("extend", &Environment::extend, "what Writ has no field for",
        "{helm: {scheduler: {replicas: 2}}}"));

template <>
inline constexpr auto kTable<PlatformDefaults> = RecordOf(
    "defaults", "what objects have that do not say otherwise",
    Opt("job", &PlatformDefaults::job, "fields of every job", "{retries: 2, timeout: 2h}"),
    Opt("schedule", &PlatformDefaults::schedule, "fields of every schedule", "{timezone: UTC}"));

template <>
inline constexpr auto kTable<Platform> =
    RecordOf("platform", "defaults, teams, environments and their facts",
             Req("kind", &Platform::kind, "`platform`", "platform"),
             Req("name", &Platform::name, "name of the platform", "acme"),
             Opt("defaults", &Platform::defaults, "what objects have that do not say otherwise",
                 "{job: {retries: 2}}"),
             Req("teams", &Platform::teams, "who owns objects",
                 "{reporting: {email: reporting@acme.example}}"),
             Req("environments", &Platform::environments, "where the platform runs",
                 "{prod: {tier: production}}"),
             Opt("check_image", &Platform::check_image,
                 "image of the CI job that runs `writ check`", "registry.acme.example/writ:0.1.0"),
             Opt("ci_max_includes", &Platform::ci_max_includes,
                 "how many files GitLab includes in a pipeline, its setting of this name; 150 when "
                 "not set",
                 "400"));

}  // namespace writ::spec
