#include "view/vault_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "access/names.h"

namespace writ::view {
namespace {

using access::Grant;
using access::Principal;
using access::PrincipalKind;
using value::Text;

// The order in which Vault's own documentation names them.
enum Capability : size_t { kCreate, kRead, kUpdate, kList };
constexpr std::array<std::string_view, 4> kWords = {"create", "read", "update", "list"};

struct Collected {
  std::string comment;             // all of `comments`
  std::set<std::string> comments;  // each once
  std::array<bool, kWords.size()> may{};
  value::Origins from;          // who is allowed, and uses it
  value::Origins comment_from;  // what it is called
  value::Origins path_from;     // where it lies
};
using Rules = std::map<std::string, Collected>;

void Add(Rules& rules, const std::string& path, const Text& comment,
         const std::vector<Capability>& may, const value::Origins& from,
         const value::Origins& path_from = {}) {
  Collected& rule = rules[path];
  if (rule.comments.insert(comment.value).second)
    rule.comment += (rule.comment.empty() ? "" : ", ") + comment.value;
  rule.comment_from.Add(comment.from);
  for (const Capability capability : may) rule.may[capability] = true;
  rule.from.Add(from);
  rule.path_from.Add(path_from);
}

// The folder that a secret lies in, with its slash; empty at the top of the mount.
std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

void AddGrant(const resolve::Environment& environment, const Grant& grant, Rules& rules) {
  const spec::Secret& secret = resolve::At(environment.secrets, grant.secret);
  if (secret.store.value != spec::Store::kVault) return;
  const std::string& mount = environment.facts->vault->mount.value;
  const Text path = SecretPath(secret, environment);
  const Text name{resolve::ObjectName(secret), secret.name.span};
  const std::string data = fmt::format("{}/data/{}", mount, path.value);
  value::Origins lies = path.from;
  lies.Add(environment.facts->vault->mount.span);
  if (grant.read) Add(rules, data, name, {kRead}, grant.from, lies);
  if (grant.write) Add(rules, data, name, {kCreate, kUpdate}, grant.from, lies);
  if (grant.list)
    Add(rules, fmt::format("{}/metadata/{}", mount, FolderOf(path.value)),
        {"all names beside " + name.value, name.from}, {kList}, grant.from, lies);
}

VaultRule RuleOf(const std::string& path, const Collected& from) {
  VaultRule out;
  out.comment = {from.comment, from.comment_from};
  out.comment.from.Add(from.from);
  out.path = {path, from.from};
  out.path.from.Add(from.path_from);
  for (size_t i = 0; i < kWords.size(); ++i) {
    if (from.may[i]) out.capabilities.push_back({std::string(kWords[i]), from.from});
  }
  return out;
}

}  // namespace

Text SecretPath(const spec::Secret& secret, const resolve::Environment& environment) {
  Text out(access::SecretPathOf(secret, environment));
  if (secret.airflow) {
    const auto& id =
        secret.airflow->connection ? secret.airflow->connection : secret.airflow->variable;
    if (id) out.from.Add(id->span);
  } else if (secret.path) {
    out.from.Add(secret.path->span);
    const auto& path_name = environment.facts->path_name;
    if (secret.path->value.text.find("{env}") != std::string::npos)
      out.from.Add(path_name ? path_name->span : environment.name_span);
  } else {
    out.from.Add(access::PhysicalSpan(secret));
  }
  return out;
}

bool HoldsToken(const Scope& scope, const Principal& who) {
  switch (who.kind) {
    case PrincipalKind::kAirflow:
    case PrincipalKind::kPackage:
      return true;
    case PrincipalKind::kJob:
    case PrincipalKind::kMaintenance: {
      const auto& vault = scope.environment().facts->vault;
      return vault && vault->delivery.value == spec::SecretDelivery::kVaultAgent;
    }
    default:
      return false;
  }
}

std::vector<VaultRule> VaultRulesOf(const Scope& scope, const Principal& who) {
  if (who.vault_policy.empty() || !scope.environment().facts->vault) return {};
  Rules rules;
  for (const Grant& grant : who.secrets) AddGrant(scope.environment(), grant, rules);
  if (HoldsToken(scope, who)) {
    Add(rules, "auth/token/lookup-self", {"its own token"}, {kRead}, who.declared);
    if (who.kind != PrincipalKind::kAirflow)  // it logs in again instead
      Add(rules, "auth/token/renew-self", {"its own token"}, {kUpdate}, who.declared);
  }
  std::vector<VaultRule> out;
  for (const auto& [path, rule] : rules) out.push_back(RuleOf(path, rule));
  return out;
}

}  // namespace writ::view
