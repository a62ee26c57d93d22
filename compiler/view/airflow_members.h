// The tables by which templates read the Airflow view. Included by view/airflow.h.
#pragma once

namespace writ::value {

template <>
inline constexpr auto kMembers<view::AirflowWord> =
    Members("word", In("text", &view::AirflowWord::text, "what the author wrote"),
            In("run", &view::AirflowWord::run,
               "constant of the DAG file that holds what only the run knows"),
            In("json", &view::AirflowWord::json, "data that is sent as JSON text"));

template <>
inline constexpr auto kMembers<view::AirflowVariable> =
    Members("variable", In("name", &view::AirflowVariable::name, "name of the variable", kUnique),
            In("value", &view::AirflowVariable::value, "its value"));

template <>
inline constexpr auto kMembers<view::AirflowAnnotation> = Members(
    "annotation", In("name", &view::AirflowAnnotation::name, "key of the annotation", kUnique),
    In("value", &view::AirflowAnnotation::value, "its value"));

template <>
inline constexpr auto kMembers<view::AirflowToleration> = Members(
    "toleration", In("key", &view::AirflowToleration::key, "key of the taint"),
    In("operator", &view::AirflowToleration::op, "`Equal` when there is a value, else `Exists`"),
    In("value", &view::AirflowToleration::value, "value of the taint"),
    In("effect", &view::AirflowToleration::effect, "its effect; all when not set", 0,
       spec::Words<spec::TaintEffect>::kAll));

template <>
inline constexpr auto kMembers<view::AirflowEmptyDir> = Members(
    "empty dir", In("medium", &view::AirflowEmptyDir::medium, "`Memory`, or the node's disk"),
    In("size", &view::AirflowEmptyDir::size, "limit of its size"));

template <>
inline constexpr auto kMembers<view::AirflowVolume> =
    Members("volume", In("name", &view::AirflowVolume::name, "name within the pod"),
            In("path", &view::AirflowVolume::path, "where it is mounted"),
            In("read_only", &view::AirflowVolume::read_only, "whether the job may only read it"),
            In("config_map", &view::AirflowVolume::config_map, "the config map that it shows"),
            In("empty_dir", &view::AirflowVolume::empty_dir, "an empty folder"),
            In("audience", &view::AirflowVolume::audience,
               "audience of the service account token that it shows as `token`"));

template <>
inline constexpr auto kMembers<view::AirflowTask> = Members(
    "task", In("name", &view::AirflowTask::name, "its id in the DAG", kUnique),
    In("var", &view::AirflowTask::var, "its Python variable", kUnique | kIdentifier),
    In("renamed", &view::AirflowTask::renamed, "the variable differs from the name"),
    In("pool", &view::AirflowTask::pool, "the Airflow pool that it takes slots of"),
    In("pool_slots", &view::AirflowTask::pool_slots, "how many"),
    In("retries", &view::AirflowTask::retries, "attempts after the first"),
    In("retry_delay", &view::AirflowTask::retry_delay, "seconds between attempts"),
    In("timeout", &view::AirflowTask::timeout, "seconds that an attempt may last"),
    In("announces", &view::AirflowTask::announces, "its success is that of the DAG"),
    In("pod_name", &view::AirflowTask::pod_name, "beginning of the pod's name"),
    In("service_account", &view::AirflowTask::service_account, "whom the pod runs as"),
    In("job", &view::AirflowTask::job, "the job that it runs"),
    In("annotations", &view::AirflowTask::annotations, "of the pod"),
    In("wrapper", &view::AirflowTask::wrapper, "what runs the command; may be empty"),
    In("command", &view::AirflowTask::command, "the job's command"),
    In("env", &view::AirflowTask::env, "environment variables"),
    In("has_resources", &view::AirflowTask::has_resources, "there are requests or limits"),
    In("requests", &view::AirflowTask::requests, "what the container asks for"),
    In("limits", &view::AirflowTask::limits, "what it may use at most"),
    In("node_selector", &view::AirflowTask::node_selector, "labels that the node must have"),
    In("tolerations", &view::AirflowTask::tolerations, "taints of nodes that the pod accepts"),
    In("priority_class", &view::AirflowTask::priority_class, "its priority class"),
    In("runtime_image", &view::AirflowTask::runtime_image,
       "image from which writ-run is copied into the pod"),
    In("volumes", &view::AirflowTask::volumes, "volumes, each mounted once"),
    In("extension", &view::AirflowTask::extension, "other fields of the pod's spec", kApart));

template <>
inline constexpr auto kMembers<view::AirflowEdge> =
    Members("edge", In("first", &view::AirflowEdge::first, "variable of the task before"),
            In("then", &view::AirflowEdge::then, "variable of the task after it"));

template <>
inline constexpr auto kMembers<view::AirflowParam> = Members(
    "param", In("name", &view::AirflowParam::name, "what people see", kUnique),
    In("var", &view::AirflowParam::var, "the constant that holds its Jinja expression",
       kUnique | kIdentifier),
    In("used", &view::AirflowParam::used, "some command or variable uses it"),
    In("preset", &view::AirflowParam::preset, "what scheduled runs use"),
    In("nullable", &view::AirflowParam::nullable, "it has no preset: scheduled runs see nothing"),
    In("type", &view::AirflowParam::type, "its type in JSON Schema"),
    In("format", &view::AirflowParam::format, "its format in JSON Schema"),
    In("description", &view::AirflowParam::description, "shown in the form"));

template <>
inline constexpr auto kMembers<view::AirflowDate> =
    Members("date", In("year", &view::AirflowDate::year, "year"),
            In("month", &view::AirflowDate::month, "month, 1 to 12"),
            In("day", &view::AirflowDate::day, "day, 1 to 31"));

template <>
inline constexpr auto kMembers<view::AirflowLate> =
    Members("late notice", In("dag_id", &view::AirflowLate::dag_id, "id of the DAG that looks"),
            In("after", &view::AirflowLate::after, "seconds after the start"),
            In("to", &view::AirflowLate::to, "addresses"));

template <>
inline constexpr auto kMembers<view::AirflowJoin> =
    Members("join", In("name", &view::AirflowJoin::name, "id of the task that ends the DAG"),
            In("var", &view::AirflowJoin::var, "its Python variable", kIdentifier));

template <>
inline constexpr auto kMembers<view::AirflowDag> =
    Members("dag", In("dag_id", &view::AirflowDag::dag_id, "Airflow's id of it"),
            In("description", &view::AirflowDag::description, "what it is for"),
            In("owner", &view::AirflowDag::owner, "the team that owns it"),
            In("tags", &view::AirflowDag::tags, "shown and searched in the UI"),
            In("cron", &view::AirflowDag::cron, "when it runs, in `timezone`"),
            In("timezone", &view::AirflowDag::timezone, "an IANA time zone"),
            In("start", &view::AirflowDag::start, "the first day it may run"),
            In("fires", &view::AirflowDag::fires,
               "the first five fire times, UTC, of days on which clocks change"),
            In("after", &view::AirflowDag::after, "what the schedules announce that it follows"),
            In("asset", &view::AirflowDag::asset, "what it announces when it has succeeded"),
            In("catchup", &view::AirflowDag::catchup, "missed runs are made up for"),
            In("max_active_runs", &view::AirflowDag::max_active_runs, "runs at one time"),
            In("max_active_tasks", &view::AirflowDag::max_active_tasks, "tasks at one time"),
            In("paused_at_creation", &view::AirflowDag::paused_at_creation,
               "a person must switch it on first"),
            In("params", &view::AirflowDag::params, "what people may set"),
            In("failure", &view::AirflowDag::failure, "addresses that hear of failures"),
            In("success", &view::AirflowDag::success, "addresses that hear of successes"),
            In("late", &view::AirflowDag::late, "who hears that a run is late"),
            In("image", &view::AirflowDag::image, "what its pods run"),
            In("namespace", &view::AirflowDag::jobs_namespace, "where its pods run"),
            In("image_pull_secrets", &view::AirflowDag::image_pull_secrets, "of its pods"),
            In("tasks", &view::AirflowDag::tasks,
               "its pods, in the author's order; empty where Airflow runs none of it"),
            In("edges", &view::AirflowDag::edges, "what waits for what"),
            In("join", &view::AirflowDag::join, "the task that ends it when several do"),
            In("uses_date", &view::AirflowDag::uses_date, "some task is told the run's date"),
            In("uses_period", &view::AirflowDag::uses_period, "some task is told the run's period"),
            In("uses_id", &view::AirflowDag::uses_id, "some task is told the run's id"),
            In("uses_attempt", &view::AirflowDag::uses_attempt, "some task is told its attempt"),
            In("uses_timedelta", &view::AirflowDag::uses_timedelta, "some task has a duration"),
            In("uses_objects", &view::AirflowDag::uses_objects,
               "some pod needs objects of the Kubernetes client"),
            In("has_notices", &view::AirflowDag::has_notices, "somebody is told something"));

template <>
inline constexpr auto kMembers<view::AirflowKeep> =
    Members("cleanup", In("keep", &view::AirflowKeep::keep, "seconds that things stay"));

template <>
inline constexpr auto kMembers<view::AirflowHousekeeping> = Members(
    "housekeeping", In("dag_id", &view::AirflowHousekeeping::dag_id, "Airflow's id of it"),
    In("description", &view::AirflowHousekeeping::description, "what it is for"),
    In("owner", &view::AirflowHousekeeping::owner, "the team that owns it"),
    In("tags", &view::AirflowHousekeeping::tags, "shown and searched in the UI"),
    In("cron", &view::AirflowHousekeeping::cron, "when it runs, in `timezone`"),
    In("timezone", &view::AirflowHousekeeping::timezone, "an IANA time zone"),
    In("start", &view::AirflowHousekeeping::start, "the first day it may run"),
    In("fires", &view::AirflowHousekeeping::fires,
       "the first five fire times, UTC, of days on which clocks change"),
    In("timeout", &view::AirflowHousekeeping::timeout, "seconds that a task may last"),
    In("database_connection", &view::AirflowHousekeeping::database_connection,
       "id of the connection to the metadata database"),
    In("notify_variable", &view::AirflowHousekeeping::notify_variable,
       "id of the variable that holds the address for notices"),
    In("disk_variable", &view::AirflowHousekeeping::disk_variable,
       "id of the variable that holds the least free space, in GB"),
    In("log_cleanup", &view::AirflowHousekeeping::log_cleanup,
       "removes old logs; only where they lie on a shared volume"),
    In("logs_kept", &view::AirflowHousekeeping::logs_kept,
       "where retention of logs belongs when there is no log cleanup"),
    In("database_cleanup", &view::AirflowHousekeeping::database_cleanup, "removes old rows"),
    In("database_optimization", &view::AirflowHousekeeping::database_optimization,
       "vacuums and analyses"),
    In("health_check", &view::AirflowHousekeeping::health_check, "asks for heartbeats"),
    In("disk_check", &view::AirflowHousekeeping::disk_check, "fails when too little disk is free"),
    In("edges", &view::AirflowHousekeeping::edges, "what waits for what"));

}  // namespace writ::value
