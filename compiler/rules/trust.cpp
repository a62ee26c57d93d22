// Two roles of different rights must not trust the same token. AWS sees only `sub` and `aud` of a
// GitLab token.
#include <map>

#include "rules/rules.h"

namespace writ::rules {

using diag::Code;

void Trust(const Scope& scope, diag::Sink& sink) {
  const auto& gitlab = scope.environment.facts->gitlab;
  if (!gitlab) return;
  // Other environments of the same account trust the same issuer: their tokens differ by audience,
  // which holds the environment.
  std::map<std::string, const access::Principal*> seen;
  for (const access::Principal& who : scope.access.principals) {
    if (who.aws_audience.empty()) continue;
    const std::string token =
        gitlab->project.value + "\n" + gitlab->ref.value.text + "\n" + who.aws_audience;
    const auto [found, added] = seen.emplace(token, &who);
    if (added) continue;
    sink.Report(Code::E0504, who.declared, "{} and {} would trust the same token in `{}`",
                found->second->id, who.id, scope.environment.name)
        .Here("{}", who.id)
        .Label(found->second->declared, "{}", found->second->id)
        .Note(
            "a job that gets the one role gets the other too; give one of the packages another "
            "`id`");
  }
}

}  // namespace writ::rules
