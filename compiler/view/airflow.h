// What the Airflow target prints: one DAG for each schedule and maintenance object that Airflow
// runs.
#pragma once

#include <string>
#include <vector>

#include "view/context.h"

namespace writ::view {

using value::Any;
using value::Bool;
using value::Integer;
using value::Reference;
using value::Text;

// One argument of a command or value of an environment variable; exactly one of these is set.
struct AirflowWord {
  std::optional<Text> text;
  std::optional<Reference> run;  // a constant of the DAG file that holds a Jinja expression
  std::optional<Any> json;       // sent as JSON text
};

struct AirflowVariable {
  Text name;
  AirflowWord value;
};

struct AirflowAnnotation {
  Text name;
  Text value;
};

struct AirflowToleration {
  Text key;
  Text op;
  std::optional<Text> value;
  std::optional<Text> effect;
};

struct AirflowEmptyDir {
  std::optional<Text> medium;
  Text size;
};

// A volume and where it is mounted. One of `config_map`, `empty_dir`, `audience` is set.
struct AirflowVolume {
  Text name;
  Text path;
  Bool read_only;
  std::optional<Text> config_map;
  std::optional<AirflowEmptyDir> empty_dir;
  std::optional<Text> audience;  // of the service account token that it shows
};

struct AirflowTask {
  Text name;
  Reference var;
  Bool renamed;  // the variable cannot be called as the task is
  std::optional<Text> pool;
  std::optional<Integer> pool_slots;
  Integer retries;
  std::optional<Integer> retry_delay;  // seconds
  std::optional<Integer> timeout;      // seconds
  Bool announces;                      // its success is the DAG's
  Text pod_name;
  Text service_account;
  Text job;
  std::vector<AirflowAnnotation> annotations;
  std::vector<Text> wrapper;  // what runs the command; may be empty
  std::vector<AirflowWord> command;
  std::vector<AirflowVariable> env;
  Bool has_resources;
  value::Map<Text> requests;
  value::Map<Text> limits;
  value::Map<Text> node_selector;
  std::vector<AirflowToleration> tolerations;
  std::optional<Text> priority_class;
  std::optional<Text> runtime_image;  // writ-run is copied from it into the pod
  std::vector<AirflowVolume> volumes;
  value::Map<Any> extension;  // other fields of the pod's spec
};

struct AirflowEdge {
  Reference first;
  Reference then;
};

struct AirflowParam {
  Text name;
  Reference var;
  Bool used;
  Any preset;
  Bool nullable;  // there is no preset
  Text type;      // of JSON Schema
  std::optional<Text> format;
  std::optional<Text> description;
};

struct AirflowDate {
  Integer year;
  Integer month;
  Integer day;
};

struct AirflowLate {
  Text dag_id;
  Integer after;  // seconds
  std::vector<Text> to;
};

struct AirflowJoin {
  Text name;
  Reference var;
};

// A DAG whose tasks are pods.
struct AirflowDag {
  Text dag_id;
  std::optional<Text> description;
  Text owner;
  std::vector<Text> tags;
  std::optional<Text> cron;
  Text timezone;
  AirflowDate start;
  value::Map<std::vector<Text>> fires;  // from midnight of days on which clocks change: five, UTC
  std::vector<Text> after;              // assets of the schedules that it follows
  Text asset;                           // what it announces when it has succeeded
  Bool catchup;
  Integer max_active_runs;
  std::optional<Integer> max_active_tasks;
  Bool paused_at_creation;
  std::vector<AirflowParam> params;
  std::vector<Text> failure;  // addresses
  std::vector<Text> success;
  std::optional<AirflowLate> late;
  Text image;
  Text jobs_namespace;
  std::vector<Text> image_pull_secrets;
  std::vector<AirflowTask> tasks;
  std::vector<AirflowEdge> edges;
  std::optional<AirflowJoin> join;  // announces its success when several tasks end it
  Bool uses_date;
  Bool uses_period;
  Bool uses_id;
  Bool uses_attempt;
  Bool uses_timedelta;
  Bool uses_objects;  // of the Kubernetes client
  Bool has_notices;
};

struct AirflowKeep {
  Integer keep;  // seconds
};

// Airflow's own housekeeping.
struct AirflowHousekeeping {
  Text dag_id;
  std::optional<Text> description;
  Text owner;
  std::vector<Text> tags;
  Text cron;
  Text timezone;
  AirflowDate start;
  value::Map<std::vector<Text>> fires;  // from midnight of days on which clocks change: five, UTC
  Integer timeout;                      // seconds
  Text database_connection;
  Text notify_variable;
  Text disk_variable;
  std::optional<AirflowKeep> log_cleanup;
  Text logs_kept;  // where retention of logs belongs when there is no `log_cleanup`
  std::optional<AirflowKeep> database_cleanup;
  Bool database_optimization;
  Bool health_check;
  Bool disk_check;
  std::vector<AirflowEdge> edges;
};

// What a schedule becomes; empty when another engine runs it.
AirflowDag BuildAirflowDag(const Scope& scope, const spec::Schedule& schedule);
// What a maintenance object becomes that pods work on; empty for Airflow's own housekeeping.
AirflowDag BuildAirflowDag(const Scope& scope, const spec::Maintenance& maintenance);
// Airflow's own housekeeping; empty when another engine does the work.
AirflowHousekeeping BuildAirflowHousekeeping(const Scope& scope,
                                             const spec::Maintenance& maintenance);

}  // namespace writ::view

#include "view/airflow_members.h"
