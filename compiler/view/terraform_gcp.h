// What the Terraform root of a package on Google Cloud prints: its services, the schedules that
// call them, and the secrets that they read.
#pragma once

#include "view/terraform.h"

namespace writ::view {

// Who may read the value of a secret.
struct GcpAccessor {
  value::Text label;
  value::Reference account;
};

// A secret of the environment that services read; the root `google` makes it.
struct GcpSecret {
  value::Text id;
  value::Text label;
  value::Reference address;
  std::vector<GcpAccessor> accessors;
};

// A Google service account of its own for each service and schedule.
struct GcpAccount {
  value::Text label;
  value::Text id;
  value::Text title;
  value::Reference address;
};

struct GcpVariable {
  value::Text name;
  value::Text value;
};

struct GcpSecretVariable {
  value::Text name;
  value::Reference secret;
};

// A secret as a file: `variable` holds its path.
struct GcpSecretFile {
  value::Text variable;
  value::Text volume;
  value::Text folder;
  value::Text path;
  value::Reference secret;
};

struct GcpService {
  value::Text name;
  value::Text id;
  value::Text label;
  value::Reference address;
  GcpAccount account;
  value::Text image;
  value::Integer port;
  std::optional<value::Text> timeout;
  std::optional<value::Map<value::Text>> limits;  // never empty
  std::vector<GcpVariable> env;
  std::vector<GcpSecretVariable> secret_env;
  std::vector<GcpSecretFile> secret_files;
  std::vector<value::Reference> needs;  // grants without which it cannot start
  value::Map<value::Any> extension;     // other arguments
};

struct GcpRetry {
  value::Integer count;
  std::optional<value::Text> min_backoff;
  std::optional<value::Text> max_backoff;
  std::optional<value::Integer> max_doublings;
  std::optional<value::Text> max_duration;
};

// A schedule: a request to one service.
struct GcpJob {
  value::Text name;
  value::Text id;
  value::Text label;
  GcpAccount account;
  value::Reference invoker;  // the grant by which the account may call the service
  std::optional<value::Text> description;
  value::Text cron;
  value::Text timezone;
  value::Bool paused;
  value::Text attempt_deadline;
  GcpRetry retry;
  value::Reference service;
  value::Text method;
  value::Text path;
  std::optional<value::Any> body;
};

struct TerraformGcp {
  std::vector<TerraformBackend> backend;
  value::Text project;
  value::Text region;
  value::Bool is_protected;  // services refuse to be destroyed
  std::vector<GcpSecret> secrets;
  std::vector<GcpService> services;
  std::vector<GcpJob> jobs;
  std::vector<TerraformMove> secret_moves;
  std::vector<TerraformMove> job_moves;
};

// Nothing when the package has neither a service nor a schedule on Google Cloud.
std::optional<TerraformGcp> BuildTerraformGcp(const Scope& scope, Id<spec::Package> package);

}  // namespace writ::view

namespace writ::value {

template <>
inline constexpr auto kMembers<view::GcpAccessor> =
    Members("accessor", In("label", &view::GcpAccessor::label, "its Terraform name", kName),
            In("account", &view::GcpAccessor::account, "address of the service account"));
template <>
inline constexpr auto kMembers<view::GcpSecret> =
    Members("gcp secret", In("id", &view::GcpSecret::id, "its id in Secret Manager"),
            In("label", &view::GcpSecret::label, "its Terraform name", kName),
            In("address", &view::GcpSecret::address, "its Terraform address"),
            In("accessors", &view::GcpSecret::accessors, "who may read its value"));
template <>
inline constexpr auto kMembers<view::GcpAccount> =
    Members("gcp account", In("label", &view::GcpAccount::label, "its Terraform name", kName),
            In("id", &view::GcpAccount::id, "6 to 30 characters"),
            In("title", &view::GcpAccount::title, "what the console shows"),
            In("address", &view::GcpAccount::address, "its Terraform address"));
template <>
inline constexpr auto kMembers<view::GcpVariable> =
    Members("variable", In("name", &view::GcpVariable::name, "its name"),
            In("value", &view::GcpVariable::value, "its value"));
template <>
inline constexpr auto kMembers<view::GcpSecretVariable> =
    Members("secret variable", In("name", &view::GcpSecretVariable::name, "its name"),
            In("secret", &view::GcpSecretVariable::secret, "address of the secret"));
template <>
inline constexpr auto kMembers<view::GcpSecretFile> = Members(
    "secret file", In("variable", &view::GcpSecretFile::variable, "variable that holds its path"),
    In("volume", &view::GcpSecretFile::volume, "name of the volume"),
    In("folder", &view::GcpSecretFile::folder, "where the volume is mounted"),
    In("path", &view::GcpSecretFile::path, "path of the file"),
    In("secret", &view::GcpSecretFile::secret, "address of the secret"));
template <>
inline constexpr auto kMembers<view::GcpService> = Members(
    "gcp service", In("name", &view::GcpService::name, "its name in the spec", kUnique | kName),
    In("id", &view::GcpService::id, "its name in Cloud Run"),
    In("label", &view::GcpService::label, "its Terraform name", kName),
    In("address", &view::GcpService::address, "its Terraform address"),
    In("account", &view::GcpService::account, "what it runs as"),
    In("image", &view::GcpService::image, "what it runs"),
    In("port", &view::GcpService::port, "the port it listens on"),
    In("timeout", &view::GcpService::timeout, "a request is cut off after this: `1800s`"),
    In("limits", &view::GcpService::limits, "CPU and memory"),
    In("env", &view::GcpService::env, "environment variables"),
    In("secret_env", &view::GcpService::secret_env, "variables that come from secrets"),
    In("secret_files", &view::GcpService::secret_files, "secrets that arrive as files"),
    In("needs", &view::GcpService::needs, "addresses of grants that must come first"),
    In("extension", &view::GcpService::extension, "other arguments of the resource", kApart));
template <>
inline constexpr auto kMembers<view::GcpRetry> =
    Members("gcp retry", In("count", &view::GcpRetry::count, "attempts after the first"),
            In("min_backoff", &view::GcpRetry::min_backoff, "shortest wait: `30s`"),
            In("max_backoff", &view::GcpRetry::max_backoff, "longest wait: `600s`"),
            In("max_doublings", &view::GcpRetry::max_doublings, "how often the wait doubles"),
            In("max_duration", &view::GcpRetry::max_duration, "no attempt starts later than this"));
template <>
inline constexpr auto kMembers<view::GcpJob> = Members(
    "gcp job", In("name", &view::GcpJob::name, "its name in the spec"),
    In("id", &view::GcpJob::id, "its name in Cloud Scheduler"),
    In("label", &view::GcpJob::label, "its Terraform name", kName),
    In("account", &view::GcpJob::account, "what it calls as"),
    In("invoker", &view::GcpJob::invoker, "address of its grant to call the service"),
    In("description", &view::GcpJob::description, "what it is for"),
    In("cron", &view::GcpJob::cron, "five fields"),
    In("timezone", &view::GcpJob::timezone, "what `cron` is read in"),
    In("paused", &view::GcpJob::paused, "it never runs"),
    In("attempt_deadline", &view::GcpJob::attempt_deadline, "an attempt fails after this: `180s`"),
    In("retry", &view::GcpJob::retry, "what follows a failed attempt"),
    In("service", &view::GcpJob::service, "address of the service it calls"),
    In("method", &view::GcpJob::method, "`POST`", 0, spec::Words<spec::HttpMethod>::kAll),
    In("path", &view::GcpJob::path, "`/sync`"), In("body", &view::GcpJob::body, "sent as JSON"));
template <>
inline constexpr auto kMembers<view::TerraformGcp> = Members(
    "terraform gcp", In("backend", &view::TerraformGcp::backend, "where the state lies"),
    In("project", &view::TerraformGcp::project, "project id"),
    In("region", &view::TerraformGcp::region, "where everything lies"),
    In("is_protected", &view::TerraformGcp::is_protected, "its services refuse to be destroyed"),
    In("secrets", &view::TerraformGcp::secrets, "what its services read"),
    In("services", &view::TerraformGcp::services, "its Cloud Run services"),
    In("jobs", &view::TerraformGcp::jobs, "its Cloud Scheduler jobs"),
    In("secret_moves", &view::TerraformGcp::secret_moves, "addresses that renames changed"),
    In("job_moves", &view::TerraformGcp::job_moves, "addresses that renames changed"));

}  // namespace writ::value
