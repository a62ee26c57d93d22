// Pods: from a job of a package to what KubernetesPodOperator is told.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "access/pod_folders.h"
#include "base/ascii.h"
#include "view/airflow_parts.h"
#include "view/free_data.h"
#include "view/names.h"

namespace writ::view {
namespace {

// Names that the file itself or Python uses.
constexpr std::array<std::string_view, 42> kTaken = {"and",
                                                     "annotations",
                                                     "as",
                                                     "assert",
                                                     "async",
                                                     "await",
                                                     "break",
                                                     "chain",
                                                     "class",
                                                     "continue",
                                                     "dag",
                                                     "def",
                                                     "del",
                                                     "elif",
                                                     "else",
                                                     "except",
                                                     "finally",
                                                     "for",
                                                     "from",
                                                     "global",
                                                     "if",
                                                     "import",
                                                     "in",
                                                     "is",
                                                     "k8s",
                                                     "lambda",
                                                     "late",
                                                     "nonlocal",
                                                     "not",
                                                     "or",
                                                     "pass",
                                                     "pendulum",
                                                     "raise",
                                                     "return",
                                                     "run_period",
                                                     "timedelta",
                                                     "try",
                                                     "while",
                                                     "with",
                                                     "yield",
                                                     "succeeded_in_time",
                                                     "print"};

Text Quantity(const Located<spec::Cpu>& value) { return {value.value.text, value.span}; }
Text Quantity(const Located<spec::Memory>& value) { return {value.value.text, value.span}; }

void AddResources(const spec::Resources& resources, AirflowTask& task) {
  auto& requests = task.requests.entries;
  auto& limits = task.limits.entries;
  if (resources.cpu) requests.emplace_back(Text("cpu"), Quantity(*resources.cpu));
  if (resources.memory) requests.emplace_back(Text("memory"), Quantity(*resources.memory));
  if (resources.limits && resources.limits->cpu) {
    limits.emplace_back(Text("cpu"), Quantity(*resources.limits->cpu));
  }
  if (resources.limits && resources.limits->memory) {
    limits.emplace_back(Text("memory"), Quantity(*resources.limits->memory));
  } else if (resources.memory) {
    limits.emplace_back(Text("memory"), Quantity(*resources.memory));
  }
  task.has_resources = !requests.empty() || !limits.empty();
}

void AddPlacement(const spec::Placement& placement, AirflowTask& task) {
  for (const auto& [label, value] : placement.node_selector.entries) {
    task.node_selector.entries.emplace_back(Text(label), Text(value));
  }
  for (const spec::Toleration& toleration : placement.tolerations) {
    AirflowToleration out;
    out.key = toleration.key;
    out.op = Text(toleration.value ? "Equal" : "Exists");
    out.value = TextOf(toleration.value);
    if (toleration.effect) {
      out.effect =
          Text(std::string(spec::Print(toleration.effect->value)), toleration.effect->span);
    }
    task.tolerations.push_back(std::move(out));
  }
  task.priority_class = TextOf(placement.priority_class);
}

// A volume's name from its path: `/etc/ca` is `volume-etc-ca`; a second of that name gets a number.
std::string VolumeName(std::string_view path, std::set<std::string>& taken) {
  std::string name = "volume";
  for (const char c : path) {
    if (IsLetter(c) || IsDigit(c)) {
      name += ToLower(c);
    } else if (name.back() != '-') {
      name += '-';
    }
  }
  while (name.back() == '-') name.pop_back();
  name = access::Shorten(name, 58);
  std::string unique = name;
  for (int i = 2; !taken.insert(unique).second; ++i) unique = fmt::format("{}-{}", name, i);
  return unique;
}

void AddVolumes(const spec::MapOf<std::string, spec::Volume>& volumes, AirflowTask& task) {
  std::set<std::string> taken;
  for (const auto& [path, volume] : volumes.entries) {
    AirflowVolume out;
    out.name = {VolumeName(path.value, taken), path.span};
    out.path = Text(path);
    out.read_only = volume.config_map.has_value();
    out.config_map = TextOf(volume.config_map);
    if (volume.empty_dir) {
      out.empty_dir = AirflowEmptyDir{std::nullopt, Quantity(*volume.empty_dir)};
    }
    task.volumes.push_back(std::move(out));
  }
}

std::vector<AirflowSecretUse> UsesOf(const spec::MapOf<spec::EnvName, spec::SecretUse>& secrets) {
  std::vector<AirflowSecretUse> uses;
  for (const auto& [variable, use] : secrets.entries) {
    uses.push_back({variable.value.text, variable.span, use.from.secret.id, use.from.key,
                    use.as.value == spec::Delivery::kFile});
  }
  return uses;
}

// The agent reads Vault only.
bool AgentCan(const Scope& scope, const std::vector<AirflowSecretUse>& uses) {
  return std::ranges::all_of(uses, [&](const AirflowSecretUse& use) {
    return resolve::At(scope.environment().secrets, use.secret).store.value == spec::Store::kVault;
  });
}

void AddSecrets(const Scope& scope, const access::Principal& principal,
                const std::vector<AirflowSecretUse>& uses, AirflowTask& task) {
  if (uses.empty()) return;
  const auto& vault = scope.environment().facts->vault;
  if (vault && vault->delivery.value == spec::SecretDelivery::kVaultAgent &&
      AgentCan(scope, uses)) {
    DeliverByVaultAgent(scope, principal, uses, task);
    return;
  }
  task.runtime_image = RuntimeImage(scope.environment());
  task.volumes.push_back({Text("writ"), Text(std::string(access::kRuntimeFolder)), Bool(true),
                          std::nullopt, AirflowEmptyDir{std::nullopt, Text("64Mi")}, std::nullopt});
  for (const char* word : {"/writ/writ-run", "secrets", "exec", "--"}) {
    task.wrapper.emplace_back(std::string(word), vault ? vault->delivery.span : Span{});
  }
  DeliverByRuntime(scope, principal, uses, task);
}

AirflowWord WordOf(const spec::Argument& argument, AirflowUses& uses) {
  AirflowWord word;
  if (argument.param) {
    uses.params.insert(argument.param->value);
    word.run = Reference{"PARAM_" + AirflowVariableName(argument.param->value),
                         value::Origins(argument.param->span)};
    return word;
  }
  if (!argument.run) {
    word.text = Text(argument.text);
    return word;
  }
  const auto constant = [&](std::string_view name, bool& used) {
    used = true;
    word.run = Reference{std::string(name), value::Origins(argument.run->span)};
  };
  switch (argument.run->value) {
    case spec::RunValue::kDate:
      constant("RUN_DATE", uses.date);
      break;
    case spec::RunValue::kStart:
      constant("RUN_START", uses.period);
      break;
    case spec::RunValue::kEnd:
      constant("RUN_END", uses.period);
      break;
    case spec::RunValue::kId:
      constant("RUN_ID", uses.id);
      break;
    case spec::RunValue::kAttempt:
      constant("RUN_ATTEMPT", uses.attempt);
      break;
  }
  return word;
}

}  // namespace

std::string AirflowVariableName(std::string_view name) {
  std::string out;
  for (const char c : name) out += c == '-' ? std::string("__") : std::string(1, c);
  if (std::ranges::find(kTaken, name) != kTaken.end()) out += '_';
  return out;
}

AirflowTask JobTask(const Scope& scope, const spec::Package& package,
                    const spec::Schedule& schedule, const Located<spec::Name>& name,
                    const Located<spec::Name>& job_name, AirflowUses& uses) {
  const spec::Job* job = package.jobs.Find(job_name.value.text);
  WRIT_CHECK(job != nullptr);
  const access::Principal* principal =
      scope.access().Find(access::PrincipalKind::kJob, schedule.package.id, job_name.value.text);
  WRIT_CHECK(principal != nullptr);
  AirflowTask task;
  task.name = {name.value.text, name.span};
  task.var = {AirflowVariableName(name.value.text), value::Origins(name.span)};
  task.renamed = task.var.name != name.value.text;
  task.pool = TextOf(schedule.airflow.pool);
  if (schedule.airflow.pool_slots) task.pool_slots = Integer(*schedule.airflow.pool_slots);
  task.retries = Integer(job->retries);
  if (job->retry_delay)
    task.retry_delay = Integer(job->retry_delay->value.seconds, job->retry_delay->span);
  if (job->timeout) task.timeout = Integer(job->timeout->value.seconds, job->timeout->span);
  task.service_account = {principal->service_account, job_name.span};
  task.service_account.from.Add(ServiceAccountOf(scope, *principal).from);
  task.pod_name = task.service_account;
  task.job = {job_name.value.text, job_name.span};
  for (const spec::Argument& argument : job->command)
    task.command.push_back(WordOf(argument, uses));
  for (const auto& [variable, argument] : job->env.entries) {
    task.env.push_back({Text(variable.value.text, variable.span), WordOf(argument, uses)});
  }
  AddResources(job->resources, task);
  AddPlacement(job->placement, task);
  task.extension = ToMap(job->extend.pod);
  AddVolumes(job->volumes, task);
  AddSecrets(scope, *principal, UsesOf(job->secrets), task);
  return task;
}

}  // namespace writ::view
