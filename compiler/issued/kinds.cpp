#include "issued/kinds.h"

#include <algorithm>
#include <array>

#include "issued/words.h"

namespace writ::issued {
namespace {

constexpr std::array<std::string_view, 5> kAnnotations = {
    "azure.workload.identity/client-id", "eks.amazonaws.com/role-arn", "iam.amazonaws.com/role",
    "iam.gke.io/gcp-service-account", "run.googleapis.com/invoker-iam-disabled"};

}  // namespace

bool KindGivesAccess(std::string_view kind, std::string_view api_version) {
  constexpr std::array<std::string_view, 17> kKinds = {"APIService",
                                                       "CertificateSigningRequest",
                                                       "ClusterRole",
                                                       "ClusterRoleBinding",
                                                       "ClusterTrustBundle",
                                                       "MutatingAdmissionPolicy",
                                                       "MutatingAdmissionPolicyBinding",
                                                       "MutatingWebhookConfiguration",
                                                       "PodCertificateRequest",
                                                       "Role",
                                                       "RoleBinding",
                                                       "SecurityContextConstraints",
                                                       "ServiceAccount",
                                                       "TokenRequest",
                                                       "ValidatingAdmissionPolicy",
                                                       "ValidatingAdmissionPolicyBinding",
                                                       "ValidatingWebhookConfiguration"};
  const std::string_view group = api_version.substr(0, api_version.find('/'));
  if (group.starts_with("iam.") || group.starts_with("rbac.")) return true;
  if (kind.ends_with("List")) kind.remove_suffix(4);
  return IsIn(kind, kKinds) || kind.starts_with("IAM");
}

bool SecretGivesAccess(std::string_view type) {
  return type == "kubernetes.io/service-account-token" || type == "bootstrap.kubernetes.io/token";
}

bool ConfigMapGivesAccess(std::string_view name) { return name == "aws-auth"; }

bool AnnotationGivesAccess(std::string_view key) { return IsIn(key, kAnnotations); }

bool MentionsAnnotation(std::string_view text) {
  return std::any_of(kAnnotations.begin(), kAnnotations.end(), [&](std::string_view key) {
    return text.find(key) != std::string_view::npos;
  });
}

}  // namespace writ::issued
