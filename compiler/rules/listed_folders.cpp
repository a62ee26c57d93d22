// Vault lists a folder as a whole: who may list beside one secret sees the names of all beside it,
// so all of them must be of one owner.
#include <algorithm>
#include <map>
#include <string>

#include "access/names.h"
#include "rules/store_rules.h"

namespace writ::rules {
namespace {

using diag::Code;

const Located<spec::Action>* FindList(const spec::Secret& secret) {
  for (const spec::Allow& allow : secret.allow) {
    for (const Located<spec::Action>& action : allow.actions) {
      if (action.value == spec::Action::kList) return &action;
    }
  }
  return nullptr;
}

void CheckFolder(const std::map<std::string, const spec::Secret*>& secrets, const std::string& path,
                 const spec::Secret& secret, diag::Sink& sink) {
  const Located<spec::Action>* list = FindList(secret);
  if (list == nullptr) return;
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) {
    sink.Report(Code::E0503, list->span, "`list` would show the names of the whole mount")
        .Here("{} lies at its top", resolve::ObjectName(secret))
        .Note("give it a path with a folder of its owner's");
    return;
  }
  const std::string folder = path.substr(0, slash + 1);
  for (auto at = secrets.lower_bound(folder); at != secrets.end() && at->first.starts_with(folder);
       ++at) {
    const spec::Secret& beside = *at->second;
    if (beside.owner.name.value == secret.owner.name.value) continue;
    sink.Report(Code::E0503, list->span, "`list` would show the name of {}, which `{}` owns",
                resolve::ObjectName(beside), beside.owner.name.value)
        .Here("lists `{}`", folder)
        .Label(beside.path ? beside.path->span : beside.name.span, "lies there too")
        .Note(
            "Vault lists a folder as a whole: keep the secrets of each owner in folders of its "
            "own");
    return;
  }
}

}  // namespace

void ListedFolders(const Scope& scope, diag::Sink& sink) {
  std::map<std::string, const spec::Secret*> secrets;
  for (const spec::Secret& secret : scope.environment.secrets) {
    if (secret.store.value == spec::Store::kVault)
      secrets.emplace(access::SecretPathOf(secret, scope.environment), &secret);
  }
  for (const auto& [path, secret] : secrets) CheckFolder(secrets, path, *secret, sink);
}

}  // namespace writ::rules
