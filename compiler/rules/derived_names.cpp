// Two objects must not meet under one derived name in one target and scope, and every name must fit
// its target.
#include <algorithm>
#include <array>

#include "access/names.h"
#include "rules/first_holders.h"
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

// Names of one sort within one environment, and who has them.
class NameSet {
 public:
  enum class Sort { kJoined, kBare };  // with the package's name in it, or without

  NameSet(std::string_view what, const std::string& environment, diag::Sink& sink,
          Sort sort = Sort::kJoined)
      : what_(what), environment_(environment), sink_(sink), sort_(sort) {}

  void Add(const std::string& name, const Span& span, const std::string& object) {
    const Owner* first = owners_.Claim(name, {span, object});
    if (first == nullptr || first->object == object) return;
    sink_
        .Report(Code::E0501, span, "{} and {} would both be the {} `{}`", first->object, object,
                what_, name)
        .Here("{}", object)
        .Label(first->span, "{}", first->object)
        .Note("{}: rename one of them, or give it an `id`",
              sort_ == Sort::kJoined
                  ? "names are joined, and `_` becomes `-` where the target has no `_`"
                  : "this name holds no package, and `_` may have become `-`")
        .Note("seen in `{}`", environment_);
  }

 private:
  struct Owner {
    Span span;
    std::string object;
  };
  std::string_view what_;
  const std::string& environment_;
  diag::Sink& sink_;
  Sort sort_;
  FirstHolders<std::string, Owner> owners_;
};

void CheckLength(const std::string& name, size_t limit, std::string_view what, const Span& span,
                 diag::Sink& sink) {
  if (name.size() <= limit) return;
  sink.Report(Code::E0502, span, "the {} `{}` has {} characters; {} fit", what, name, name.size(),
              limit)
      .Here("too long together with its package")
      .Note("give it a shorter `id`; what exists under the old name does not follow by itself");
}

std::string PackageOf(const Scope& scope, Id<spec::Package> id) {
  return access::PhysicalName(resolve::At(scope.environment.packages, id));
}

void DagIds(const Scope& scope, diag::Sink& sink) {
  NameSet ids("DAG", scope.environment.name, sink);
  const auto add = [&](const auto& object) {
    const std::string id =
        access::DagId(PackageOf(scope, object.package.id), access::PhysicalName(object));
    ids.Add(id, object.name.span, resolve::ObjectName(object));
    CheckLength(id, 200, "DAG id", object.name.span, sink);
  };
  for (const spec::Schedule& schedule : scope.environment.schedules) {
    if (schedule.engine.value == spec::Engine::kAirflow) add(schedule);
  }
  for (const spec::Maintenance& work : scope.environment.maintenance) add(work);
}

void SchedulerJobs(const Scope& scope, diag::Sink& sink) {
  NameSet jobs("Cloud Scheduler job", scope.environment.name, sink, NameSet::Sort::kBare);
  for (const spec::Schedule& schedule : scope.environment.schedules) {
    if (schedule.engine.value != spec::Engine::kCloudScheduler) continue;
    jobs.Add(access::PhysicalName(schedule), schedule.name.span, resolve::ObjectName(schedule));
  }
  NameSet services("Cloud Run service", scope.environment.name, sink, NameSet::Sort::kBare);
  for (const spec::Package& package : scope.environment.packages) {
    for (const auto& [name, service] : package.services.entries) {
      const std::string id = access::Dashed(name.value.text);
      services.Add(id, name.span,
                   fmt::format("{} service/{}", resolve::ObjectName(package), name.value.text));
      CheckLength(id, 49, "Cloud Run service", name.span, sink);
    }
  }
}

// What targets make in Kubernetes for a schedule, and for each of its tasks.
void ScheduleResources(const Scope& scope, diag::Sink& sink) {
  NameSet resources("Kubernetes object", scope.environment.name, sink);
  for (const spec::Schedule& schedule : scope.environment.schedules) {
    if (schedule.engine.value != spec::Engine::kKubernetes) continue;
    resources.Add(access::ScheduleResource(PackageOf(scope, schedule.package.id),
                                           access::PhysicalName(schedule)),
                  schedule.name.span, resolve::ObjectName(schedule));
    NameSet tasks("task in Kubernetes", scope.environment.name, sink);
    for (const auto& [name, task] : schedule.tasks.entries) {
      tasks.Add(access::Dashed(name.value.text), name.span,
                fmt::format("{} task/{}", resolve::ObjectName(schedule), name.value.text));
    }
  }
}

void Secrets(const Scope& scope, diag::Sink& sink) {
  NameSet vault("Vault path", scope.environment.name, sink);
  NameSet google("Google secret", scope.environment.name, sink, NameSet::Sort::kBare);
  for (const spec::Secret& secret : scope.environment.secrets) {
    if (secret.store.value == spec::Store::kVault) {
      vault.Add(access::SecretPathOf(secret, scope.environment),
                secret.path ? secret.path->span : secret.name.span, resolve::ObjectName(secret));
    } else {
      google.Add(access::PhysicalName(secret), secret.name.span, resolve::ObjectName(secret));
    }
  }
}

// Vault has policies of its own: one of these names would change what every token may do, or be
// refused.
void CheckPolicy(const access::Principal& who, diag::Sink& sink) {
  constexpr std::array<std::string_view, 4> kReserved = {"control-group", "default",
                                                         "response-wrapping", "root"};
  if (std::find(kReserved.begin(), kReserved.end(), who.vault_policy) == kReserved.end()) return;
  sink.Report(Code::E0211, who.declared, "{} would have Vault's own policy `{}`", who.id,
              who.vault_policy)
      .Here("logs in under this policy")
      .Note("give it another `id`, or add a `name_prefix` to `vault` of the environment");
}

void Principals(const Scope& scope, diag::Sink& sink) {
  NameSet accounts("service account", scope.environment.name, sink);
  NameSet google("Google service account", scope.environment.name, sink);
  NameSet policies("Vault policy", scope.environment.name, sink);
  NameSet roles("IAM role", scope.environment.name, sink);
  for (const access::Principal& who : scope.access.principals) {
    const bool gcp =
        who.kind == access::PrincipalKind::kService || who.kind == access::PrincipalKind::kSchedule;
    if (!who.service_account.empty())
      (gcp ? google : accounts).Add(who.service_account, who.declared, who.id);
    CheckPolicy(who, sink);
    if (!who.vault_policy.empty()) policies.Add(who.vault_policy, who.declared, who.id);
    // Publishers with one role have one audience too, which the rule on trust reports.
    const bool publisher = who.kind == access::PrincipalKind::kPublisher;
    if (!who.aws_role.empty() && !publisher) roles.Add(who.aws_role, who.declared, who.id);
  }
}

}  // namespace

void DerivedNames(const Scope& scope, diag::Sink& sink) {
  DagIds(scope, sink);
  ScheduleResources(scope, sink);
  SchedulerJobs(scope, sink);
  Secrets(scope, sink);
  Principals(scope, sink);
}

}  // namespace writ::rules
