#include "issued/types.h"

#include <algorithm>
#include <array>
#include <vector>

#include "issued/words.h"

namespace writ::issued {
namespace {

// Parts of a type's name, between underscores.
constexpr std::array<std::string_view, 21> kBearing = {
    "access",      "acl",           "acls",         "credential", "credentials", "grant",
    "grants",      "iam",           "iap",          "invoker",    "membership",  "permission",
    "permissions", "ram",           "rbac",         "ownership",  "role",        "roles",
    "ssoadmin",    "rolesanywhere", "identitystore"};
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
  if (type.starts_with("google_service_account")) return true;
  if (std::any_of(parts.begin(), parts.end(),
                  [](std::string_view part) { return IsIn(part, kBearing); }))
    return true;
  const bool policy = parts.back() == "policy" || parts.back() == "policies";
  return provider == "aws" && policy &&
         std::none_of(parts.begin(), parts.end(),
                      [](std::string_view part) { return IsIn(part, kOtherPolicies); });
}

}  // namespace writ::issued
