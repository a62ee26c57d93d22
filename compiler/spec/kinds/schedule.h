// `kind: schedule`: when something runs, what runs, and what triggers it.
#pragma once

#include "spec/kinds/common.h"

namespace writ::spec {

enum class Engine : uint8_t { kAirflow, kDagster, kCloudScheduler, kGitlab, kKubernetes };
template <>
struct Words<Engine> {
  static constexpr std::string_view kWhat = "an engine";
  static constexpr std::array<std::string_view, 5> kAll = {"airflow", "dagster", "cloud-scheduler",
                                                           "gitlab", "kubernetes"};
};

enum class ParamType : uint8_t { kString, kInteger, kNumber, kBoolean, kDate };
template <>
struct Words<ParamType> {
  static constexpr std::string_view kWhat = "a type of a param";
  static constexpr std::array<std::string_view, 5> kAll = {"string", "integer", "number", "boolean",
                                                           "date"};
};

struct Param {
  Located<ParamType> type;
  std::optional<FreeData> preset;
  std::optional<Located<std::string>> description;
};

struct AirflowSettings {
  Located<bool> catchup;
  Located<int64_t> max_active_runs{1, {}};
  std::optional<Located<int64_t>> max_active_tasks;
  std::optional<Located<std::string>> pool;
  std::optional<Located<int64_t>> pool_slots;
  std::vector<Located<std::string>> tags;
  MapOf<Name, Param> params;
  Located<bool> paused_at_creation;
};

struct Task {
  Located<Name> job;
  std::vector<Located<Name>> after;
};

enum class HttpMethod : uint8_t { kGet, kPost, kPut, kPatch, kDelete, kHead };
template <>
struct Words<HttpMethod> {
  static constexpr std::string_view kWhat = "an HTTP method";
  static constexpr std::array<std::string_view, 6> kAll = {"GET",   "POST",   "PUT",
                                                           "PATCH", "DELETE", "HEAD"};
};

// `/` and a path of a URL.
struct HttpPath {
  std::string text;
};
template <>
struct Scalar<HttpPath> {
  static constexpr std::string_view kWhat = "a path such as `/sync`";
  static constexpr std::string_view kSchema = R"({"type":"string","pattern":"^/"})";
  static Parsed<HttpPath> Parse(std::string_view text);
};

struct HttpCall {
  Located<Name> service;
  Located<HttpPath> path;
  Located<HttpMethod> method{HttpMethod::kPost, {}};
  std::optional<FreeData> body;
};

struct Retry {
  Located<int64_t> count;
  std::optional<Located<Duration>> min_backoff;
  std::optional<Located<Duration>> max_backoff;
  std::optional<Located<int64_t>> max_doublings;
  std::optional<Located<Duration>> max_duration;
};

struct Schedule {
  Located<std::string> kind;
  Located<Name> name;
  std::optional<Located<Name>> id;
  std::optional<Ref<Team>> owner;
  std::optional<Located<std::string>> description;
  std::vector<Located<Name>> environments;
  std::optional<Located<Name>> renamed_from;
  Ref<Package> package;
  Located<Engine> engine;
  std::optional<Located<CronText>> cron;
  std::optional<Located<bool>> manual;
  std::vector<Ref<Schedule>> after;  // written `package/schedule`
  Located<ZoneName> timezone;
  std::optional<Located<Date>> start;
  std::optional<Located<Name>> run;
  MapOf<Name, Task> tasks;
  std::optional<HttpCall> http;
  AirflowSettings airflow;
  Notify notify;
  std::optional<Located<Duration>> attempt_deadline;
  std::optional<Retry> retry;
  Located<bool> enabled{true, {}};
  Overrides<Schedule> overrides;
};

}  // namespace writ::spec
