// What the Terraform root of an environment's Google Cloud project prints: what its packages share.
// A secret belongs to a team and may be read by several packages, so it is made here, once, and the
// packages' roots look it up. So are the APIs and the audit log, which are the project's.
#pragma once

#include "view/terraform.h"

namespace writ::view {

// Who may read the value of a secret by an identity that was not made here.
struct GoogleReader {
  value::Text principal;
  value::Text label;
  value::Text member;
};

struct GoogleSecret {
  value::Text name;
  value::Text id;
  value::Text label;
  value::Reference address;
  value::Bool exists;
  std::vector<GoogleReader> readers;  // jobs with a Google identity
  value::Map<value::Any> extension;   // other arguments
};

struct GoogleApi {
  value::Text label;
  value::Text service;
};

struct TerraformGoogle {
  std::vector<TerraformBackend> backend;
  value::Text project;
  value::Text region;
  value::Bool is_protected;  // secrets refuse to be destroyed
  std::vector<GoogleApi> apis;
  std::vector<GoogleSecret> secrets;
  std::vector<TerraformMove> moves;
};

// Nothing when the environment has neither a Google secret, nor a service or schedule there.
std::optional<TerraformGoogle> BuildTerraformGoogle(const Scope& scope);

}  // namespace writ::view

namespace writ::value {

template <>
inline constexpr auto kMembers<view::GoogleReader> =
    Members("google reader", In("principal", &view::GoogleReader::principal, "who it is"),
            In("label", &view::GoogleReader::label, "its Terraform name", kName),
            In("member", &view::GoogleReader::member, "its identity: `serviceAccount:...`"));
template <>
inline constexpr auto kMembers<view::GoogleSecret> = Members(
    "google secret", In("name", &view::GoogleSecret::name, "how specs refer to it"),
    In("id", &view::GoogleSecret::id, "its id in Secret Manager"),
    In("label", &view::GoogleSecret::label, "its Terraform name", kName),
    In("address", &view::GoogleSecret::address, "its Terraform address"),
    In("exists", &view::GoogleSecret::exists, "it is looked up, not created"),
    In("readers", &view::GoogleSecret::readers, "jobs that may read its value"),
    In("extension", &view::GoogleSecret::extension, "other arguments of the resource", kApart));
template <>
inline constexpr auto kMembers<view::GoogleApi> =
    Members("google api", In("label", &view::GoogleApi::label, "its Terraform name", kName),
            In("service", &view::GoogleApi::service, "`run.googleapis.com`"));
template <>
inline constexpr auto kMembers<view::TerraformGoogle> = Members(
    "terraform google", In("backend", &view::TerraformGoogle::backend, "where the state lies"),
    In("project", &view::TerraformGoogle::project, "project id"),
    In("region", &view::TerraformGoogle::region, "where everything lies"),
    In("is_protected", &view::TerraformGoogle::is_protected, "secrets refuse to be destroyed"),
    In("apis", &view::TerraformGoogle::apis, "the APIs that the environment needs"),
    In("secrets", &view::TerraformGoogle::secrets, "all secrets of the environment in it"),
    In("moves", &view::TerraformGoogle::moves, "addresses that renames changed"));

}  // namespace writ::value
