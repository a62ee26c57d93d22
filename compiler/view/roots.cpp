#include "view/roots.h"

#include <algorithm>

#include "view/names.h"

namespace writ::view {
namespace {

using Use = std::function<void(const void*, std::string_view, const std::string&)>;

// Finds the environment and the object behind a running number over all environments.
template <class Count>
std::pair<size_t, uint32_t> Split(const Context& context, size_t index, Count count) {
  for (size_t e = 0; e < context.program.environments.size(); ++e) {
    const size_t here = count(e);
    if (index < here) return {e, static_cast<uint32_t>(index)};
    index -= here;
  }
  WRIT_CHECK(false);
  return {};
}

template <class Count>
size_t Sum(const Context& context, Count count) {
  size_t total = 0;
  for (size_t e = 0; e < context.program.environments.size(); ++e) total += count(e);
  return total;
}

void WithWorkspace(const Context& context, size_t, const Use& use) {
  WorkspaceRoot root;
  root.workspace = BuildWorkspace(context);
  for (size_t e = 0; e < context.program.environments.size(); ++e)
    root.environments.push_back(BuildEnvironment({context, e}));
  root.pipeline = BuildGitlabPipeline(context);
  use(&root, {}, "workspace/" + root.workspace.name.value);
}

void WithEnvironment(const Context& context, size_t index, const Use& use) {
  const Scope scope{context, index};
  const Workspace workspace = BuildWorkspace(context);
  EnvironmentRoot root;
  root.workspace = &workspace;
  root.environment = BuildEnvironment(scope);
  for (uint32_t i = 0; i < scope.environment().packages.size(); ++i)
    root.packages.push_back(BuildPackage(scope, {i}));
  for (uint32_t i = 0; i < scope.environment().schedules.size(); ++i)
    root.schedules.push_back(BuildSchedule(scope, {i}));
  root.has_kubernetes = root.environment.has_kubernetes;
  root.runs_airflow = {RunsAirflow(*scope.environment().facts), scope.environment().name_span};
  const auto& helm = scope.environment().facts->extend.helm;
  root.extends_chart = {root.runs_airflow.value && helm.has_value(),
                        helm ? helm->node.span() : Span{}};
  root.kubernetes = BuildKubernetes(scope);
  root.airflow_chart = BuildAirflowChart(scope);
  if (auto aws = BuildTerraformAws(scope)) {
    root.has_dag_bucket = true;
    root.aws = std::move(*aws);
  }
  if (auto google = BuildTerraformGoogle(scope)) {
    root.on_google = true;
    root.google = std::move(*google);
  }
  if (auto vault = BuildTerraformVault(scope)) {
    root.has_vault = true;
    root.vault = std::move(*vault);
  }
  use(&root, scope.environment().name, "environment/" + scope.environment().name);
}

std::vector<Schedule> SchedulesOf(const Scope& scope, Id<spec::Package> package) {
  const std::vector<spec::Schedule>& all = scope.environment().schedules;  // sorted by package
  auto one = std::lower_bound(
      all.begin(), all.end(), package.value,
      [](const spec::Schedule& schedule, uint32_t id) { return schedule.package.id.value < id; });
  std::vector<Schedule> out;
  for (; one != all.end() && one->package.id.value == package.value; ++one)
    out.push_back(BuildSchedule(scope, {static_cast<uint32_t>(one - all.begin())}));
  return out;
}

void WithPackage(const Context& context, size_t index, const Use& use) {
  const auto [e, id] = Split(
      context, index, [&](size_t i) { return context.program.environments[i].packages.size(); });
  const Scope scope{context, e};
  const Workspace workspace = BuildWorkspace(context);
  const Environment environment = BuildEnvironment(scope);
  PackageRoot root;
  root.workspace = &workspace;
  root.environment = &environment;
  root.package = BuildPackage(scope, {id});
  for (const auto& [name, job] : scope.environment().packages[id].jobs.entries)
    root.jobs.push_back(BuildJob(scope, {id}, name.value.text));
  root.schedules = SchedulesOf(scope, {id});
  root.secrets = BuildPackageSecrets(scope, {id});
  if (auto gcp = BuildTerraformGcp(scope, {id})) {
    root.on_gcp = true;
    root.gcp = std::move(*gcp);
  }
  use(&root, scope.environment().name, resolve::ObjectName(scope.environment().packages[id]));
}

void WithSchedule(const Context& context, size_t index, const Use& use) {
  const auto [e, id] = Split(
      context, index, [&](size_t i) { return context.program.environments[i].schedules.size(); });
  const Scope scope{context, e};
  const Workspace workspace = BuildWorkspace(context);
  const Environment environment = BuildEnvironment(scope);
  const spec::Schedule& schedule = scope.environment().schedules[id];
  ScheduleRoot root;
  root.workspace = &workspace;
  root.environment = &environment;
  root.package = BuildPackage(scope, schedule.package.id);
  root.schedule = BuildSchedule(scope, {id});
  root.engine = root.schedule.engine;
  root.enabled = root.schedule.enabled;
  root.dag_id = root.schedule.dag_id;
  root.dag = BuildAirflowDag(scope, schedule);
  use(&root, scope.environment().name, resolve::ObjectName(schedule));
}

void WithMaintenance(const Context& context, size_t index, const Use& use) {
  const auto [e, id] = Split(
      context, index, [&](size_t i) { return context.program.environments[i].maintenance.size(); });
  const Scope scope{context, e};
  const Workspace workspace = BuildWorkspace(context);
  const Environment environment = BuildEnvironment(scope);
  const spec::Maintenance& work = scope.environment().maintenance[id];
  MaintenanceRoot root;
  root.workspace = &workspace;
  root.environment = &environment;
  root.package = BuildPackage(scope, work.package.id);
  root.name = TextOf(work.name);
  root.engine = {std::string(spec::NameOf(work.engine)), work.name.span};
  root.enabled = {work.enabled.value, work.enabled.span};
  root.dag_id = DagIdOf(resolve::At(scope.environment().packages, work.package.id), work);
  root.cron = CronOf(work.cron);
  root.timezone = TextOf(work.timezone);
  root.first_fires = FirstFires(work.cron, work.timezone, {}, 5);
  root.runs_in = {!work.enabled.value   ? "nothing"
                  : work.engine.airflow ? "airflow"
                                        : "pods",
                  {work.enabled.span, work.name.span}};
  root.dag = BuildAirflowDag(scope, work);
  root.housekeeping = BuildAirflowHousekeeping(scope, work);
  use(&root, scope.environment().name, resolve::ObjectName(work));
}

void WithPrincipal(const Context& context, size_t index, const Use& use) {
  const auto [e, id] = Split(
      context, index, [&](size_t i) { return context.access.environments[i].principals.size(); });
  const Scope scope{context, e};
  const Workspace workspace = BuildWorkspace(context);
  const Environment environment = BuildEnvironment(scope);
  const access::Principal& who = scope.access().principals[id];
  PrincipalRoot root;
  root.workspace = &workspace;
  root.environment = &environment;
  root.principal = IdOf(scope, who);
  root.kind = {std::string(access::WordOf(who.kind)), who.declared};
  root.vault_policy = VaultPolicyOf(scope, who);
  root.in_vault = {!who.vault_policy.empty(), who.declared};
  root.vault_rules = VaultRulesOf(scope, who);
  use(&root, scope.environment().name, who.id);
}

void WithPackageAcross(const Context& context, size_t index, const Use& use) {
  const std::string& name = context.package_names[index];
  const Workspace workspace = BuildWorkspace(context);
  PackageAcrossRoot root;
  root.workspace = &workspace;
  for (size_t e = 0; e < context.program.environments.size(); ++e) {
    const Scope scope{context, e};
    const Id<spec::Package> id = resolve::FindPackage(scope.environment(), name);
    if (!id.valid()) continue;
    const spec::Package& package = resolve::At(scope.environment().packages, id);
    root.environments.push_back(BuildEnvironment(scope));
    root.name = TextOf(package.name);
    root.owner = {package.owner.name.value, package.owner.name.span};
  }
  root.publish = BuildPublishJobs(context, name);
  root.publishes = {!root.publish.empty(), root.name.from};
  use(&root, {}, "package/" + name);
}

std::vector<Root> MakeRoots() {
  return {
      {{"workspace"},
       value::TypeOf<WorkspaceRoot>(),
       [](const Context&) -> size_t { return 1; },
       &WithWorkspace},
      {{"environment"},
       value::TypeOf<EnvironmentRoot>(),
       [](const Context& c) { return c.program.environments.size(); },
       &WithEnvironment},
      {{"environment", "package"},
       value::TypeOf<PackageRoot>(),
       [](const Context& c) {
         return Sum(c, [&](size_t e) { return c.program.environments[e].packages.size(); });
       },
       &WithPackage},
      {{"environment", "schedule"},
       value::TypeOf<ScheduleRoot>(),
       [](const Context& c) {
         return Sum(c, [&](size_t e) { return c.program.environments[e].schedules.size(); });
       },
       &WithSchedule},
      {{"environment", "maintenance"},
       value::TypeOf<MaintenanceRoot>(),
       [](const Context& c) {
         return Sum(c, [&](size_t e) { return c.program.environments[e].maintenance.size(); });
       },
       &WithMaintenance},
      {{"environment", "principal"},
       value::TypeOf<PrincipalRoot>(),
       [](const Context& c) {
         return Sum(c, [&](size_t e) { return c.access.environments[e].principals.size(); });
       },
       &WithPrincipal},
      {{"package"},
       value::TypeOf<PackageAcrossRoot>(),
       [](const Context& c) { return c.package_names.size(); },
       &WithPackageAcross},
  };
}

}  // namespace

std::span<const Root> Roots() {
  static const std::vector<Root> kRoots = MakeRoots();
  return kRoots;
}

const Root* FindRoot(std::span<const std::string_view> each) {
  const auto same = [&](const Root& root) {
    return std::is_permutation(each.begin(), each.end(), root.each.begin(), root.each.end());
  };
  const auto found = std::find_if(Roots().begin(), Roots().end(), same);
  return found == Roots().end() ? nullptr : &*found;
}

}  // namespace writ::view
