// The rules that keep stores of secrets apart: in Vault, and between environments.
#pragma once

#include "rules/rules.h"

namespace writ::rules {

void VaultPaths(const Scope& scope, diag::Sink& sink);  // E0502

}  // namespace writ::rules
