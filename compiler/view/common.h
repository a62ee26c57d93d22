// View records that every target may use: who and what an object is, apart from how a target runs
// it.
#pragma once

#include "view/context.h"

namespace writ::view {

struct Workspace {
  value::Text name;
  value::Text output;
};

struct Team {
  value::Text name;
  std::optional<value::Text> email;
  std::optional<value::Text> gitlab_approvers;
};

struct Environment {
  value::Text name;
  value::Text tier;
  value::Text path_name;
  value::Bool has_airflow;
  value::Bool has_kubernetes;
  value::Bool has_aws;
  value::Bool has_gcp;
  value::Bool has_vault;
  value::Bool has_gitlab;
};

struct Package {
  value::Text name;
  value::Text id;
  value::Text owner;
  std::optional<value::Text> owner_email;
  std::optional<value::Text> description;
  std::optional<value::Text> image;
  std::optional<value::Text> image_repository;
  value::Bool image_stamped;
};

// A secret that a package looks up; never its value.
struct PackageSecret {
  value::Text name;
  value::Text id;
  value::Text store;
  std::optional<value::Text> path;
  std::vector<value::Text> keys;
};

// What a job gets from a secret; never its value.
struct SecretUse {
  value::Text variable;
  value::Text secret;
  value::Text key;
  value::Bool as_file;
};

// A word of a command or a value of an environment variable: exactly one of the three.
struct Argument {
  std::optional<value::Text> text;
  std::optional<value::Text> run;    // "date", "start", "end", "id", "attempt"
  std::optional<value::Text> param;  // name of a param
};

struct Job {
  value::Text name;
  std::optional<value::Text> image;
  value::Text service_account;
  std::vector<Argument> command;
  value::Map<Argument> env;
  std::vector<SecretUse> secrets;
  value::Integer retries;
  std::optional<value::Integer> retry_delay_seconds;
  std::optional<value::Integer> timeout_seconds;
};

// A node of a schedule's graph; a schedule of one job has one.
struct Task {
  value::Text name;
  value::Text resource_name;
  Job job;
  std::vector<value::Text> after;
  std::vector<value::Text> after_resources;  // the resource names of `after`
};

struct Schedule {
  value::Text name;
  value::Text package;
  value::Text id;
  value::Text dag_id;
  value::Text resource_name;
  value::Text engine;
  value::Bool enabled;
  value::Text owner;
  std::optional<value::Text> description;
  std::optional<value::Text> cron;
  value::Text timezone;
  std::vector<value::Text> after;  // "package/schedule"
  std::vector<Task> tasks;
  std::vector<value::Text> first_fires;     // UTC, the first five from `start` (else 2026-01-01) on
  std::vector<value::Text> notify_failure;  // mail addresses
};

Workspace BuildWorkspace(const Context& context);
Environment BuildEnvironment(const Scope& scope);
Package BuildPackage(const Scope& scope, Id<spec::Package> id);
// The secrets that its jobs, its services and its own code look up, each once, sorted by name.
std::vector<PackageSecret> BuildPackageSecrets(const Scope& scope, Id<spec::Package> id);
Job BuildJob(const Scope& scope, Id<spec::Package> package, std::string_view name);
Schedule BuildSchedule(const Scope& scope, Id<spec::Schedule> id);

// The canonical text of a cron: the one that all engines read alike, whatever the author wrote.
value::Text CronOf(const Located<spec::CronText>& cron);
// The first `count` fires from midnight of `start` (else 2026-01-01) in the zone, as
// "2026-01-01T01:00:00Z".
std::vector<value::Text> FirstFires(const Located<spec::CronText>& cron,
                                    const Located<spec::ZoneName>& zone,
                                    const std::optional<Located<spec::Date>>& start, int count);
// Mail addresses of recipients, each once; teams without an address are left out. `owner`: where
// the team is named that `owner` stands for.
std::vector<value::Text> MailsOf(const Context& context,
                                 const std::vector<spec::Recipient>& recipients, const Span& owner);

}  // namespace writ::view

namespace writ::value {

template <>
inline constexpr auto kMembers<view::Workspace> =
    Members("workspace", In("name", &view::Workspace::name, "its name", kName),
            In("output", &view::Workspace::output, "the folder of its output"));
template <>
inline constexpr auto kMembers<view::Team> =
    Members("team", In("name", &view::Team::name, "its name", kUnique | kName),
            In("email", &view::Team::email, "where notices go"),
            In("gitlab_approvers", &view::Team::gitlab_approvers, "the GitLab group that reviews"));
template <>
inline constexpr auto kMembers<view::Environment> = Members(
    "environment", In("name", &view::Environment::name, "its name: `prod`", kUnique | kName),
    In("tier", &view::Environment::tier, "`development`, `staging` or `production`", 0,
       spec::Words<spec::Tier>::kAll),
    In("path_name", &view::Environment::path_name, "what `{env}` prints in secret paths"),
    In("has_airflow", &view::Environment::has_airflow, "it declares an Airflow"),
    In("has_kubernetes", &view::Environment::has_kubernetes, "it declares a cluster"),
    In("has_aws", &view::Environment::has_aws, "it declares an AWS account"),
    In("has_gcp", &view::Environment::has_gcp, "it declares a Google Cloud project"),
    In("has_vault", &view::Environment::has_vault, "it declares a Vault"),
    In("has_gitlab", &view::Environment::has_gitlab, "it declares a GitLab project"));
template <>
inline constexpr auto kMembers<view::Package> =
    Members("package", In("name", &view::Package::name, "how specs refer to it", kUnique | kName),
            In("id", &view::Package::id, "its physical name"),
            In("owner", &view::Package::owner, "the team that owns it"),
            In("owner_email", &view::Package::owner_email, "the address of that team"),
            In("description", &view::Package::description, "what it is for"),
            In("image", &view::Package::image,
               "what its pods run, with tag or digest; of a stamped image `REPOSITORY:stamped`, "
               "since no spec knows the tag: the publisher sets it in DAGs, and nobody elsewhere"),
            In("image_repository", &view::Package::image_repository,
               "the same without tag and digest, for outputs whose tag something else sets"),
            In("image_stamped", &view::Package::image_stamped,
               "the image's tag is set when the package is published"));
template <>
inline constexpr auto kMembers<view::PackageSecret> = Members(
    "package secret",
    In("name", &view::PackageSecret::name, "how specs refer to it", kUnique | kName),
    In("id", &view::PackageSecret::id, "its physical name"),
    In("store", &view::PackageSecret::store, "where it lies: `vault`, `gcp-secret-manager`"),
    In("path", &view::PackageSecret::path, "its path in Vault, inside the mount"),
    In("keys", &view::PackageSecret::keys, "the names of its keys; no value is ever in the view"));
template <>
inline constexpr auto kMembers<view::SecretUse> = Members(
    "secret use", In("variable", &view::SecretUse::variable, "the environment variable", kUnique),
    In("secret", &view::SecretUse::secret, "the name of the secret"),
    In("key", &view::SecretUse::key, "the name of the key in it"),
    In("as_file", &view::SecretUse::as_file, "the variable holds the path of a file"));
template <>
inline constexpr auto kMembers<view::Argument> = Members(
    "argument", In("text", &view::Argument::text, "a text, as written"),
    In("run", &view::Argument::run, "a value of the run: `date`, `start`, `end`, `id`, `attempt`"),
    In("param", &view::Argument::param, "the name of a param"));
template <>
inline constexpr auto kMembers<view::Job> =
    Members("job", In("name", &view::Job::name, "its name", kUnique | kName),
            In("image", &view::Job::image, "what its pod runs"),
            In("service_account", &view::Job::service_account, "its Kubernetes service account"),
            In("command", &view::Job::command, "program and arguments"),
            In("env", &view::Job::env, "environment variables"),
            In("secrets", &view::Job::secrets, "what it gets from secrets"),
            In("retries", &view::Job::retries, "how often a failed run is tried again"),
            In("retry_delay_seconds", &view::Job::retry_delay_seconds, "wait before a retry"),
            In("timeout_seconds", &view::Job::timeout_seconds, "a run is stopped after this"));
template <>
inline constexpr auto kMembers<view::Task> =
    Members("task", In("name", &view::Task::name, "its name in the graph", kUnique | kName),
            In("resource_name", &view::Task::resource_name,
               "the same with `-` for `_`, as Kubernetes wants names"),
            In("job", &view::Task::job, "what it runs"),
            In("after", &view::Task::after, "tasks that must succeed before"),
            In("after_resources", &view::Task::after_resources, "their resource names"));
template <>
inline constexpr auto kMembers<view::Schedule> = Members(
    "schedule", In("name", &view::Schedule::name, "its name, unique in its package", kName),
    In("package", &view::Schedule::package, "the name of its package", kName),
    In("id", &view::Schedule::id, "its physical name"),
    In("dag_id", &view::Schedule::dag_id, "`<package>_<id>`"),
    In("resource_name", &view::Schedule::resource_name,
       "`<package>--<id>` as Kubernetes wants names, at most 52 characters"),
    In("engine", &view::Schedule::engine, "what triggers it", 0, spec::Words<spec::Engine>::kAll),
    In("enabled", &view::Schedule::enabled, "false: no runs at all"),
    In("owner", &view::Schedule::owner, "the team that owns it"),
    In("description", &view::Schedule::description, "what it is for"),
    In("cron", &view::Schedule::cron, "five fields, in the text that all engines read alike"),
    In("timezone", &view::Schedule::timezone, "what `cron` is read in"),
    In("after", &view::Schedule::after, "schedules it follows, as `package/schedule`"),
    In("tasks", &view::Schedule::tasks, "what it runs; empty where an HTTP endpoint is called"),
    In("first_fires", &view::Schedule::first_fires, "its first five fire times in UTC"),
    In("notify_failure", &view::Schedule::notify_failure, "mail addresses that hear of failures"));

}  // namespace writ::value
