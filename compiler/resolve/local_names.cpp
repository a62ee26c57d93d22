#include "resolve/local_names.h"

#include <algorithm>
#include <map>

#include "base/edit_distance.h"

namespace writ::resolve {
namespace {

using diag::Code;

template <class K, class T>
std::vector<std::string_view> Keys(const spec::MapOf<K, T>& map) {
  std::vector<std::string_view> keys;
  for (const auto& [key, value] : map.entries) keys.push_back(key.value.text);
  return keys;
}

class LocalNames {
 public:
  LocalNames(const Environment& environment, diag::Sink& sink)
      : environment_(environment), sink_(sink) {
    for (const spec::Maintenance& work : environment.maintenance) {
      maintenance_[work.package.name.value].push_back(work.name.value.text);
    }
  }

  void Run() {
    for (const spec::Package& package : environment_.packages) CheckPackage(package);
    for (const spec::Schedule& schedule : environment_.schedules) CheckSchedule(schedule);
    for (const spec::Secret& secret : environment_.secrets) CheckConsents(secret);
    for (const spec::Maintenance& work : environment_.maintenance) CheckMaintenance(work);
  }

 private:
  // Reports that `name` is none of the `count` names that `known()` lists.
  template <class Known>
  void Report(const Located<spec::Name>& name, std::string_view what, std::string_view where,
              size_t count, const Known& known, const Span& declared) {
    const std::string_view near = suggestions_.For(name.value.text, known);
    auto report =
        sink_.Report(Code::E0301, name.span, "{} has no {} `{}`", where, what, name.value.text);
    if (!near.empty()) report.Here("did you mean `{}`?", near);
    report.Label(declared, "declared here");
    if (count == 0) {
      report.Note("it has no {} at all", what);
    } else if (count <= 12) {
      report.Note("it has {}", fmt::join(known(), ", "));
    }
  }
  template <class T>
  void Report(const Located<spec::Name>& name, std::string_view what, std::string_view where,
              const spec::MapOf<spec::Name, T>& map, const Span& declared) {
    Report(
        name, what, where, map.entries.size(), [&] { return Keys(map); }, declared);
  }

  void CheckKey(const spec::SecretKey& use) {
    if (!use.secret.id.valid()) return;
    const spec::Secret& secret = At(environment_.secrets, use.secret.id);
    if (secret.keys.Find(use.key.value) != nullptr) return;
    const Located<spec::Name> name{spec::Name{use.key.value}, use.key.span};
    const std::string where = fmt::format("secret `{}`", secret.name.value.text);
    if (!secret.keys.entries.empty())
      return Report(name, "key", where, secret.keys, secret.name.span);
    const auto implied = KeysOf(secret);
    std::vector<std::string_view> names;
    for (const auto& [key, type] : implied) names.push_back(key);
    if (std::find(names.begin(), names.end(), use.key.value) != names.end()) return;
    Report(
        name, "key", where, names.size(), [&] { return names; }, secret.name.span);
  }

  void CheckPackage(const spec::Package& package) {
    for (const auto& [name, job] : package.jobs.entries) {
      for (const auto& [variable, use] : job.secrets.entries) CheckKey(use.from);
    }
    for (const auto& [name, service] : package.services.entries) {
      for (const auto& [variable, use] : service.secrets.entries) CheckKey(use.from);
    }
  }

  const spec::Job* CheckJob(const spec::Package& package, const Located<spec::Name>& name) {
    const spec::Job* job = package.jobs.Find(name.value.text);
    if (job == nullptr) {
      Report(name, "job", fmt::format("package `{}`", package.name.value.text), package.jobs,
             package.name.span);
    }
    return job;
  }

  void ReportForeign(const spec::Schedule& schedule, const spec::Argument& argument) {
    sink_
        .Report(Code::E0301, argument.param->span, "schedule `{}` has no param `{}`",
                schedule.name.value.text, argument.param->value)
        .Here("only runs in Airflow have params")
        .Label(schedule.engine.span, "its engine")
        .Note(
            "write the value itself here, or give this schedule a job of its own; only schedules "
            "with `engine: airflow` have `airflow.params`");
  }

  void CheckParams(const spec::Schedule& schedule, const spec::Job* job) {
    if (job == nullptr) return;
    const auto& params = schedule.airflow.params;
    const auto check = [&](const spec::Argument& argument) {
      if (!argument.param || params.Find(argument.param->value) != nullptr) return;
      if (schedule.engine.value != spec::Engine::kAirflow) return ReportForeign(schedule, argument);
      const Located<spec::Name> name{spec::Name{argument.param->value}, argument.param->span};
      Report(name, "param", fmt::format("schedule `{}`", schedule.name.value.text), params,
             schedule.name.span);
    };
    for (const spec::Argument& argument : job->command) check(argument);
    for (const auto& [variable, argument] : job->env.entries) check(argument);
  }

  void CheckSchedule(const spec::Schedule& schedule) {
    if (!schedule.package.id.valid()) return;
    const spec::Package& package = At(environment_.packages, schedule.package.id);
    if (schedule.run) CheckParams(schedule, CheckJob(package, *schedule.run));
    for (const auto& [name, task] : schedule.tasks.entries) {
      CheckParams(schedule, CheckJob(package, task.job));
      for (const auto& before : task.after) {
        if (schedule.tasks.Find(before.value.text) == nullptr)
          Report(before, "task", fmt::format("schedule `{}`", schedule.name.value.text),
                 schedule.tasks, schedule.name.span);
      }
    }
    if (schedule.http && package.services.Find(schedule.http->service.value.text) == nullptr) {
      Report(schedule.http->service, "service",
             fmt::format("package `{}`", package.name.value.text), package.services,
             package.name.span);
    }
  }

  void CheckConsents(const spec::Secret& secret) {
    for (const spec::Allow& allow : secret.allow) {
      if (!allow.package || !allow.package->id.valid()) continue;
      const spec::Package& package = At(environment_.packages, allow.package->id);
      const std::string where = fmt::format("package `{}`", package.name.value.text);
      for (const auto& job : allow.jobs) CheckJob(package, job);
      for (const auto& service : allow.services) {
        if (package.services.Find(service.value.text) == nullptr)
          Report(service, "service", where, package.services, package.name.span);
      }
      const std::vector<std::string_view>& work = maintenance_[package.name.value.text];
      for (const auto& item : allow.maintenance) {
        if (!std::binary_search(work.begin(), work.end(), std::string_view(item.value.text)))
          Report(
              item, "maintenance", where, work.size(), [&] { return work; }, package.name.span);
      }
    }
  }

  void CheckAirflowSecret(const spec::Ref<spec::Secret>& ref, bool connection) {
    if (!ref.id.valid()) return;
    const spec::Secret& secret = At(environment_.secrets, ref.id);
    const bool fits = secret.airflow && (connection ? secret.airflow->connection.has_value()
                                                    : secret.airflow->variable.has_value());
    if (fits) return;
    const std::string_view wanted = connection ? "connection" : "variable";
    sink_
        .Report(Code::E0307, ref.name.span, "secret `{}` is no Airflow {}", secret.name.value.text,
                wanted)
        .Here("an Airflow {} is meant here", wanted)
        .Label(secret.name.span, "declared here")
        .Note("Airflow finds it by its id: add `airflow: {{{}: {}}}` to the secret", wanted,
              secret.name.value.text);
  }

  void CheckMaintenance(const spec::Maintenance& work) {
    const spec::MaintenanceEngine& engine = work.engine;
    if (engine.trino && engine.trino->password) CheckKey(*engine.trino->password);
    if (engine.timescaledb && engine.timescaledb->password) CheckKey(*engine.timescaledb->password);
    if (engine.clickhouse && engine.clickhouse->password) CheckKey(*engine.clickhouse->password);
    if (!engine.airflow) return;
    CheckAirflowSecret(engine.airflow->database, true);
    CheckAirflowSecret(engine.airflow->disk_threshold_gb, false);
    CheckAirflowSecret(engine.airflow->notify_email, false);
  }

  const Environment& environment_;
  diag::Sink& sink_;
  Suggestions suggestions_;
  std::map<std::string, std::vector<std::string_view>> maintenance_;  // sorted names, by package
};

// A graph whose nodes are numbers. Finds one cycle: the nodes on it, the smallest first; empty when
// there is none.
std::vector<uint32_t> FindCycle(const std::vector<std::vector<uint32_t>>& edges) {
  enum class Mark : uint8_t { kNew, kOpen, kDone };
  std::vector<Mark> marks(edges.size(), Mark::kNew);
  for (uint32_t start = 0; start < edges.size(); ++start) {
    std::vector<std::pair<uint32_t, size_t>> stack{{start, 0}};
    if (marks[start] != Mark::kNew) continue;
    marks[start] = Mark::kOpen;
    while (!stack.empty()) {
      auto& [node, next] = stack.back();
      if (next == edges[node].size()) {
        marks[node] = Mark::kDone;
        stack.pop_back();
        continue;
      }
      const uint32_t target = edges[node][next++];
      if (marks[target] == Mark::kOpen) {
        std::vector<uint32_t> cycle;
        bool on = false;
        for (const auto& entry : stack) {
          on = on || entry.first == target;
          if (on) cycle.push_back(entry.first);
        }
        std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
        return cycle;
      }
      if (marks[target] != Mark::kNew) continue;
      marks[target] = Mark::kOpen;
      stack.emplace_back(target, 0);
    }
  }
  return {};
}

void ReportCycle(const std::vector<std::string>& names, const Span& span, std::string_view what,
                 diag::Sink& sink) {
  std::string path;
  for (const std::string& name : names) path += fmt::format("`{}` after ", name);
  sink.Report(Code::E0304, span, "{} wait for each other: {}`{}`", what, path, names.front())
      .Here("none of them could ever start")
      .Note("take one of the `after` out of the circle");
}

}  // namespace

std::vector<std::pair<std::string, spec::KeyType>> KeysOf(const spec::Secret& secret) {
  std::vector<std::pair<std::string, spec::KeyType>> keys;
  for (const auto& [name, key] : secret.keys.entries)
    keys.emplace_back(name.value.text, key.type.value);
  const bool variable = secret.airflow && secret.airflow->variable;
  const bool single = variable || secret.store.value == spec::Store::kGcpSecretManager;
  if (keys.empty() && single) keys.emplace_back("value", spec::KeyType::kPassword);
  return keys;
}

void BindLocalNames(const Environment& environment, diag::Sink& sink) {
  LocalNames(environment, sink).Run();
}

void CheckCycles(const Environment& environment, diag::Sink& sink) {
  for (const spec::Schedule& schedule : environment.schedules) {
    const auto& tasks = schedule.tasks.entries;
    std::map<std::string_view, uint32_t> numbers;
    for (uint32_t i = 0; i < tasks.size(); ++i) numbers.emplace(tasks[i].first.value.text, i);
    std::vector<std::vector<uint32_t>> edges(tasks.size());
    for (uint32_t i = 0; i < tasks.size(); ++i) {
      for (const auto& before : tasks[i].second.after) {
        const auto found = numbers.find(before.value.text);
        if (found != numbers.end()) edges[i].push_back(found->second);
      }
    }
    const std::vector<uint32_t> cycle = FindCycle(edges);
    if (cycle.empty()) continue;
    std::vector<std::string> names;
    for (const uint32_t node : cycle) names.push_back(tasks[node].first.value.text);
    ReportCycle(names, tasks[cycle.front()].second.after.front().span, "tasks", sink);
  }
  std::vector<std::vector<uint32_t>> edges(environment.schedules.size());
  for (uint32_t i = 0; i < environment.schedules.size(); ++i) {
    for (const auto& before : environment.schedules[i].after) {
      if (before.id.valid()) edges[i].push_back(before.id.value);
    }
  }
  const std::vector<uint32_t> cycle = FindCycle(edges);
  if (cycle.empty()) return;
  std::vector<std::string> names;
  for (const uint32_t node : cycle)
    names.push_back(ObjectName(environment.schedules[node]).substr(9));
  ReportCycle(names, environment.schedules[cycle.front()].after.front().name.span, "schedules",
              sink);
}

}  // namespace writ::resolve
