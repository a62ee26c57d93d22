// Notices that reach nobody: E0503.
#pragma once

#include "rules/rules.h"

namespace writ::rules {

// A notice is a mail, so each team that `notify` names needs an address.
void CheckNotices(const Scope& scope, const spec::Notify& notify, diag::Sink& sink);

}  // namespace writ::rules
