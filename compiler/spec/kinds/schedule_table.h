// Field tables of `kind: schedule`. Apart from the structs, since few files need them and all pay
// for them.
#pragma once

#include "spec/decode.h"
#include "spec/kinds/common_table.h"
#include "spec/kinds/schedule.h"

namespace writ::spec {

template <>
inline constexpr auto kTable<Param> =
    RecordOf("param", "a value that a person may set when starting a run by hand",
             Opt("type", &Param::type, "what its value is", "date"),
             Opt("default", &Param::preset, "what scheduled runs use", "\"2026-01-01\""),
             Opt("description", &Param::description, "shown in the form", "first day to load"));

template <>
inline constexpr auto kTable<AirflowSettings> = RecordOf(
    "airflow settings", "what only Airflow knows",
    Opt("catchup", &AirflowSettings::catchup, "run what was missed since `start`", "false"),
    Opt("max_active_runs", &AirflowSettings::max_active_runs, "runs at one time", "1"),
    Opt("max_active_tasks", &AirflowSettings::max_active_tasks, "tasks of this DAG at one time",
        "4"),
    Opt("pool", &AirflowSettings::pool, "the Airflow pool that its tasks take slots of", "trino"),
    Opt("pool_slots", &AirflowSettings::pool_slots, "slots that a task takes", "1"),
    Opt("tags", &AirflowSettings::tags, "shown and searched in the UI", "[nightly]"),
    Opt("params", &AirflowSettings::params, "what a person may set when starting a run by hand",
        "{day: {type: date}}"),
    Opt("paused_at_creation", &AirflowSettings::paused_at_creation,
        "a person must switch it on first", "false"));

template <>
inline constexpr auto kTable<Task> = RecordOf("task", "a job of the package within a graph",
                                              Req("job", &Task::job, "the job it runs", "extract"),
                                              Opt("after", &Task::after,
                                                  "tasks that must succeed before", "[extract]"));

template <>
inline constexpr auto kTable<HttpCall> =
    RecordOf("call", "a request to a service of the package",
             Req("service", &HttpCall::service, "the service it calls", "thoth"),
             Req("path", &HttpCall::path, "path of the URL", "/sync"),
             Opt("method", &HttpCall::method, "HTTP method", "POST"),
             Opt("body", &HttpCall::body, "data, sent as application/json", "{mode: full}"));

template <>
inline constexpr auto kTable<Retry> =
    RecordOf("retry", "what follows a failed attempt",
             Req("count", &Retry::count, "attempts after the first, at most 5", "3"),
             Opt("min_backoff", &Retry::min_backoff, "shortest wait", "30s"),
             Opt("max_backoff", &Retry::max_backoff, "longest wait", "10m"),
             Opt("max_doublings", &Retry::max_doublings, "how often the wait doubles", "3"),
             Opt("max_duration", &Retry::max_duration, "no attempt starts later than this", "1h"));

template <>
inline constexpr auto kTable<Schedule> = RecordOf(
    "schedule", "when something runs, what runs, and what triggers it",
    ReqFixed("kind", &Schedule::kind, "`schedule`", "schedule"),
    ReqFixed("name", &Schedule::name, "unique within its package", "refresh_all"),
    Fixed("id", &Schedule::id, "its physical name; the name when not set", "refresh_all"),
    Fixed("owner", &Schedule::owner, "the team that owns it; the package's when not set",
          "reporting"),
    Opt("description", &Schedule::description, "what it is for", "refreshes all reports"),
    Fixed("environments", &Schedule::environments,
          "where it exists; where its package does when not set", "[prod]"),
    Fixed("renamed_from", &Schedule::renamed_from,
          "its name before a rename; at the next one the first name becomes its `id`", "refresh"),
    ReqFixed("package", &Schedule::package, "the package whose jobs or services it runs",
             "reporting_seeder"),
    ReqFixed("engine", &Schedule::engine, "what triggers it", "airflow"),
    Opt("cron", &Schedule::cron, "five fields: minute, hour, day of month, month, day of week",
        "\"0 2 * * *\""),
    Opt("manual", &Schedule::manual, "`true`: only people start it", "true"),
    Opt("after", &Schedule::after, "runs when these have succeeded, as `package/schedule`",
        "[pipeline_processing/example_job]"),
    Opt("timezone", &Schedule::timezone, "the time zone that `cron` is read in", "Europe/Berlin"),
    Opt("start", &Schedule::start, "the first day it may run", "2026-01-01"),
    Opt("run", &Schedule::run, "the one job it runs", "refresh_all"),
    Opt("tasks", &Schedule::tasks, "a graph of jobs, by task name",
        "{load: {job: load, after: [extract]}}"),
    Opt("http", &Schedule::http, "the service it calls", "{service: thoth, path: /sync}"),
    Opt("airflow", &Schedule::airflow, "what only Airflow knows", "{pool: trino}"),
    Opt("notify", &Schedule::notify, "who hears what", "{failure: [owner]}"),
    Opt("attempt_deadline", &Schedule::attempt_deadline,
        "an HTTP attempt fails after this, 15s to 30m", "30m"),
    Opt("retry", &Schedule::retry, "what follows a failed HTTP attempt", "{count: 3}"),
    Opt("enabled", &Schedule::enabled, "`false`: no runs at all", "false"),
    Fixed("overrides", &Schedule::overrides, "what differs in an environment",
          "{dev: {enabled: false}}"));

template <>
inline std::vector<Rule> RulesOf<Schedule>() {
  return {ExactlyOne({"cron", "manual", "after"}),
          ExactlyOne({"run", "tasks", "http"}),
          OnlyWith({"airflow", "after"}, "engine", {"airflow"}),
          OnlyWith({"start", "notify"}, "engine", {"airflow", "dagster", "gitlab", "kubernetes"}),
          OnlyWith({"run", "tasks"}, "engine", {"airflow", "dagster", "gitlab", "kubernetes"}),
          OnlyWith({"http", "attempt_deadline", "retry"}, "engine", {"cloud-scheduler"}),
          Needs({"http", "cron"}, "engine", {"cloud-scheduler"}),
          NotEmpty({"environments", "after", "tasks"})};
}

}  // namespace writ::spec
