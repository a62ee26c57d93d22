// What becomes part of a Vault path must mean itself there: in a policy `*` and `+` stand for other
// paths, and `{{...}}` for whoever logs in.
#include <algorithm>
#include <array>

#include "rules/store_rules.h"

namespace writ::rules {
namespace {

using diag::Code;

constexpr size_t kMaxAirflowId = 250;
constexpr size_t kMaxPath = 255;

bool IsSegment(std::string_view text) {
  return !text.empty() && text.back() != '.' && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

bool IsPath(std::string_view text) {
  if (text.size() > kMaxPath) return false;
  while (true) {
    const size_t end = std::min(text.find('/'), text.size());
    if (!IsSegment(text.substr(0, end))) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

// A mount, or a namespace.
void CheckPath(const Located<std::string>& path, std::string_view what, diag::Sink& sink) {
  constexpr std::array<std::string_view, 6> kReserved = {"audit",    "auth", "cubbyhole",
                                                         "identity", "root", "sys"};
  const std::string_view first = std::string_view(path.value).substr(0, path.value.find('/'));
  if (std::find(kReserved.begin(), kReserved.end(), first) != kReserved.end()) {
    sink.Report(Code::E0502, path.span, "`{}` cannot be {} in Vault", path.value, what)
        .Here("`{}` belongs to Vault itself", first)
        .Note("audit, auth, cubbyhole, identity, root and sys are taken");
  } else if (!IsPath(path.value)) {
    sink.Report(Code::E0502, path.span, "`{}` cannot be {} in Vault", path.value, what)
        .Note("segments of letters, digits, `.`, `_`, `-` joined by `/`, none ending in `.`");
  }
}

void CheckId(const std::optional<Located<std::string>>& id, std::string_view what,
             diag::Sink& sink) {
  if (!id || (IsSegment(id->value) && id->value.size() <= kMaxAirflowId)) return;
  sink.Report(Code::E0502, id->span, "`{}` cannot be the id of an Airflow {} in Vault", id->value,
              what)
      .Note("at most 250 letters, digits, `.`, `_`, `-`, not ending in `.`");
}

}  // namespace

void VaultPaths(const Scope& scope, diag::Sink& sink) {
  for (const spec::Secret& secret : scope.environment.secrets) {
    if (!secret.airflow) continue;
    CheckId(secret.airflow->connection, "connection", sink);
    CheckId(secret.airflow->variable, "variable", sink);
  }
  for (const spec::Package& package : scope.environment.packages) {
    if (package.vault) CheckPath(package.vault->approle, "the mount of a login", sink);
  }
  const auto& vault = scope.environment.facts->vault;
  if (!vault) return;
  CheckPath(vault->mount, "a mount", sink);
  if (vault->vault_namespace) CheckPath(*vault->vault_namespace, "a namespace", sink);
  const spec::WorkloadAuth& auth = vault->workload_auth;
  if (auth.jwt) CheckPath(*auth.jwt, "the mount of a login", sink);
  if (auth.kubernetes) CheckPath(*auth.kubernetes, "the mount of a login", sink);
  if (vault->ci_auth) CheckPath(vault->ci_auth->jwt, "the mount of a login", sink);
}

}  // namespace writ::rules
