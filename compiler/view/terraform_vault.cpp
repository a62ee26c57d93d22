#include "view/terraform_vault.h"

#include <algorithm>
#include <map>
#include <set>

#include "access/airflow_components.h"
#include "access/ci_jobs.h"
#include "view/names.h"
#include "view/vault_rules.h"

namespace writ::view {
namespace {

using access::Principal;
using access::PrincipalKind;
using value::Text;

// A job reads its secrets when it starts: its token need not outlive that.
constexpr int64_t kJobTokenSeconds = 600;
// Airflow logs in again when a token has run out.
constexpr int64_t kAirflowTokenSeconds = 3600;
// However often a token is renewed, a day later its holder logs in again.
constexpr int64_t kRenewedTokenSeconds = 86400;

constexpr std::string_view kJwtType = "vault_jwt_auth_backend";
constexpr std::string_view kPlainType = "vault_auth_backend";

class Builder {
 public:
  explicit Builder(const Scope& scope)
      : scope_(scope),
        environment_(scope.environment()),
        facts_(*environment_.facts),
        vault_(*facts_.vault),
        in_ci_(access::JobsInCi(environment_)) {
    for (const spec::Maintenance& work : environment_.maintenance) {
      if (work.renamed_from) renamed_[{work.package.id, work.name.value.text}] = &work;
    }
  }

  TerraformVault Build() {
    out_.backend = BackendOf(scope_, {"vault"});
    out_.address = TextOf(vault_.address);
    out_.vault_namespace = TextOf(vault_.vault_namespace);
    AddMount();
    AddClusterBackend();
    for (const Principal& who : scope_.access().principals) {
      if (!who.vault_policy.empty()) AddPrincipal(who);
    }
    AddRenames();
    std::sort(
        out_.backends.begin(), out_.backends.end(),
        [](const VaultBackend& a, const VaultBackend& b) { return a.path.value < b.path.value; });
    return std::move(out_);
  }

 private:
  void AddMount() {
    VaultMount mount;
    mount.path = TextOf(vault_.mount);
    mount.label = LabelOfPath(mount.path);
    mount.system_path = {"sys/mounts/" + mount.path.value, mount.path.from};
    mount.exists = Exists(scope_, "vault/mount/" + mount.path.value);
    out_.mounts.push_back(std::move(mount));
  }

  static Text LabelOfPath(const Text& path) { return {access::MountLabel(path.value), path.from}; }

  VaultBackend MakeBackend(const Text& path, std::string_view who) const {
    VaultBackend out;
    out.path = path;
    out.label = LabelOfPath(path);
    out.description = {fmt::format("{} of {}", who, environment_.name), environment_.name_span};
    out.exists = Exists(scope_, "vault/auth/" + path.value);
    return out;
  }

  void AddBackend(VaultBackend backend) {
    if (mounted_.insert(backend.path.value).second) out_.backends.push_back(std::move(backend));
  }

  void AddClusterBackend() {
    if (!facts_.kubernetes) return;
    const spec::WorkloadAuth& auth = vault_.workload_auth;
    VaultBackend backend =
        MakeBackend(TextOf(auth.jwt ? *auth.jwt : *auth.kubernetes), "workloads in the cluster");
    const auto& issuer = facts_.kubernetes->oidc_issuer;
    if (!backend.exists.value && auth.jwt) {
      backend.jwt = {{"https://" + issuer.value, issuer.span}};
    } else if (!backend.exists.value) {
      backend.kubernetes = {TextOf(facts_.kubernetes->api_server)};
    }
    AddBackend(std::move(backend));
  }

  value::Reference BackendAt(std::string_view type, const Text& path) const {
    const value::Bool exists = Exists(scope_, "vault/auth/" + path.value);
    return AddressOf(exists.value ? kPlainType : type, LabelOfPath(path), exists);
  }

  // The names that tell a principal from all others, as the specs have them.
  Text LabelFor(const Principal& who) const {
    if (who.kind == PrincipalKind::kAirflow) return {"airflow", who.declared};
    if (who.kind == PrincipalKind::kTeam) return LabelOf({{"team"}, {who.name, who.declared}});
    return LabelsOf(who).back();
  }

  // The labels that a package, a job or a maintenance object may have had, today's last.
  std::vector<Text> LabelsOf(const Principal& who) const {
    std::vector<Text> packages = NamesOf(resolve::At(environment_.packages, who.package));
    if (who.kind == PrincipalKind::kPackage) return packages;
    std::vector<Text> names = {{who.name, who.declared}};
    const auto renamed = who.kind == PrincipalKind::kMaintenance
                             ? renamed_.find({who.package, who.name})
                             : renamed_.end();
    if (renamed != renamed_.end()) names = NamesOf(*renamed->second);
    std::vector<Text> out;
    for (const Text& package : packages) {
      for (const Text& name : names) out.push_back(LabelOf({package, name}));
    }
    return out;
  }

  VaultToken TokenFor(const Principal& who) const {
    const auto make = [&](std::string_view type, int64_t ttl, int64_t max_ttl, const Span& from) {
      return VaultToken{{std::string(type), from}, {ttl, from}, {max_ttl, from}};
    };
    if (who.kind == PrincipalKind::kPackage) {
      const auto& ttl = resolve::At(environment_.packages, who.package).vault->token_ttl;
      return make("service", ttl.value.seconds, std::max(ttl.value.seconds, kRenewedTokenSeconds),
                  ttl.span);
    }
    if (who.kind == PrincipalKind::kAirflow)
      return make("batch", kAirflowTokenSeconds, kAirflowTokenSeconds, {});
    if (HoldsToken(scope_, who))
      return make("service", kJobTokenSeconds, kRenewedTokenSeconds, vault_.delivery.span);
    return make("batch", kJobTokenSeconds, kJobTokenSeconds, vault_.delivery.span);
  }

  VaultRole MakeRole(const Principal& who, std::string_view type, const Text& mount,
                     const Text& label) const {
    VaultRole out;
    out.principal = IdOf(scope_, who);
    out.label = label;
    out.name = VaultPolicyOf(scope_, who);
    out.login = {fmt::format("{}/{}", mount.value, who.vault_policy), mount.from};
    out.login.from.Add(out.name.from);
    out.backend = BackendAt(type, mount);
    out.policy = AddressOf("vault_policy", label);
    out.token = TokenFor(who);
    return out;
  }

  bool RunsInCi(const Principal& who) const {
    return who.kind == PrincipalKind::kJob && in_ci_.count({who.package, who.name}) > 0;
  }

  void AddPrincipal(const Principal& who) {
    const Text label = LabelFor(who);
    const Text name = VaultPolicyOf(scope_, who);
    out_.policies.push_back(
        {label, name, {fmt::format("../../vault/policies/{}.hcl", name.value), name.from}});
    std::string_view role_type;
    if (who.kind == PrincipalKind::kTeam) {
      AddTeam(who, label);
    } else if (who.kind == PrincipalKind::kPackage) {
      AddAppRole(who, label);
      role_type = "vault_approle_auth_backend_role";
    } else if (RunsInCi(who)) {
      AddCiRole(who, label);
      role_type = "vault_jwt_auth_backend_role";
    } else if (facts_.kubernetes) {
      AddWorkloadRole(who, label);
      role_type = vault_.workload_auth.jwt ? "vault_jwt_auth_backend_role"
                                           : "vault_kubernetes_auth_backend_role";
    }
    labels_.insert(label.value);
    if (who.package.valid() && !role_type.empty()) movable_.emplace_back(&who, role_type);
  }

  // A job may have the name that a maintenance object had: then nothing moves away from its
  // address.
  void AddRenames() {
    for (const auto& [who, role_type] : movable_) {
      std::vector<Text> labels = LabelsOf(*who);
      const auto taken = [&](const Text& label) { return labels_.count(label.value) > 0; };
      labels.erase(std::remove_if(labels.begin(), labels.end() - 1, taken), labels.end() - 1);
      AddMoves({"vault_policy", role_type}, labels, out_.moves);
    }
  }

  void AddTeam(const Principal& who, const Text& label) {
    const auto* entry = scope_.context.program.platform->teams.FindEntry(who.name);
    if (entry == nullptr || !entry->second.vault_group) return;
    out_.teams.push_back({TextOf(entry->first), label, TextOf(*entry->second.vault_group),
                          AddressOf("vault_policy", label)});
  }

  void AddAppRole(const Principal& who, const Text& label) {
    const spec::PackageVault& login = *resolve::At(environment_.packages, who.package).vault;
    const Text path = TextOf(login.approle);
    VaultBackend backend = MakeBackend(path, "packages outside of the cluster");
    backend.approle = !backend.exists.value;
    AddBackend(std::move(backend));
    out_.approles.push_back(
        {MakeRole(who, kPlainType, path, label), SecondsOf(login.secret_id_ttl)});
  }

  void AddCiRole(const Principal& who, const Text& label) {
    if (!vault_.ci_auth || !facts_.gitlab) return;
    const spec::Gitlab& gitlab = *facts_.gitlab;
    const Text path = TextOf(vault_.ci_auth->jwt);
    VaultBackend backend = MakeBackend(path, "CI jobs");
    if (!backend.exists.value) backend.jwt = {TextOf(gitlab.url)};
    AddBackend(std::move(backend));
    VaultJwtRole out;
    out.role = MakeRole(who, kJwtType, path, label);
    const spec::Package& package = resolve::At(environment_.packages, who.package);
    out.audience = {access::CiAudience(vault_.audience.value, environment_.name,
                                       access::PhysicalName(package), who.name),
                    {vault_.audience.span, who.declared}};
    out.audience.from.Add({environment_.name_span, access::PhysicalSpan(package)});
    out.claims.emplace();
    const auto claim = [&](std::string_view name, std::string value, const Span& from) {
      out.claims->entries.emplace_back(Text(std::string(name)), Text(std::move(value), from));
    };
    claim("environment", gitlab.environment ? gitlab.environment->value : environment_.name,
          gitlab.environment ? gitlab.environment->span : environment_.name_span);
    claim("project_id", std::to_string(gitlab.project_id.value), gitlab.project_id.span);
    claim("ref", gitlab.ref.value.text, gitlab.ref.span);
    claim("ref_protected", "true", gitlab.ref.span);
    claim("ref_type", "branch", gitlab.ref.span);
    out_.jwt_roles.push_back(std::move(out));
  }

  // The service accounts by whose tokens a principal logs in.
  std::vector<Text> AccountsOf(const Principal& who) const {
    if (who.kind != PrincipalKind::kAirflow) return {ServiceAccountOf(scope_, who)};
    std::vector<Text> out;
    const spec::Airflow& airflow = *facts_.airflow;
    for (const access::AirflowComponent& part :
         access::AirflowComponents(airflow.version.value, airflow.executor.value))
      out.push_back(
          {std::string(part.service_account), {airflow.version.span, airflow.executor.span}});
    std::sort(out.begin(), out.end(),
              [](const Text& a, const Text& b) { return a.value < b.value; });
    return out;
  }

  void AddWorkloadRole(const Principal& who, const Text& label) {
    const auto& auth = vault_.workload_auth;
    const Text space =
        TextOf(who.kind == PrincipalKind::kAirflow ? facts_.airflow->kubernetes_namespace
                                                   : facts_.kubernetes->jobs_namespace);
    if (auth.kubernetes) {
      out_.kubernetes_roles.push_back({MakeRole(who, kPlainType, TextOf(*auth.kubernetes), label),
                                       AccountsOf(who), space, TextOf(vault_.audience)});
      return;
    }
    VaultJwtRole out;
    out.role = MakeRole(who, kJwtType, TextOf(*auth.jwt), label);
    out.audience = TextOf(vault_.audience);
    Text subjects;
    const std::vector<Text> accounts = AccountsOf(who);
    for (const Text& account : accounts) {
      subjects.value += fmt::format("{}system:serviceaccount:{}:{}",
                                    subjects.value.empty() ? "" : ",", space.value, account.value);
      subjects.from.Add(account.from);
    }
    subjects.from.Add(space.from);
    if (accounts.size() == 1) {
      out.subject = std::move(subjects);
    } else {
      out.claims.emplace();
      out.claims->entries.emplace_back(Text("sub"), std::move(subjects));
    }
    out_.jwt_roles.push_back(std::move(out));
  }

  const Scope& scope_;
  const resolve::Environment& environment_;
  const spec::Environment& facts_;
  const spec::Vault& vault_;
  const access::JobSet in_ci_;
  TerraformVault out_;
  std::set<std::string> mounted_;  // paths of `out_.backends`
  std::map<std::pair<Id<spec::Package>, std::string_view>, const spec::Maintenance*> renamed_;
  std::set<std::string> labels_;  // of all policies
  // Whose addresses a rename may change, and the type of their role.
  std::vector<std::pair<const Principal*, std::string_view>> movable_;
};

}  // namespace

std::optional<TerraformVault> BuildTerraformVault(const Scope& scope) {
  if (!scope.environment().facts->vault) return std::nullopt;
  return Builder(scope).Build();
}

}  // namespace writ::view
