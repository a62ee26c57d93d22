// The rules that keep stores of secrets apart: in Vault, and between environments.
#pragma once

#include "rules/rules.h"

namespace writ::rules {

void SharedSecrets(const resolve::Program& program, const access::Access& access,
                   diag::Sink& sink);  // E0501
void SharedTrust(const resolve::Program& program, const access::Access& access,
                 diag::Sink& sink);  // E0504
void SharedProject(const resolve::Program& program, const access::Access& access,
                   diag::Sink& sink);  // E0501

}  // namespace writ::rules
