#include "access/access.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "access/consent.h"
#include "access/names.h"

namespace writ::access {
namespace {

using diag::Code;

class Deriver {
 public:
  Deriver(const resolve::Program& program, const resolve::Environment& environment,
          diag::Sink& sink)
      : program_(program), environment_(environment), consents_(environment), sink_(sink) {
    for (const spec::Schedule& item : environment.schedules) {
      if (item.engine.value == spec::Engine::kAirflow && item.enabled.value)
        with_dags_.insert(item.package.name.value);
    }
    for (const spec::Maintenance& item : environment.maintenance) {
      if (item.enabled.value) with_dags_.insert(item.package.name.value);
    }
  }

  EnvironmentAccess Run() {
    for (uint32_t i = 0; i < environment_.packages.size(); ++i) AddPackage({i});
    for (const spec::Maintenance& work : environment_.maintenance) AddMaintenance(work);
    for (const spec::Schedule& schedule : environment_.schedules) AddSchedule(schedule);
    AddAirflow();
    AddTeams();
    auto& all = out_.principals;
    std::sort(all.begin(), all.end(), [](const Principal& a, const Principal& b) {
      return std::tie(a.kind, a.package, a.name) < std::tie(b.kind, b.package, b.name);
    });
    return std::move(out_);
  }

 private:
  void Ask(Principal& who, const Use& use) { consents_.Ask(use, who, sink_); }

  Principal Make(PrincipalKind kind, Id<spec::Package> package, std::string_view name,
                 const Span& declared) {
    Principal who;
    who.kind = kind;
    who.package = package;
    who.name = name;
    who.declared = declared;
    who.named = declared;
    const std::string owner =
        package.valid() ? "package/" + resolve::At(environment_.packages, package).name.value.text
                        : "";
    switch (kind) {
      case PrincipalKind::kJob:
      case PrincipalKind::kService:
      case PrincipalKind::kMaintenance:
      case PrincipalKind::kSchedule:
        who.id = fmt::format("{} {}/{}", owner, WordOf(kind), name);
        break;
      case PrincipalKind::kPublisher:
        who.id = "publisher" + owner.substr(7);
        break;
      case PrincipalKind::kPackage:
        who.id = owner;
        break;
      case PrincipalKind::kAirflow:
        who.id = "component/airflow";
        break;
      case PrincipalKind::kTeam:
        who.id = fmt::format("team/{}", name);
        break;
    }
    return who;
  }

  bool InVault(const Principal& who) const {
    return std::any_of(who.secrets.begin(), who.secrets.end(), [&](const Grant& grant) {
      return resolve::At(environment_.secrets, grant.secret).store.value == spec::Store::kVault;
    });
  }

  void Keep(Principal who, std::string_view policy) {
    const auto& vault = environment_.facts->vault;
    const bool prefixed = vault && vault->name_prefix;
    if (InVault(who)) {
      who.vault_policy = prefixed ? fmt::format("{}.{}", vault->name_prefix->value.text, policy)
                                  : std::string(policy);
    }
    out_.principals.push_back(std::move(who));
  }

  void AddPackage(Id<spec::Package> id) {
    const spec::Package& package = resolve::At(environment_.packages, id);
    const std::string& physical = PhysicalName(package);
    for (const auto& [name, job] : package.jobs.entries) {
      Principal who = Make(PrincipalKind::kJob, id, name.value.text, name.span);
      for (const auto& [variable, use] : job.secrets.entries)
        Ask(who, {use.from.secret.id, {true, false, false}, use.from.secret.name.span});
      who.service_account = ServiceAccount(physical, name.value.text);
      Keep(std::move(who), VaultPolicy(physical, name.value.text));
    }
    for (const auto& [name, service] : package.services.entries) {
      Principal who = Make(PrincipalKind::kService, id, name.value.text, name.span);
      for (const auto& [variable, use] : service.secrets.entries)
        Ask(who, {use.from.secret.id, {true, false, false}, use.from.secret.name.span});
      who.service_account = GcpServiceIdentity(physical, name.value.text);
      Keep(std::move(who), {});
    }
    if (package.vault) {
      Principal who = Make(PrincipalKind::kPackage, id, {}, package.vault->approle.span);
      who.named = PhysicalSpan(package);
      for (const spec::SecretLookup& lookup : package.vault->secrets) {
        Use use{lookup.secret.id, ActionsOf(lookup.actions), lookup.secret.name.span};
        use.from.Add(OriginsOf(lookup.actions));
        Ask(who, use);
      }
      Keep(std::move(who), VaultPolicy(physical, {}));
    }
    if (Publishes(package)) {
      Principal who = Make(PrincipalKind::kPublisher, id, {}, package.name.span);
      who.named = PhysicalSpan(package);
      who.writes_prefix = DagPrefix(environment_.name, physical);
      who.aws_role = PublisherRole(physical, environment_.name);
      who.aws_audience = PublisherAudience(environment_.name, physical);
      out_.principals.push_back(std::move(who));
    }
  }

  // A package publishes when it has DAGs here: generated or written by hand.
  bool Publishes(const spec::Package& package) const {
    if (!environment_.facts->airflow || !environment_.facts->aws) return false;
    return !package.dags.empty() || with_dags_.count(package.name.value.text) > 0;
  }

  void AddMaintenance(const spec::Maintenance& work) {
    if (!work.package.id.valid() || work.engine.airflow) return;
    Principal who =
        Make(PrincipalKind::kMaintenance, work.package.id, work.name.value.text, work.name.span);
    const auto ask = [&](const auto& engine) {
      if (engine && engine->password)
        Ask(who, {engine->password->secret.id,
                  {true, false, false},
                  engine->password->secret.name.span});
    };
    ask(work.engine.trino);
    ask(work.engine.timescaledb);
    ask(work.engine.clickhouse);
    who.named = PhysicalSpan(work);
    const std::string& package = PhysicalName(resolve::At(environment_.packages, work.package.id));
    who.service_account = ServiceAccount(package, PhysicalName(work));
    Keep(std::move(who), VaultPolicy(package, PhysicalName(work)));
  }

  void AddSchedule(const spec::Schedule& schedule) {
    if (schedule.engine.value != spec::Engine::kCloudScheduler || !schedule.package.id.valid())
      return;
    Principal who = Make(PrincipalKind::kSchedule, schedule.package.id, schedule.name.value.text,
                         schedule.name.span);
    who.named = PhysicalSpan(schedule);
    who.service_account =
        GcpScheduleIdentity(PhysicalName(resolve::At(environment_.packages, schedule.package.id)),
                            PhysicalName(schedule));
    out_.principals.push_back(std::move(who));
  }

  // Airflow reads what secrets show to it: that line is the owner's consent and the use at once.
  void AddAirflow() {
    if (!environment_.facts->airflow) return;
    Principal who =
        Make(PrincipalKind::kAirflow, {}, {}, environment_.facts->airflow->version.span);
    who.named = {};
    for (uint32_t i = 0; i < environment_.secrets.size(); ++i) {
      const auto& airflow = environment_.secrets[i].airflow;
      if (!airflow) continue;
      const Span span = airflow->connection ? airflow->connection->span : airflow->variable->span;
      AddGrant({i}, {true, false, false}, span, {}, who);
    }
    who.aws_role = DagReaderRole(environment_.name);
    Keep(std::move(who), "airflow");
  }

  void AddTeams() {
    const auto& teams = program_.platform->teams.entries;
    std::vector<std::vector<std::pair<Id<spec::Secret>, const spec::Allow*>>> allowed(teams.size());
    for (uint32_t i = 0; i < environment_.secrets.size(); ++i) {
      for (const spec::Allow& allow : environment_.secrets[i].allow) {
        if (allow.team && allow.team->id.valid())
          allowed[allow.team->id.value].emplace_back(Id<spec::Secret>{i}, &allow);
      }
    }
    for (size_t t = 0; t < teams.size(); ++t) {
      const auto& [name, team] = teams[t];
      Principal who = Make(PrincipalKind::kTeam, {}, name.value.text, name.span);
      for (const auto& [id, allow] : allowed[t]) {
        const bool vault = resolve::At(environment_.secrets, id).store.value == spec::Store::kVault;
        if (vault && !team.vault_group) {
          sink_
              .Report(Code::E0401, allow->team->name.span,
                      "team `{}` has no `vault_group`, so nobody gets this access", who.name)
              .Here("this consent reaches nobody")
              .Label(name.span, "the team is declared here")
              .Note("add `vault_group: NAME` to the team: the Vault identity group of its people");
        }
        AddGrant(id, ActionsOf(allow->actions), allow->team->name.span, OriginsOf(allow->actions),
                 who);
      }
      if (!who.secrets.empty()) Keep(std::move(who), fmt::format("team.{}", name.value.text));
    }
  }

  const resolve::Program& program_;
  const resolve::Environment& environment_;
  const Consents consents_;
  diag::Sink& sink_;
  EnvironmentAccess out_;
  std::set<std::string, std::less<>> with_dags_;  // packages with generated DAGs
};

}  // namespace

std::string_view WordOf(PrincipalKind kind) { return kPrincipalWords[static_cast<size_t>(kind)]; }

const Principal* EnvironmentAccess::Find(PrincipalKind kind, Id<spec::Package> package,
                                         std::string_view name) const {
  const auto wanted = std::tie(kind, package, name);
  const auto less = [&](const Principal& who, const auto& key) {
    const std::string_view own = who.name;
    return std::tie(who.kind, who.package, own) < key;
  };
  const auto found = std::lower_bound(principals.begin(), principals.end(), wanted, less);
  const bool same = found != principals.end() && found->kind == kind && found->package == package &&
                    found->name == name;
  return same ? &*found : nullptr;
}

Access Derive(const resolve::Program& program, diag::Sink& sink) {
  Access access;
  for (const resolve::Environment& environment : program.environments)
    access.environments.push_back(Deriver(program, environment, sink).Run());
  return access;
}

std::string SecretPathOf(const spec::Secret& secret, const resolve::Environment& environment) {
  if (secret.airflow && secret.airflow->connection)
    return "airflow/connections/" + secret.airflow->connection->value;
  if (secret.airflow && secret.airflow->variable)
    return "airflow/variables/" + secret.airflow->variable->value;
  std::string path = secret.path ? secret.path->value.text : PhysicalName(secret);
  const std::string name = environment.PathName();
  for (size_t at = path.find("{env}"); at != std::string::npos;
       at = path.find("{env}", at + name.size()))
    path.replace(at, 5, name);
  return path;
}

}  // namespace writ::access
