// A schedule, or a maintenance object that pods work on, as a DAG.
#include "view/airflow.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "view/airflow_parts.h"
#include "view/common.h"
#include "view/free_data.h"
#include "view/names.h"

namespace writ::view {
namespace {

// Days on which the clocks of America and Europe change.
constexpr std::array<spec::Date, 4> kChangeDays = {
    {{2027, 3, 14}, {2027, 3, 28}, {2027, 10, 31}, {2027, 11, 7}}};

template <class S>
bool Runs(const Scope& scope, const S& object) {
  const spec::Environment& facts = *scope.environment().facts;
  return object.enabled.value && facts.airflow && facts.kubernetes;
}

// What both sorts of object share.
template <class S>
AirflowDag Begin(const Scope& scope, const S& object) {
  const spec::Package& package = resolve::At(scope.environment().packages, object.package.id);
  const spec::Kubernetes& cluster = *scope.environment().facts->kubernetes;
  AirflowDag dag;
  dag.dag_id = DagIdOf(package, object);
  dag.description = TextOf(object.description);
  const spec::Ref<spec::Team>& owner = object.owner ? *object.owner : package.owner;
  dag.owner = {owner.name.value, owner.name.span};
  dag.tags.push_back(TextOf(package.name));
  dag.timezone = TextOf(object.timezone);
  dag.failure = AddressesOf(scope, object.notify.failure, owner);
  dag.success = AddressesOf(scope, object.notify.success, owner);
  if (object.notify.late) {
    dag.late = AirflowLate{{dag.dag_id.value + ".late", dag.dag_id.from},
                           SecondsOf(object.notify.late->after),
                           AddressesOf(scope, object.notify.late->to, owner)};
    if (dag.late->to.empty()) dag.late.reset();
  }
  dag.jobs_namespace = TextOf(cluster.jobs_namespace);
  for (const auto& secret : cluster.image_pull_secrets)
    dag.image_pull_secrets.push_back(TextOf(secret));
  return dag;
}

template <class T>
Text AssetOf(std::string_view kind, const spec::Package& package, const T& object) {
  return {fmt::format("writ://{}/{}/{}", kind, access::PhysicalName(package),
                      access::PhysicalName(object)),
          NamesBehind(package, object)};
}

// The tasks that nothing waits for announce the DAG's success: the one, or a task after them all.
void Announce(AirflowDag& dag) {
  std::set<std::string_view> awaited;
  for (const AirflowEdge& edge : dag.edges) awaited.insert(edge.first.name);
  std::vector<AirflowTask*> last;
  for (AirflowTask& task : dag.tasks) {
    if (awaited.count(task.var.name) == 0) last.push_back(&task);
  }
  if (last.size() == 1) {
    last.front()->announces = true;
    return;
  }
  const bool taken = std::ranges::any_of(
      dag.tasks, [](const AirflowTask& task) { return task.name.value == "all_succeeded"; });
  const std::string name = taken ? "all_succeeded_" : "all_succeeded";
  dag.join = AirflowJoin{Text(name), Reference{name, {}}};
  for (const AirflowTask* task : last) dag.edges.push_back({task->var, dag.join->var});
}

// Sets what only depends on what is there.
void Finish(const AirflowUses& uses, AirflowDag& dag) {
  Announce(dag);
  dag.uses_date = uses.date;
  dag.uses_period = uses.period;
  dag.uses_id = uses.id;
  dag.uses_attempt = uses.attempt;
  dag.uses_timedelta = std::ranges::any_of(
      dag.tasks, [](const AirflowTask& task) { return task.retry_delay || task.timeout; });
  dag.uses_objects =
      !dag.image_pull_secrets.empty() ||
      std::ranges::any_of(dag.tasks, [](const AirflowTask& task) {
        return task.has_resources.value || !task.tolerations.empty() || !task.volumes.empty();
      });
  dag.has_notices = !dag.failure.empty() || !dag.success.empty() || dag.late;
  for (AirflowParam& param : dag.params) param.used = uses.params.count(param.name.value) > 0;
}

AirflowParam ParamOf(const Located<spec::Name>& name, const spec::Param& from) {
  AirflowParam param;
  param.name = TextOf(name);
  param.var = {"PARAM_" + AirflowVariableName(name.value.text), value::Origins(name.span)};
  const spec::ParamType type = from.type.value;
  param.type = {type == spec::ParamType::kDate ? "string" : std::string(spec::Print(type)),
                from.type.span};
  if (type == spec::ParamType::kDate) param.format = Text("date", from.type.span);
  if (from.preset) {
    param.preset = ToAny(*from.preset);
    if (param.type.value == "string" && param.preset.kind != Any::Kind::kText) {
      param.preset.kind = Any::Kind::kText;
      param.preset.text = from.preset->node.text();
    }
  }
  param.nullable = !from.preset;
  param.description = TextOf(from.description);
  return param;
}

void AddTasks(const Scope& scope, const spec::Package& package, const spec::Schedule& schedule,
              AirflowUses& uses, AirflowDag& dag) {
  if (schedule.run) {
    dag.tasks.push_back(JobTask(scope, package, schedule, *schedule.run, *schedule.run, uses));
  }
  for (const auto& [name, task] : schedule.tasks.entries) {
    dag.tasks.push_back(JobTask(scope, package, schedule, name, task.job, uses));
    for (const auto& before : task.after) {
      dag.edges.push_back({{AirflowVariableName(before.value.text), value::Origins(before.span)},
                           {AirflowVariableName(name.value.text), value::Origins(name.span)}});
    }
  }
}

void AddTrigger(const Scope& scope, const spec::Schedule& schedule, AirflowDag& dag) {
  if (schedule.cron) {
    dag.cron = CronOf(*schedule.cron);
    dag.fires = FiresOf(*schedule.cron, schedule.timezone);
  } else {
    dag.late.reset();  // nobody can say when such a run is due
  }
  for (const auto& before : schedule.after) {
    const spec::Schedule& first = resolve::At(scope.environment().schedules, before.id);
    const spec::Package& package = resolve::At(scope.environment().packages, first.package.id);
    Text asset{AssetOf("schedule", package, first).value, before.name.span};
    asset.from.Add(NamesBehind(package, first));
    dag.after.push_back(std::move(asset));
  }
}

}  // namespace

Any TextData(std::string text, value::Origins from) {
  Any any;
  any.kind = Any::Kind::kText;
  any.text = std::move(text);
  any.from = std::move(from);
  return any;
}

Any TextData(const Text& text) { return TextData(text.value, text.from); }

Any NumberData(int64_t number, const Span& span) {
  Any any;
  any.kind = Any::Kind::kInteger;
  any.integer = number;
  any.from = span;
  return any;
}

Any MapData() {
  Any any;
  any.kind = Any::Kind::kMap;
  return any;
}

void Put(Any& map, std::string key, Any value, const Span& key_from) {
  map.entries.push_back({std::move(key), std::move(value), key_from});
}

Text RuntimeImage(const resolve::Environment& environment) {
  if (!environment.facts->writ_run) return {};
  const spec::WritRun& image = *environment.facts->writ_run;
  return {fmt::format("{}@{}", image.repository.value, image.digest.value.text),
          {image.repository.span, image.digest.span}};
}

AirflowDate StartOf(const std::optional<Located<spec::Date>>& start) {
  if (!start) return {Integer(2024), Integer(1), Integer(1)};
  const auto number = [&](int part) { return Integer(part, start->span); };
  return {number(start->value.year), number(start->value.month), number(start->value.day)};
}

value::Map<std::vector<Text>> FiresOf(const Located<spec::CronText>& cron,
                                      const Located<spec::ZoneName>& zone) {
  value::Map<std::vector<Text>> out;
  for (const spec::Date& day : kChangeDays) {
    out.entries.emplace_back(Text(fmt::format("{}-{:02}-{:02}", day.year, day.month, day.day)),
                             FirstFires(cron, zone, Located<spec::Date>{day, {}}, 5));
  }
  return out;
}

std::vector<Text> AddressesOf(const Scope& scope, const std::vector<spec::Recipient>& to,
                              const spec::Ref<spec::Team>& owner) {
  std::vector<spec::Recipient> known = to;
  for (spec::Recipient& recipient : known) {
    if (!recipient.id.valid()) recipient.id = owner.id;
  }
  return MailsOf(scope.context, known, owner.name.span);
}

AirflowDag BuildAirflowDag(const Scope& scope, const spec::Schedule& schedule) {
  if (schedule.engine.value != spec::Engine::kAirflow || !Runs(scope, schedule)) return {};
  const spec::Package& package = resolve::At(scope.environment().packages, schedule.package.id);
  AirflowDag dag = Begin(scope, schedule);
  AddTrigger(scope, schedule, dag);
  dag.start = StartOf(schedule.start);
  dag.asset = AssetOf("schedule", package, schedule);
  for (const auto& tag : schedule.airflow.tags) dag.tags.push_back(TextOf(tag));
  dag.catchup = Bool(schedule.airflow.catchup);
  dag.max_active_runs = Integer(schedule.airflow.max_active_runs);
  if (schedule.airflow.max_active_tasks)
    dag.max_active_tasks = Integer(*schedule.airflow.max_active_tasks);
  dag.paused_at_creation = Bool(schedule.airflow.paused_at_creation);
  for (const auto& [name, param] : schedule.airflow.params.entries)
    dag.params.push_back(ParamOf(name, param));
  if (package.image) dag.image = ImageOf(*package.image);
  AirflowUses uses;
  AddTasks(scope, package, schedule, uses, dag);
  Finish(uses, dag);
  return dag;
}

AirflowDag BuildAirflowDag(const Scope& scope, const spec::Maintenance& maintenance) {
  if (maintenance.engine.airflow || !Runs(scope, maintenance)) return {};
  const spec::Package& package = resolve::At(scope.environment().packages, maintenance.package.id);
  AirflowDag dag = Begin(scope, maintenance);
  dag.cron = CronOf(maintenance.cron);
  dag.fires = FiresOf(maintenance.cron, maintenance.timezone);
  dag.start = StartOf({});
  dag.asset = AssetOf("maintenance", package, maintenance);
  dag.tags.emplace_back(std::string("maintenance"));
  dag.max_active_runs = Integer(1);
  dag.image = RuntimeImage(scope.environment());
  dag.tasks = MaintenanceTasks(scope, maintenance);
  for (size_t i = 1; i < dag.tasks.size(); ++i)
    dag.edges.push_back({dag.tasks[i - 1].var, dag.tasks[i].var});
  Finish({}, dag);
  return dag;
}

}  // namespace writ::view
