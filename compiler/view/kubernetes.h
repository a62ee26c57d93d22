// What the templates of the kubernetes target see: the namespaces and accounts of an environment's
// cluster, and the Airflow that runs in it.
#pragma once

#include "view/context.h"

namespace writ::view {

// A job's service account.
struct JobAccount {
  value::Text name;
  value::Text package;
  value::Text job;
  std::optional<value::Map<value::Text>> annotations;  // never empty
};

// An environment's cluster. Empty when it has none.
struct Kubernetes {
  std::vector<value::Text> namespaces;  // those to create
  value::Text jobs_namespace;
  std::vector<value::Text> image_pull_secrets;
  std::vector<JobAccount> accounts;              // jobs by package and name, then maintenance
  std::optional<value::Text> airflow_namespace;  // when Airflow runs here
  value::Bool on_aws;          // nodes hand out credentials at a link-local address
  value::Bool reviews_tokens;  // Vault asks the cluster about the tokens that it is shown
};

struct AirflowImage {
  value::Text repository;
  std::optional<value::Text> tag;
  std::optional<value::Text> digest;
};

// Names of Kubernetes Secrets that must exist; which ones depends on version and executor.
struct AirflowSecretNames {
  value::Text metadata;
  value::Text fernet_key;
  std::optional<value::Text> webserver_key;
  std::optional<value::Text> api_key;
  std::optional<value::Text> jwt;
  std::optional<value::Text> broker;
};

struct AirflowVault {
  value::Text audience;
  value::Any backend_kwargs;  // a map
};

struct DagSync {
  value::Text image;
  value::Text bucket;
  value::Text prefix;    // ends in `/`
  value::Text folder;    // in the containers
  value::Text interval;  // seconds
  value::Text region;
};

struct ChartComponent {
  value::Text chart_key;
  value::Text service_account;
  value::Bool reads_dags;
  value::Bool dag_sidecar;
  std::optional<value::Text> aws_role;  // ARN
};

// What goes into the values of the official chart. Empty when the environment does not run Airflow.
struct AirflowChart {
  value::Text version;
  value::Integer major;
  value::Text chart;  // its version
  value::Text executor;
  value::Text kubernetes_namespace;
  AirflowImage image;
  std::vector<value::Text> image_pull_secrets;
  AirflowSecretNames secrets;
  value::Text listing_interval;  // seconds; with the sync interval it stays under a minute
  std::optional<AirflowVault> vault;
  std::optional<value::Text> log_volume_claim;
  std::optional<value::Text> remote_logs;  // s3://bucket/prefix
  DagSync dag_sync;
  std::vector<ChartComponent> components;
  std::vector<ChartComponent> workers;  // keys below `workers`
  std::vector<value::Text> pod_launchers;
  value::Map<value::Any> extension;  // other values, in a file of their own
  std::optional<value::Any> config;  // other options of airflow.cfg, of that file
};

// Whether there is enough to run Airflow: a cluster, and a bucket from which DAGs come.
bool RunsAirflow(const spec::Environment& facts);

Kubernetes BuildKubernetes(const Scope& scope);
AirflowChart BuildAirflowChart(const Scope& scope);

}  // namespace writ::view

#include "view/kubernetes_members.h"
