// What the Terraform root `vault` prints: the mounts, how principals log in, and the policies that
// they get.
#pragma once

#include "view/terraform.h"

namespace writ::view {

struct VaultMount {
  value::Text label;
  value::Text path;
  value::Text system_path;  // where Vault describes it
  value::Bool exists;
};

struct VaultJwtBackend {
  value::Text issuer;
};

struct VaultKubernetesBackend {
  std::optional<value::Text> api_server;  // none: Vault runs in the cluster, and is told by hand
};

// A way to log in. What exists is looked up; of the others exactly one kind is set.
struct VaultBackend {
  value::Text label;
  value::Text path;
  value::Text description;
  value::Bool exists;
  value::Bool approle;
  std::optional<VaultJwtBackend> jwt;
  std::optional<VaultKubernetesBackend> kubernetes;
};

struct VaultPolicy {
  value::Text label;
  value::Text name;
  value::Text file;  // from the Terraform root
};

// What a login yields. Seconds.
struct VaultToken {
  value::Text type;  // `batch`: cannot be renewed, leaves nothing in storage; `service`
  value::Integer ttl;
  value::Integer max_ttl;
};

struct VaultRole {
  value::Text principal;
  value::Text label;
  value::Text name;
  value::Text login;  // "eks-prod/reporting_seeder.refresh_all"
  value::Reference backend;
  value::Reference policy;
  VaultToken token;
};

// Of `subject` and `claims` one is set.
struct VaultJwtRole {
  VaultRole role;
  std::optional<value::Text> subject;
  std::optional<value::Map<value::Text>> claims;  // alternatives joined by commas
  value::Text audience;
};

struct VaultKubernetesRole {
  VaultRole role;
  std::vector<value::Text> service_accounts;
  value::Text kubernetes_namespace;
  value::Text audience;
};

struct VaultAppRole {
  VaultRole role;
  value::Integer secret_id_ttl;  // seconds
};

// A team's people, through a group that Vault already knows.
struct VaultTeam {
  value::Text name;
  value::Text label;
  value::Text group;
  value::Reference policy;
};

struct TerraformVault {
  std::vector<TerraformBackend> backend;
  value::Text address;
  std::optional<value::Text> vault_namespace;
  std::vector<VaultMount> mounts;
  std::vector<VaultBackend> backends;  // sorted by path
  std::vector<VaultPolicy> policies;   // these and the following as principals are sorted
  std::vector<VaultJwtRole> jwt_roles;
  std::vector<VaultKubernetesRole> kubernetes_roles;
  std::vector<VaultAppRole> approles;
  std::vector<VaultTeam> teams;
  std::vector<TerraformMove> moves;
};

// Nothing without a Vault.
std::optional<TerraformVault> BuildTerraformVault(const Scope& scope);

}  // namespace writ::view

#include "view/terraform_vault_members.h"
