// Field tables of `kind: package`. Apart from the structs, since few files need them and all pay
// for them.
#pragma once

#include "spec/decode.h"
#include "spec/kinds/common_table.h"
#include "spec/kinds/package.h"

namespace writ::spec {

template <>
inline constexpr auto kTable<Image> = RecordOf(
    "image", "what the pods run",
    Req("repository", &Image::repository, "registry and path",
        "registry.acme.example/reporting-seeder"),
    Opt("tag", &Image::tag, "a tag; not in production, where it may move", "1.4.2"),
    Opt("digest", &Image::digest, "the content digest", "\"sha256:...\""),
    Opt("stamped", &Image::stamped, "the publisher sets the image when it publishes", "true"));

template <>
inline std::vector<Rule> RulesOf<Image>() {
  return {ExactlyOne({"tag", "digest", "stamped"})};
}

template <>
inline constexpr auto kTable<Limits> = RecordOf("limits", "what a container may use at most",
                                                Opt("cpu", &Limits::cpu, "CPU", "1"),
                                                Opt("memory", &Limits::memory, "memory", "2Gi"));

template <>
inline constexpr auto kTable<Resources> =
    RecordOf("resources", "what a container asks for",
             Opt("cpu", &Resources::cpu, "CPU that is set aside", "500m"),
             Opt("memory", &Resources::memory, "memory that is set aside", "1Gi"),
             Opt("limits", &Resources::limits,
                 "what it may use at most; memory is as asked for when not set", "{memory: 2Gi}"));

template <>
inline constexpr auto kTable<SecretUse> = RecordOf(
    "secret use", "which key of which secret, and how it arrives",
    Req("from", &SecretUse::from, "secret and key", "warehouse_tls.key"),
    Opt("as", &SecretUse::as, "`variable`, or `file`: then the variable holds its path", "file"));

template <>
inline constexpr auto kTable<Toleration> = RecordOf(
    "toleration", "a taint of nodes that the pod accepts",
    Req("key", &Toleration::key, "key of the taint", "batch"),
    Opt("value", &Toleration::value, "value of the taint; any when not set", "heavy"),
    Opt("effect", &Toleration::effect, "effect of the taint; any when not set", "NoSchedule"));

template <>
inline constexpr auto kTable<Placement> = RecordOf(
    "placement", "which nodes a pod may run on",
    Opt("node_selector", &Placement::node_selector, "labels that the node must have",
        "{pool: batch}"),
    Opt("tolerations", &Placement::tolerations, "taints that the pod accepts", "[{key: batch}]"),
    Opt("priority_class", &Placement::priority_class, "Kubernetes priority class", "low"));

template <>
inline constexpr auto kTable<Volume> = RecordOf(
    "volume", "what is mounted at a path",
    Opt("empty_dir", &Volume::empty_dir, "scratch space of at most this size, gone with the pod",
        "10Gi"),
    Opt("config_map", &Volume::config_map, "the files of a ConfigMap, read-only", "ca-bundle"));

template <>
inline std::vector<Rule> RulesOf<Volume>() {
  return {ExactlyOne({"empty_dir", "config_map"})};
}

template <>
inline constexpr auto kTable<Identity> = RecordOf(
    "identity", "cloud identities of a job's own service account",
    Opt("aws_role", &Identity::aws_role, "ARN of an IAM role that trusts the service account",
        "\"arn:aws:iam::111111111111:role/reader\""),
    Opt("gcp_service_account", &Identity::gcp_service_account,
        "address of a Google service account", "etl@acme.iam.gserviceaccount.com"));

template <>
inline constexpr auto kTable<Job> = RecordOf(
    "job", "a command of the package's image that runs to its end",
    Req("command", &Job::command, "program and arguments, no shell",
        "[python, -m, reporting_seeder.refresh_all]"),
    Opt("env", &Job::env, "environment variables", "{LOG_LEVEL: info}"),
    Opt("resources", &Job::resources, "CPU and memory", "{cpu: 500m, memory: 1Gi}"),
    Opt("secrets", &Job::secrets, "environment variables that come from secrets",
        "{DATABASE_PASSWORD: warehouse_db.password}"),
    Opt("placement", &Job::placement, "which nodes it may run on",
        "{node_selector: {pool: batch}}"),
    Opt("volumes", &Job::volumes, "what is mounted where", "{/scratch: {empty_dir: 10Gi}}"),
    Opt("identity", &Job::identity, "cloud identities of its service account",
        "{aws_role: \"arn:aws:iam::111111111111:role/reader\"}"),
    Opt("retries", &Job::retries, "how often a failed run is tried again", "2"),
    Opt("retry_delay", &Job::retry_delay, "how long to wait before a retry", "5m"),
    Opt("timeout", &Job::timeout, "a run is stopped after this", "1h"),
    Opt("extend", &Job::extend, "what Writ has no field for",
        "{pod: {terminationGracePeriodSeconds: 60}}"));

template <>
inline syntax::Cursor BaseOf<Job>(const Context& context) {
  return context.job_defaults;
}

template <>
inline constexpr auto kTable<Service> =
    RecordOf("service", "a server of the package's image that answers requests",
             Req("runs_on", &Service::runs_on, "where it runs", "cloud-run"),
             Opt("port", &Service::port, "the port it listens on", "8080"),
             Opt("timeout", &Service::timeout, "a request is cut off after this", "30m"),
             Opt("env", &Service::env, "environment variables", "{LOG_LEVEL: info}"),
             Opt("secrets", &Service::secrets, "environment variables that come from secrets",
                 "{GITLAB_TOKEN: gitlab-token.value}"),
             Opt("resources", &Service::resources, "CPU and memory", "{cpu: 1, memory: 512Mi}"),
             Opt("extend", &Service::extend, "what Writ has no field for",
                 "{terraform_args: {labels: {cost: data}}}"));

template <>
inline constexpr auto kTable<SecretLookup> =
    RecordOf("secret look-up", "a secret that the package's own code looks up by its path",
             Req("secret", &SecretLookup::secret, "name of the secret", "bike_database"),
             Opt("actions", &SecretLookup::actions, "`read`, `list`, `write`; `read` when not set",
                 "[read, list]"));

template <>
inline constexpr auto kTable<PackageVault> =
    RecordOf("vault login", "how a package outside the cluster logs in to Vault",
             Req("approle", &PackageVault::approle, "mount of the AppRole auth method", "approle"),
             Opt("token_ttl", &PackageVault::token_ttl, "life of a token", "1h"),
             Opt("secret_id_ttl", &PackageVault::secret_id_ttl, "life of a secret id", "30d"),
             Opt("secrets", &PackageVault::secrets, "what its code looks up", "[bike_database]"));

template <>
inline constexpr auto kTable<Package> = RecordOf(
    "package", "code that is built, owned and deployed together",
    ReqFixed("kind", &Package::kind, "`package`", "package"),
    ReqFixed("name", &Package::name, "how other objects refer to it", "reporting_seeder"),
    Fixed("id", &Package::id, "its physical name; the name when not set", "reporting_seeder"),
    ReqFixed("owner", &Package::owner, "the team that owns it", "reporting"),
    Opt("description", &Package::description, "what it is for", "seeds the reporting schema"),
    Fixed("environments", &Package::environments, "where it exists; everywhere when not set",
          "[staging, prod]"),
    Fixed("renamed_from", &Package::renamed_from,
          "its name before a rename; at the next one the first name becomes its `id`", "seeder"),
    Opt("image", &Package::image, "what its pods run",
        "{repository: registry.acme.example/app, tag: 1.4.2}"),
    Opt("jobs", &Package::jobs, "commands that run to their end, by name",
        "{refresh_all: {command: [refresh]}}"),
    Opt("services", &Package::services, "servers that answer requests, by name",
        "{thoth: {runs_on: cloud-run}}"),
    Opt("dags", &Package::dags, "hand-written DAG files, as patterns from the workspace root",
        "[\"airflow_dags/*.py\"]"),
    Opt("vault", &Package::vault,
        "how it logs in to Vault when it runs outside the platform's clusters",
        "{approle: approle}"),
    Opt("extend", &Package::extend, "what Writ has no field for", "{gitlab: {tags: [large]}}"),
    Fixed("overrides", &Package::overrides, "what differs in an environment",
          "{dev: {jobs: {refresh_all: {retries: 0}}}}"));

template <>
inline std::vector<Rule> RulesOf<Package>() {
  return {NotEmpty({"environments"})};
}

inline bool SecretUse::FromScalar(const syntax::Cursor& node, SecretUse& out, Context& context) {
  return Type<SecretKey>::Decode(Layers(node), out.from, context);
}

inline bool SecretLookup::FromScalar(const syntax::Cursor& node, SecretLookup& out,
                                     Context& context) {
  return Type<Ref<Secret>>::Decode(Layers(node), out.secret, context);
}

}  // namespace writ::spec
