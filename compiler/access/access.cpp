#include "access/access.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "access/names.h"

namespace writ::access {
namespace {

using diag::Code;
using spec::Action;

struct Actions {
  bool read = false;
  bool list = false;
  bool write = false;
  bool Covers(const Actions& wanted) const {
    return (read || !wanted.read) && (list || !wanted.list) && (write || !wanted.write);
  }
};

Actions ActionsOf(const std::vector<Located<Action>>& words) {
  if (words.empty()) return {true, false, false};
  Actions out;
  for (const auto& word : words) {
    out.read = out.read || word.value == Action::kRead;
    out.list = out.list || word.value == Action::kList;
    out.write = out.write || word.value == Action::kWrite;
  }
  return out;
}

std::string Words(const Actions& actions) {
  std::string out;
  const auto add = [&](bool on, std::string_view word) {
    if (on) out += fmt::format("{}{}", out.empty() ? "" : ", ", word);
  };
  add(actions.read, "read");
  add(actions.list, "list");
  add(actions.write, "write");
  return out;
}

bool Names(const std::vector<Located<spec::Name>>& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const auto& item) { return item.value.text == name; });
}

class Deriver {
 public:
  Deriver(const resolve::Program& program, const resolve::Environment& environment,
          diag::Sink& sink)
      : program_(program), environment_(environment), sink_(sink) {
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
  // What a consumer asks for, and who it is in the words of a consent.
  struct Use {
    Id<spec::Secret> secret;
    Actions actions;
    Span span;
  };

  bool Applies(const spec::Allow& allow, const Principal& who) const {
    if (!allow.package || allow.package->id != who.package) return false;
    const bool narrowed =
        !allow.jobs.empty() || !allow.services.empty() || !allow.maintenance.empty();
    if (!narrowed) return true;
    switch (who.kind) {
      case PrincipalKind::kJob:
        return Names(allow.jobs, who.name);
      case PrincipalKind::kService:
        return Names(allow.services, who.name);
      case PrincipalKind::kMaintenance:
        return Names(allow.maintenance, who.name);
      default:
        return false;
    }
  }

  // The word for the consumer in `allow`: "job", "service", "maintenance".
  static std::string_view Part(PrincipalKind kind) {
    switch (kind) {
      case PrincipalKind::kJob:
        return "job";
      case PrincipalKind::kService:
        return "service";
      case PrincipalKind::kMaintenance:
        return "maintenance";
      default:
        return "";
    }
  }

  void Ask(Principal& who, const Use& use) {
    if (!use.secret.valid()) return;
    const spec::Secret& secret = resolve::At(environment_.secrets, use.secret);
    Actions allowed;
    value::Origins consent;
    const spec::Allow* nearest = nullptr;
    for (const spec::Allow& allow : secret.allow) {
      if (allow.package && allow.package->id == who.package) nearest = &allow;
      if (!Applies(allow, who)) continue;
      const Actions more = ActionsOf(allow.actions);
      allowed = {allowed.read || more.read, allowed.list || more.list, allowed.write || more.write};
      consent.Add(allow.package->name.span);
    }
    if (!allowed.Covers(use.actions)) return ReportRefused(who, use, secret, nearest);
    Add(who, use.secret, use.actions, use.span, consent);
  }

  static void Add(Principal& who, Id<spec::Secret> secret, const Actions& actions, const Span& use,
                  const value::Origins& consent) {
    auto found =
        std::lower_bound(who.secrets.begin(), who.secrets.end(), secret,
                         [](const Grant& grant, Id<spec::Secret> id) { return grant.secret < id; });
    if (found == who.secrets.end() || found->secret != secret) {
      Grant grant;
      grant.secret = secret;
      found = who.secrets.insert(found, grant);
    }
    found->read = found->read || actions.read;
    found->list = found->list || actions.list;
    found->write = found->write || actions.write;
    found->from.Add(use);
    found->from.Add(consent);
  }

  void ReportRefused(const Principal& who, const Use& use, const spec::Secret& secret,
                     const spec::Allow* nearest) {
    const std::string& package = resolve::At(environment_.packages, who.package).name.value.text;
    const std::string_view part = Part(who.kind);
    const std::string consumer =
        part.empty() ? fmt::format("package `{}`", package)
                     : fmt::format("package `{}`, {} `{}`", package, part, who.name);
    auto report = sink_.Report(Code::E0402, use.span, "secret `{}` does not allow {}",
                               secret.name.value.text, consumer);
    report.Here("used here");
    std::string_view owner = secret.owner.name.value;
    std::string extra;
    if (nearest == nullptr) {
      report.Label(secret.name.span, "its owner, `{}`, does not allow this package", owner);
      extra = part.empty() ? fmt::format("{{package: {}}}", package)
                           : fmt::format("{{package: {}, {}s: [{}]}}", package, part, who.name);
      if (who.kind == PrincipalKind::kMaintenance)
        extra = fmt::format("{{package: {}, maintenance: [{}]}}", package, who.name);
      report.Note(
          "to ask for access, add `{}` to its `allow`; a reviewer from `{}` sees it as \"gains "
          "{}\"",
          extra, owner, Words(use.actions));
      return;
    }
    const bool narrowed = !Applies(*nearest, who);
    report.Label(nearest->package->name.span, "its owner, `{}`, {}", owner,
                 narrowed ? "allows only other parts of it" : "allows other actions only");
    report.Note("to ask for access, add `{}` there; a reviewer from `{}` sees it as \"gains {}\"",
                narrowed ? who.name : Words(use.actions), owner, Words(use.actions));
  }

  Principal Make(PrincipalKind kind, Id<spec::Package> package, std::string_view name,
                 const Span& declared) {
    Principal who;
    who.kind = kind;
    who.package = package;
    who.name = name;
    who.declared = declared;
    const std::string owner =
        package.valid() ? "package/" + resolve::At(environment_.packages, package).name.value.text
                        : "";
    switch (kind) {
      case PrincipalKind::kJob:
      case PrincipalKind::kService:
      case PrincipalKind::kMaintenance:
        who.id = fmt::format("{} {}/{}", owner, Part(kind), name);
        break;
      case PrincipalKind::kSchedule:
        who.id = fmt::format("{} schedule/{}", owner, name);
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

  void Keep(Principal who, std::string policy) {
    if (InVault(who)) who.vault_policy = std::move(policy);
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
      for (const spec::SecretLookup& lookup : package.vault->secrets)
        Ask(who, {lookup.secret.id, ActionsOf(lookup.actions), lookup.secret.name.span});
      Keep(std::move(who), VaultPolicy(physical, {}));
    }
    if (Publishes(package)) {
      Principal who = Make(PrincipalKind::kPublisher, id, {}, package.name.span);
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
    const std::string& package = PhysicalName(resolve::At(environment_.packages, work.package.id));
    who.service_account = ServiceAccount(package, PhysicalName(work));
    Keep(std::move(who), VaultPolicy(package, PhysicalName(work)));
  }

  void AddSchedule(const spec::Schedule& schedule) {
    if (schedule.engine.value != spec::Engine::kCloudScheduler || !schedule.package.id.valid())
      return;
    Principal who = Make(PrincipalKind::kSchedule, schedule.package.id, schedule.name.value.text,
                         schedule.name.span);
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
    for (uint32_t i = 0; i < environment_.secrets.size(); ++i) {
      const auto& airflow = environment_.secrets[i].airflow;
      if (!airflow) continue;
      const Span span = airflow->connection ? airflow->connection->span : airflow->variable->span;
      Add(who, {i}, {true, false, false}, span, {});
    }
    who.aws_role = DagReaderRole(environment_.name);
    Keep(std::move(who), "airflow");
  }

  void AddTeams() {
    const auto& teams = program_.platform->teams.entries;
    for (uint32_t t = 0; t < teams.size(); ++t) {
      Principal who =
          Make(PrincipalKind::kTeam, {}, teams[t].first.value.text, teams[t].first.span);
      for (uint32_t i = 0; i < environment_.secrets.size(); ++i) {
        const spec::Secret& secret = environment_.secrets[i];
        for (const spec::Allow& allow : secret.allow) {
          if (!allow.team || allow.team->id.value != t) continue;
          const bool vault = secret.store.value == spec::Store::kVault;
          if (vault && !teams[t].second.vault_group) {
            sink_
                .Report(Code::E0401, allow.team->name.span,
                        "team `{}` has no `vault_group`, so nobody gets this access", who.name)
                .Here("this consent reaches nobody")
                .Label(teams[t].first.span, "the team is declared here")
                .Note(
                    "add `vault_group: NAME` to the team: the Vault identity group of its people");
          }
          Add(who, {i}, ActionsOf(allow.actions), allow.team->name.span, {});
        }
      }
      if (!who.secrets.empty())
        Keep(std::move(who), fmt::format("team.{}", teams[t].first.value.text));
    }
  }

  const resolve::Program& program_;
  const resolve::Environment& environment_;
  diag::Sink& sink_;
  EnvironmentAccess out_;
  std::set<std::string, std::less<>> with_dags_;  // packages with generated DAGs
};

std::string Where(const Span& span, const source::SourceManager& sources) {
  return fmt::format("{}:{}", sources.Path(span.file), sources.Locate(span.file, span.begin).line);
}

}  // namespace

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

std::string Dump(const Access& access, const resolve::Program& program,
                 const source::SourceManager& sources) {
  std::string out;
  for (size_t e = 0; e < access.environments.size(); ++e) {
    const resolve::Environment& environment = program.environments[e];
    for (const Principal& who : access.environments[e].principals) {
      for (const Grant& grant : who.secrets) {
        std::string why = Where(grant.from.first, sources);
        for (const Span& span : grant.from.others) why += ", " + Where(span, sources);
        out += fmt::format("{}\t{}\t{}\tsecret/{}\t{}\n", environment.name, who.id,
                           Words({grant.read, grant.list, grant.write}),
                           resolve::At(environment.secrets, grant.secret).name.value.text, why);
      }
      if (!who.writes_prefix.empty()) {
        out += fmt::format("{}\t{}\twrite\ts3/{}/{}\t{}\n", environment.name, who.id,
                           environment.facts->aws->dag_bucket.value, who.writes_prefix,
                           Where(who.declared, sources));
      }
    }
  }
  return out;
}

}  // namespace writ::access
