// The roots of the view: for each combination of objects that a target may write outputs for, the
// record that its templates see.
//
// A target adds its own record (view/airflow.h, view/terraform.h, ...) as a member of the root it
// belongs to, and builds it in roots.cpp.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "view/airflow.h"
#include "view/common.h"
#include "view/gitlab.h"
#include "view/kubernetes.h"
#include "view/terraform_aws.h"
#include "view/terraform_gcp.h"
#include "view/terraform_google.h"
#include "view/terraform_vault.h"
#include "view/vault_rules.h"

namespace writ::view {

// each: [workspace]
struct WorkspaceRoot {
  Workspace workspace;
  std::vector<Environment> environments;
  GitlabPipeline pipeline;
};

// each: [environment]
struct EnvironmentRoot {
  const Workspace* workspace = nullptr;
  Environment environment;
  std::vector<Package> packages;
  std::vector<Schedule> schedules;
  value::Bool has_kubernetes;  // for `where`
  value::Bool runs_airflow;    // for `where`
  value::Bool extends_chart;   // for `where`: the chart gets values of the spec
  Kubernetes kubernetes;
  AirflowChart airflow_chart;
  value::Bool has_dag_bucket;  // for `where`: `aws` is filled
  TerraformAws aws;
  value::Bool on_google;  // for `where`: `google` is filled
  TerraformGoogle google;
  value::Bool has_vault;  // for `where`: `vault` is filled
  TerraformVault vault;
};

// each: [environment, package]
struct PackageRoot {
  const Workspace* workspace = nullptr;
  const Environment* environment = nullptr;
  Package package;
  std::vector<Job> jobs;
  std::vector<Schedule> schedules;
  std::vector<PackageSecret> secrets;
  value::Bool on_gcp;  // for `where`: `gcp` is filled
  TerraformGcp gcp;
};

// each: [environment, schedule]
struct ScheduleRoot {
  const Workspace* workspace = nullptr;
  const Environment* environment = nullptr;
  Package package;
  Schedule schedule;
  value::Text engine;   // for `where`
  value::Bool enabled;  // for `where`
  value::Text dag_id;
  AirflowDag dag;
};

inline constexpr std::array<std::string_view, 3> kRunsIn = {"pods", "airflow", "nothing"};

// each: [environment, maintenance]
struct MaintenanceRoot {
  const Workspace* workspace = nullptr;
  const Environment* environment = nullptr;
  Package package;
  value::Text name;
  value::Text engine;  // `trino`, `timescaledb`, `clickhouse`, `airflow`
  value::Bool enabled;
  value::Text runs_in;  // for `where`: `pods`, `airflow`, or `nothing` when it is not enabled
  value::Text dag_id;
  value::Text cron;
  value::Text timezone;
  std::vector<value::Text> first_fires;
  AirflowDag dag;
  AirflowHousekeeping housekeeping;
};

// each: [environment, principal]
struct PrincipalRoot {
  const Workspace* workspace = nullptr;
  const Environment* environment = nullptr;
  value::Text principal;  // "package/reporting_seeder job/refresh_all"
  value::Text kind;       // "job", "airflow", "team", ...
  value::Text vault_policy;
  value::Bool in_vault;  // it has a grant in Vault
  std::vector<VaultRule> vault_rules;
};

// each: [package]: over all environments that have it
struct PackageAcrossRoot {
  const Workspace* workspace = nullptr;
  value::Text name;
  value::Text owner;
  std::vector<Environment> environments;
  value::Bool publishes;  // for `where`
  std::vector<PublishJob> publish;
};

// One root as data: how target.yaml names it, what its templates see, and all its items.
struct Root {
  std::vector<std::string_view> each;
  const value::Type* type = nullptr;
  size_t (*count)(const Context& context) = nullptr;
  // Builds item `index` and hands it to `use`; it lives until `use` returns. Thread-safe. `object`
  // names it: "schedule/reporting_seeder/refresh_all".
  void (*with)(const Context& context, size_t index,
               const std::function<void(const void* data, std::string_view environment,
                                        const std::string& object)>& use) = nullptr;
};

std::span<const Root> Roots();
// The root that `each: [...]` names, in any order of its words; null when there is none.
const Root* FindRoot(std::span<const std::string_view> each);

// A value as indented text, for `writ inspect --stage=view`.
std::string Dump(const value::Ref& value);

// docs/view.md: Markdown, all roots and records with their fields, from the tables.
std::string ReferencePage();

}  // namespace writ::view

namespace writ::value {

template <>
inline constexpr auto kMembers<view::WorkspaceRoot> =
    Members("[workspace]", In("workspace", &view::WorkspaceRoot::workspace, "the workspace"),
            In("environments", &view::WorkspaceRoot::environments, "all environments"),
            In("pipeline", &view::WorkspaceRoot::pipeline, "what GitLab runs"));
template <>
inline constexpr auto kMembers<view::EnvironmentRoot> =
    Members("[environment]", In("workspace", &view::EnvironmentRoot::workspace, "the workspace"),
            In("environment", &view::EnvironmentRoot::environment, "the environment"),
            In("packages", &view::EnvironmentRoot::packages, "its packages"),
            In("schedules", &view::EnvironmentRoot::schedules,
               "the schedules of all packages, by package and name"),
            In("has_kubernetes", &view::EnvironmentRoot::has_kubernetes, "it declares a cluster"),
            In("runs_airflow", &view::EnvironmentRoot::runs_airflow,
               "it has an Airflow, a cluster for it and a bucket for DAGs"),
            In("extends_chart", &view::EnvironmentRoot::extends_chart,
               "the environment gives the Airflow chart values of its own"),
            In("kubernetes", &view::EnvironmentRoot::kubernetes, "its cluster"),
            In("airflow_chart", &view::EnvironmentRoot::airflow_chart, "its Airflow's Helm values"),
            In("has_dag_bucket", &view::EnvironmentRoot::has_dag_bucket, "`aws` is filled"),
            In("aws", &view::EnvironmentRoot::aws, "its DAG bucket, and who reads and writes it"),
            In("on_google", &view::EnvironmentRoot::on_google, "`google` is filled"),
            In("google", &view::EnvironmentRoot::google,
               "what its packages share in its Google Cloud project"),
            In("has_vault", &view::EnvironmentRoot::has_vault, "`vault` is filled"),
            In("vault", &view::EnvironmentRoot::vault, "its Vault: mounts, logins, policies"));
template <>
inline constexpr auto kMembers<view::PackageRoot> = Members(
    "[environment, package]", In("workspace", &view::PackageRoot::workspace, "the workspace"),
    In("environment", &view::PackageRoot::environment, "the environment"),
    In("package", &view::PackageRoot::package, "the package"),
    In("jobs", &view::PackageRoot::jobs, "its jobs"),
    In("schedules", &view::PackageRoot::schedules, "its schedules"),
    In("secrets", &view::PackageRoot::secrets,
       "the secrets that its jobs, services and own code look up"),
    In("on_gcp", &view::PackageRoot::on_gcp, "`gcp` is filled"),
    In("gcp", &view::PackageRoot::gcp, "its services and schedules on Google Cloud"));
template <>
inline constexpr auto kMembers<view::ScheduleRoot> = Members(
    "[environment, schedule]", In("workspace", &view::ScheduleRoot::workspace, "the workspace"),
    In("environment", &view::ScheduleRoot::environment, "the environment"),
    In("package", &view::ScheduleRoot::package, "its package"),
    In("schedule", &view::ScheduleRoot::schedule, "the schedule"),
    In("engine", &view::ScheduleRoot::engine, "what triggers it", 0,
       spec::Words<spec::Engine>::kAll),
    In("enabled", &view::ScheduleRoot::enabled, "false: no runs at all"),
    In("dag_id", &view::ScheduleRoot::dag_id, "`<package>_<id>`"),
    In("dag", &view::ScheduleRoot::dag, "what Airflow runs; empty with another engine"));
template <>
inline constexpr auto kMembers<view::MaintenanceRoot> = Members(
    "[environment, maintenance]",
    In("workspace", &view::MaintenanceRoot::workspace, "the workspace"),
    In("environment", &view::MaintenanceRoot::environment, "the environment"),
    In("package", &view::MaintenanceRoot::package, "its package"),
    In("name", &view::MaintenanceRoot::name, "its name"),
    In("engine", &view::MaintenanceRoot::engine, "what does the work", 0,
       spec::kMaintenanceEngines),
    In("enabled", &view::MaintenanceRoot::enabled, "false: no runs at all"),
    In("runs_in", &view::MaintenanceRoot::runs_in,
       "`pods`, `airflow`, or `nothing` when it is not enabled", 0, view::kRunsIn),
    In("dag_id", &view::MaintenanceRoot::dag_id, "`<package>_<id>`"),
    In("cron", &view::MaintenanceRoot::cron,
       "five fields, in the text that all engines read alike"),
    In("timezone", &view::MaintenanceRoot::timezone, "what `cron` is read in"),
    In("first_fires", &view::MaintenanceRoot::first_fires, "its first five fire times in UTC"),
    In("dag", &view::MaintenanceRoot::dag,
       "the pods that Airflow runs; empty with engine `airflow`"),
    In("housekeeping", &view::MaintenanceRoot::housekeeping,
       "what Airflow does for itself; empty with other engines"));
template <>
inline constexpr auto kMembers<view::PrincipalRoot> = Members(
    "[environment, principal]", In("workspace", &view::PrincipalRoot::workspace, "the workspace"),
    In("environment", &view::PrincipalRoot::environment, "the environment"),
    In("principal", &view::PrincipalRoot::principal, "who it is"),
    In("kind", &view::PrincipalRoot::kind, "what it is", 0, access::kPrincipalWords),
    In("vault_policy", &view::PrincipalRoot::vault_policy, "name of its Vault policy and role"),
    In("in_vault", &view::PrincipalRoot::in_vault, "it has a grant in Vault"),
    In("vault_rules", &view::PrincipalRoot::vault_rules, "the rules of its policy"));
template <>
inline constexpr auto kMembers<view::PackageAcrossRoot> =
    Members("[package]", In("workspace", &view::PackageAcrossRoot::workspace, "the workspace"),
            In("name", &view::PackageAcrossRoot::name, "its name"),
            In("owner", &view::PackageAcrossRoot::owner, "the team that owns it"),
            In("environments", &view::PackageAcrossRoot::environments, "where it exists"),
            In("publishes", &view::PackageAcrossRoot::publishes, "GitLab publishes its DAGs"),
            In("publish", &view::PackageAcrossRoot::publish, "the jobs that publish its DAGs"));

}  // namespace writ::value
