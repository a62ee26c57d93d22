// Access in HCL.
#pragma once

#include <string_view>

#include "target/constructs.h"

namespace writ::target {

void FindInTerraform(std::string_view text, Constructs& out);
void FindInPolicy(std::string_view text, Constructs& out);  // of Vault

// Whether a Terraform type ("aws_iam_role") gives access, shows secrets, or lets one act as
// another.
bool TypeBearsAccess(std::string_view type);

}  // namespace writ::target
