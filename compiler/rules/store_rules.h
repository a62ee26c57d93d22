// The rules that keep stores of secrets and environments apart.
#pragma once

#include "rules/rules.h"

namespace writ::rules {

void SharedSecrets(const resolve::Program& program, const access::Access& access,
                   diag::Sink& sink);                      // E0501
void ListedFolders(const Scope& scope, diag::Sink& sink);  // E0503
void SharedTrust(const resolve::Program& program, const access::Access& access,
                 diag::Sink& sink);  // E0504
void SharedCluster(const resolve::Program& program, const access::Access& access,
                   diag::Sink& sink);  // E0501, E0503
void SharedProject(const resolve::Program& program, const access::Access& access,
                   diag::Sink& sink);  // E0501

}  // namespace writ::rules
