#include "issued/types.h"

#include <algorithm>
#include <array>
#include <vector>

#include "issued/words.h"

namespace writ::issued {
namespace {

using Parts = std::vector<std::string_view>;

// Providers that hold nothing but identities and what they may do.
constexpr std::array<std::string_view, 9> kIdentityProviders = {
    "auth0",    "authentik", "azuread",  "boundary", "googleworkspace",
    "keycloak", "okta",      "onelogin", "teleport"};
// Providers of repositories, whose pipelines act for what is in them.
constexpr std::array<std::string_view, 4> kRepositoryProviders = {"bitbucket", "gitea", "github",
                                                                  "gitlab"};
// Providers whose keys and passwords open nothing by themselves.
constexpr std::array<std::string_view, 3> kValueProviders = {"consul", "random", "tls"};

// Parts of a type's name, between underscores, of any kind of block.
constexpr std::array<std::string_view, 28> kBearing = {
    "member",     "members",     "memberships",   "collaborator", "collaborators", "token",
    "tokens",     "access",      "acl",           "acls",         "credential",    "credentials",
    "grant",      "grants",      "iam",           "iap",          "invoker",       "membership",
    "permission", "permissions", "ram",           "rbac",         "ownership",     "role",
    "roles",      "ssoadmin",    "rolesanywhere", "identitystore"};
// The same, of what is made: to look one up gives nothing.
constexpr std::array<std::string_view, 58> kBearingWhenMade = {"accountaccess",
                                                               "acmpca",
                                                               "administrator",
                                                               "administrators",
                                                               "approval",
                                                               "auth",
                                                               "authentication",
                                                               "authenticator",
                                                               "authorization",
                                                               "authorizations",
                                                               "authorizer",
                                                               "authz",
                                                               "binding",
                                                               "bindings",
                                                               "creds",
                                                               "datapolicy",
                                                               "datapolicyv2",
                                                               "datashare",
                                                               "entitlement",
                                                               "federated",
                                                               "firebaserules",
                                                               "gpgkey",
                                                               "identity",
                                                               "idp",
                                                               "invitation",
                                                               "lakeformation",
                                                               "ldap",
                                                               "login",
                                                               "oauth",
                                                               "oauth2",
                                                               "oidc",
                                                               "openid",
                                                               "owner",
                                                               "owners",
                                                               "password",
                                                               "passwords",
                                                               "principal",
                                                               "principals",
                                                               "privateca",
                                                               "privilege",
                                                               "privileges",
                                                               "saml",
                                                               "scram",
                                                               "share",
                                                               "shares",
                                                               "sharing",
                                                               "sshkey",
                                                               "sso",
                                                               "subscriber",
                                                               "trust",
                                                               "truststore",
                                                               "verifiedaccess",
                                                               "verifiedpermissions",
                                                               "webauthn",
                                                               "workforce",
                                                               "workteam",
                                                               "delegated",
                                                               "admin"};
// The same, of providers of repositories.
constexpr std::array<std::string_view, 29> kBearingInRepositories = {
    "actions",   "agent",      "app",      "application",  "approvals", "cluster",
    "deploy",    "file",       "hook",     "installation", "key",       "mirror",
    "protected", "protection", "rule",     "rules",        "ruleset",   "runner",
    "runners",   "schedule",   "scope",    "secret",       "secure",    "security",
    "team",      "trigger",    "variable", "variables",    "webhook"};
// How types begin that give access, or make whatever a text asks for.
constexpr std::array<std::string_view, 14> kStarts = {"kubernetes_annotations",
                                                      "kubernetes_labels",
                                                      "aws_cloudcontrolapi",
                                                      "aws_cloudformation",
                                                      "aws_eks_pod_identity",
                                                      "aws_lambda_function_url",
                                                      "google_apikeys_key",
                                                      "google_deployment_manager",
                                                      "google_service_account",
                                                      "kubernetes_service_account",
                                                      "kubernetes_default_service_account",
                                                      "kubernetes_api_service",
                                                      "kubernetes_certificate_signing",
                                                      "kubernetes_mutating"};
// The same, of what is made. Copies of what lies in a bucket, rules that keep others from having
// access, keys in metadata.
constexpr std::array<std::string_view, 24> kStartsWhenMade = {
    "aws_datasync_location_s3",
    "aws_directory_service_shared",
    "aws_ecr_replication",
    "aws_emr_studio_session",
    "aws_iot_ca_certificate",
    "aws_iot_certificate",
    "aws_oam_link",
    "aws_opensearchserverless_security_config",
    "aws_s3_bucket_replication",
    "aws_s3tables_table_bucket_replication",
    "aws_s3tables_table_replication",
    "aws_secretsmanager_secret_rotation",
    "aws_ssm_activation",
    "google_bigquery_analytics_hub",
    "google_compute_project_metadata",
    "google_data_catalog_policy_tag",
    "google_folder_organization_policy",
    "google_org_policy",
    "google_organization_policy",
    "google_project_organization_policy",
    "google_secure_source_manager_branch_rule",
    "google_sql_ssl_cert",
    "google_storage_transfer_job",
    "kubernetes_validating"};
// How types begin that have such words in their names and are about something else.
constexpr std::array<std::string_view, 8> kOthers = {"aws_ec2_client_vpn_authorization",
                                                     "aws_ses_",
                                                     "aws_sesv2_",
                                                     "aws_storagegateway_",
                                                     "azurerm_storage_share",
                                                     "google_certificate_manager_dns_authorization",
                                                     "google_compute_public_delegated_prefix",
                                                     "google_gkeonprem_"};
// What other keys are about.
constexpr std::array<std::string_view, 8> kOtherKeys = {
    "encryption", "kms", "managed", "paymentcryptography", "recaptcha", "store", "tag", "vault"};
// Of types of AWS that end in `policy` and rule something else than access.
constexpr std::array<std::string_view, 9> kOtherPolicies = {
    "appautoscaling", "autoscaling", "backup",  "dlm",  "lifecycle",
    "scaling",        "headers",     "transit", "table"};
// Data by which whoever applies proves who he is; `ephemeral` blocks of these types keep it out of
// the state.
constexpr std::array<std::string_view, 2> kOwnTokens = {"aws_eks_cluster_auth",
                                                        "google_client_config"};

Parts PartsOf(std::string_view type) {
  Parts parts;
  while (true) {
    const size_t end = type.find('_');
    parts.push_back(type.substr(0, end));
    if (end == std::string_view::npos) return parts;
    type.remove_prefix(end + 1);
  }
}

template <size_t kCount>
bool AnyIn(const Parts& parts, const std::array<std::string_view, kCount>& words) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return IsIn(part, words); });
}

template <size_t kCount>
bool StartsIn(std::string_view type, const std::array<std::string_view, kCount>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return type.starts_with(start); });
}

// `..._policy`, `..._policy_attachment` of AWS.
bool IsPolicy(const Parts& parts) {
  constexpr std::array<std::string_view, 2> kPolicies = {"policy", "policies"};
  constexpr std::array<std::string_view, 4> kTies = {"association", "attachment", "attachments",
                                                     "exclusive"};
  const bool last = IsIn(parts.back(), kPolicies);
  const bool tied = IsIn(parts.back(), kTies) && AnyIn(parts, kPolicies);
  return parts.front() == "aws" && (last || tied) && !AnyIn(parts, kOtherPolicies);
}

// `..._key`, `..._key_pair`, `..._user`: with which somebody gets in.
bool OpensDoors(const Parts& parts) {
  constexpr std::array<std::string_view, 2> kUsers = {"user", "users"};
  constexpr std::array<std::string_view, 2> kKeys = {"key", "keys"};
  constexpr std::array<std::string_view, 3> kBehindKeys = {"pair", "group", "enable"};
  if (IsIn(parts.back(), kUsers)) return true;
  for (size_t i = 1; i < parts.size(); ++i) {
    if (IsIn(parts[i - 1], kUsers) && parts[i] == "group") return true;
    if (IsIn(parts[i - 1], kKeys) && IsIn(parts[i], kBehindKeys)) return true;
  }
  return IsIn(parts.back(), kKeys) && !AnyIn(parts, kOtherKeys);
}

bool BearsWhenMade(std::string_view type, const Parts& parts) {
  if (parts.size() < 2 || IsIn(parts.front(), kValueProviders)) return false;
  if (IsIn(parts.front(), kIdentityProviders)) return true;
  if (IsIn(parts.front(), kRepositoryProviders) && AnyIn(parts, kBearingInRepositories))
    return true;
  if (StartsIn(type, kOthers)) return false;
  if (type.find("service_account") != std::string_view::npos) return true;
  return StartsIn(type, kStartsWhenMade) || AnyIn(parts, kBearingWhenMade) || OpensDoors(parts);
}

}  // namespace

bool TypeBearsAccess(std::string_view kind, std::string_view type) {
  const Parts parts = PartsOf(type);
  if (parts.front() == "vault" || type.find('\\') != std::string_view::npos) return true;
  if (StartsIn(type, kStarts) || AnyIn(parts, kBearing) || IsPolicy(parts)) return true;
  return kind == "resource" && BearsWhenMade(type, parts);
}

bool ShowsSecrets(std::string_view kind, std::string_view type) {
  constexpr std::array<std::string_view, 6> kLast = {"secret",     "secrets",  "parameter_version",
                                                     "signed_url", "variable", "variables"};
  if (kind == "data" && IsIn(type, kOwnTokens)) return true;
  if (kind != "data" && kind != "ephemeral") return false;
  if (type.ends_with("_v1")) type.remove_suffix(3);
  const bool described = type.find("secret_manager_") != std::string_view::npos ||
                         type.find("secretsmanager_") != std::string_view::npos;
  if (described) return type.find("_version") != std::string_view::npos;
  if (type.starts_with("aws_ssm_parameter") || type.starts_with("google_kms_secret")) return true;
  return std::any_of(kLast.begin(), kLast.end(), [&](std::string_view last) {
    return type.ends_with(last) && type.size() > last.size();
  });
}

bool Restricts(std::string_view type) {
  constexpr std::array<std::string_view, 3> kRestrictions = {"aws_s3_bucket_policy",
                                                             "aws_s3_bucket_public_access_block",
                                                             "aws_s3_bucket_ownership_controls"};
  return IsIn(type, kRestrictions);
}

std::string_view ResourceTypeIn(std::string_view address) {
  const size_t dot = address.find('.');
  const bool one =
      dot != std::string_view::npos && address.find('.', dot + 1) == std::string_view::npos;
  return one ? address.substr(0, dot) : std::string_view();
}

}  // namespace writ::issued
