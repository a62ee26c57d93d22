// The tables of view/terraform_vault.h.
#pragma once

#include "view/terraform_vault.h"

namespace writ::value {

template <>
inline constexpr auto kMembers<view::VaultMount> =
    Members("vault mount", In("label", &view::VaultMount::label, "its Terraform name", kName),
            In("path", &view::VaultMount::path, "where it is mounted"),
            In("system_path", &view::VaultMount::system_path, "where Vault describes it"),
            In("exists", &view::VaultMount::exists, "it is looked up, not created"));
template <>
inline constexpr auto kMembers<view::VaultJwtBackend> =
    Members("vault jwt backend",
            In("issuer", &view::VaultJwtBackend::issuer, "address of the issuer of its tokens"));
template <>
inline constexpr auto kMembers<view::VaultKubernetesBackend> =
    Members("vault kubernetes backend", In("api_server", &view::VaultKubernetesBackend::api_server,
                                           "which API server checks tokens"));
template <>
inline constexpr auto kMembers<view::VaultBackend> =
    Members("vault backend", In("label", &view::VaultBackend::label, "its Terraform name", kName),
            In("path", &view::VaultBackend::path, "where it is mounted, below `auth/`"),
            In("description", &view::VaultBackend::description, "who logs in there"),
            In("exists", &view::VaultBackend::exists, "it is looked up, not created"),
            In("approle", &view::VaultBackend::approle, "by role id and secret id"),
            In("jwt", &view::VaultBackend::jwt, "by tokens of an issuer"),
            In("kubernetes", &view::VaultBackend::kubernetes, "by tokens that a cluster checks"));
template <>
inline constexpr auto kMembers<view::VaultPolicy> =
    Members("vault policy", In("label", &view::VaultPolicy::label, "its Terraform name", kName),
            In("name", &view::VaultPolicy::name, "its name in Vault"),
            In("file", &view::VaultPolicy::file, "its text, from the Terraform root"));
template <>
inline constexpr auto kMembers<view::VaultToken> =
    Members("vault token", In("type", &view::VaultToken::type, "`batch` or `service`"),
            In("ttl", &view::VaultToken::ttl, "seconds it lives"),
            In("max_ttl", &view::VaultToken::max_ttl, "seconds it lives when renewed"));
template <>
inline constexpr auto kMembers<view::VaultRole> = Members(
    "vault role", In("principal", &view::VaultRole::principal, "who logs in", kUnique | kOnce),
    In("label", &view::VaultRole::label, "its Terraform name", kName),
    In("name", &view::VaultRole::name, "its name in Vault"),
    In("login", &view::VaultRole::login, "mount and name"),
    In("backend", &view::VaultRole::backend, "address of the auth backend"),
    In("policy", &view::VaultRole::policy, "address of the policy"),
    In("token", &view::VaultRole::token, "what a login yields"));
template <>
inline constexpr auto kMembers<view::VaultJwtRole> =
    Members("vault jwt role", In("role", &view::VaultJwtRole::role, "what all roles have", kUnique),
            In("subject", &view::VaultJwtRole::subject, "the one subject that it takes"),
            In("claims", &view::VaultJwtRole::claims, "what the token must say"),
            In("audience", &view::VaultJwtRole::audience, "the audience a token must have"));
template <>
inline constexpr auto kMembers<view::VaultKubernetesRole> =
    Members("vault kubernetes role",
            In("role", &view::VaultKubernetesRole::role, "what all roles have", kUnique),
            In("service_accounts", &view::VaultKubernetesRole::service_accounts, "who may log in"),
            In("kubernetes_namespace", &view::VaultKubernetesRole::kubernetes_namespace,
               "where those accounts are"),
            In("audience", &view::VaultKubernetesRole::audience, "the audience a token must have"));
template <>
inline constexpr auto kMembers<view::VaultAppRole> =
    Members("vault approle", In("role", &view::VaultAppRole::role, "what all roles have", kUnique),
            In("secret_id_ttl", &view::VaultAppRole::secret_id_ttl, "seconds a secret id lives"));
template <>
inline constexpr auto kMembers<view::VaultTeam> =
    Members("vault team", In("name", &view::VaultTeam::name, "its name"),
            In("label", &view::VaultTeam::label, "its Terraform name", kName),
            In("group", &view::VaultTeam::group, "the identity group of its people"),
            In("policy", &view::VaultTeam::policy, "address of its policy"));
template <>
inline constexpr auto kMembers<view::TerraformVault> = Members(
    "terraform vault", In("backend", &view::TerraformVault::backend, "where the state lies"),
    In("address", &view::TerraformVault::address, "address of the server"),
    In("vault_namespace", &view::TerraformVault::vault_namespace, "Vault namespace"),
    In("mounts", &view::TerraformVault::mounts, "where secrets lie"),
    In("backends", &view::TerraformVault::backends, "how principals log in"),
    In("policies", &view::TerraformVault::policies, "one for each principal"),
    In("jwt_roles", &view::TerraformVault::jwt_roles, "who logs in by a token of an issuer"),
    In("kubernetes_roles", &view::TerraformVault::kubernetes_roles,
       "who logs in by a token that a cluster checks"),
    In("approles", &view::TerraformVault::approles, "who logs in by role id and secret id"),
    In("teams", &view::TerraformVault::teams, "people"),
    In("moves", &view::TerraformVault::moves, "addresses that renames changed"));

}  // namespace writ::value
