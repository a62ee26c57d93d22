#include "rules/notices.h"

namespace writ::rules {
namespace {

using diag::Code;

void CheckRecipients(const Scope& scope, const std::vector<spec::Recipient>& to, diag::Sink& sink) {
  const auto& teams = scope.program.platform->teams.entries;
  for (const spec::Recipient& recipient : to) {
    if (!recipient.id.valid()) continue;
    const auto& [name, team] = teams[recipient.id.value];
    if (team.email) continue;
    sink.Report(Code::E0503, recipient.name.span, "a notice to team `{}` reaches nobody",
                name.value.text)
        .Here("notices are mails")
        .Label(name.span, "this team has no `email`")
        .Note("give it one, `email: {}@example.com`, or name another team", name.value.text);
  }
}

}  // namespace

void CheckNotices(const Scope& scope, const spec::Notify& notify, diag::Sink& sink) {
  CheckRecipients(scope, notify.failure, sink);
  CheckRecipients(scope, notify.success, sink);
  if (notify.late) CheckRecipients(scope, notify.late->to, sink);
}

}  // namespace writ::rules
