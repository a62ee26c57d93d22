// Each purpose has an auth method of its own: one that trusts the cluster cannot trust GitLab too.
#include <vector>

#include "access/names.h"
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

struct Mount {
  std::string_view users;
  const Located<spec::AuthMount>* path;
};

std::vector<Mount> MountsOf(const resolve::Environment& environment) {
  std::vector<Mount> out;
  const spec::Vault& vault = *environment.facts->vault;
  const spec::WorkloadAuth& auth = vault.workload_auth;
  out.push_back({"workloads in the cluster", auth.jwt ? &*auth.jwt : &*auth.kubernetes});
  if (vault.ci_auth) out.push_back({"CI jobs", &vault.ci_auth->jwt});
  for (const spec::Package& package : environment.packages) {
    if (package.vault) out.push_back({"packages outside of the cluster", &package.vault->approle});
  }
  return out;
}

bool LiesBelow(std::string_view path, std::string_view other) {
  return path.size() > other.size() && path.starts_with(other) && path[other.size()] == '/';
}

// False when something was reported.
bool CheckPair(const Mount& first, const Mount& second, diag::Sink& sink) {
  const std::string& one = first.path->value;
  const std::string& other = second.path->value;
  if (one == other) {
    if (first.users == second.users) return true;
    sink.Report(Code::E0501, second.path->span, "{} and {} would log in at one auth method, `{}`",
                first.users, second.users, one)
        .Here("{}", second.users)
        .Label(first.path->span, "{}", first.users)
        .Note("a method trusts one issuer and has one type: give each a path of its own");
    return false;
  }
  if (LiesBelow(one, other) || LiesBelow(other, one)) {
    sink.Report(Code::E0501, second.path->span, "the auth methods `{}` and `{}` lie in one another",
                one, other)
        .Here("{}", second.users)
        .Label(first.path->span, "{}", first.users)
        .Note("Vault mounts nothing below a mount: give them paths that part before the last `/`");
    return false;
  }
  if (access::MountLabel(one) != access::MountLabel(other)) return true;
  sink.Report(Code::E0501, second.path->span,
              "the auth methods `{}` and `{}` would both be `{}` in Terraform", one, other,
              access::MountLabel(one))
      .Here("{}", second.users)
      .Label(first.path->span, "{}", first.users)
      .Note("`/` becomes `--` and `.` becomes `-`: change one of the paths");
  return false;
}

}  // namespace

void VaultMounts(const Scope& scope, diag::Sink& sink) {
  if (!scope.environment.facts->vault) return;
  const std::vector<Mount> mounts = MountsOf(scope.environment);
  // One message for each mount is enough.
  for (size_t i = 1; i < mounts.size(); ++i) {
    for (size_t k = 0; k < i && CheckPair(mounts[k], mounts[i], sink); ++k) {
    }
  }
}

}  // namespace writ::rules
