// What the types of Terraform's resources are about.
#pragma once

#include <string_view>

namespace writ::issued {

// Whether a Terraform type ("aws_iam_role") gives access, shows secrets, or lets one act as
// another.
bool TypeBearsAccess(std::string_view type);

}  // namespace writ::issued
