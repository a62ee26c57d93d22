#include "issued/types.h"

#include <algorithm>
#include <array>
#include <vector>

#include "issued/words.h"

namespace writ::issued {
namespace {

// Parts of a type's name, between underscores.
constexpr std::array<std::string_view, 28> kBearing = {
    "member",     "members",     "memberships",   "collaborator", "collaborators", "token",
    "tokens",     "access",      "acl",           "acls",         "credential",    "credentials",
    "grant",      "grants",      "iam",           "iap",          "invoker",       "membership",
    "permission", "permissions", "ram",           "rbac",         "ownership",     "role",
    "roles",      "ssoadmin",    "rolesanywhere", "identitystore"};
// How types begin that give access, or make whatever a text asks for.
constexpr std::array<std::string_view, 15> kStarts = {"kubernetes_annotations",
                                                      "kubernetes_labels",
                                                      "aws_cloudcontrolapi",
                                                      "aws_cloudformation",
                                                      "aws_eks_pod_identity",
                                                      "aws_lambda_function_url",
                                                      "google_apikeys_key",
                                                      "google_deployment_manager",
                                                      "google_service_account",
                                                      "kubernetes_api_service",
                                                      "kubernetes_certificate_signing",
                                                      "kubernetes_default_service_account",
                                                      "kubernetes_mutating_webhook",
                                                      "kubernetes_service_account",
                                                      "kubernetes_validating_webhook"};
// Of types of AWS that end in `policy` and rule something else than access.
constexpr std::array<std::string_view, 7> kOtherPolicies = {
    "appautoscaling", "autoscaling", "backup", "dlm", "lifecycle", "scaling", "headers"};

std::vector<std::string_view> Parts(std::string_view type) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t end = type.find('_');
    parts.push_back(type.substr(0, end));
    if (end == std::string_view::npos) return parts;
    type.remove_prefix(end + 1);
  }
}

}  // namespace

bool TypeBearsAccess(std::string_view type) {
  const std::vector<std::string_view> parts = Parts(type);
  const std::string_view provider = parts.front();
  if (provider == "vault" || type.find('\\') != std::string_view::npos) return true;
  if (std::any_of(kStarts.begin(), kStarts.end(),
                  [&](std::string_view start) { return type.starts_with(start); }))
    return true;
  if (std::any_of(parts.begin(), parts.end(),
                  [](std::string_view part) { return IsIn(part, kBearing); }))
    return true;
  const bool policy = parts.back() == "policy" || parts.back() == "policies";
  return provider == "aws" && policy &&
         std::none_of(parts.begin(), parts.end(),
                      [](std::string_view part) { return IsIn(part, kOtherPolicies); });
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
