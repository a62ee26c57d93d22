// What the types of Terraform's resources are about.
#pragma once

#include <string_view>

namespace writ::issued {

// Whether a Terraform block of a kind ("resource", "data", "ephemeral", "action") and type
// ("aws_iam_role") gives access, or lets one act as another.
bool TypeBearsAccess(std::string_view kind, std::string_view type);

// Whether such a block reads a secret, or a token of whoever applies, and keeps it in the state.
bool ShowsSecrets(std::string_view kind, std::string_view type);

// Whether resources of a type take access away, so that nothing that replaces their file may leave
// them out.
bool Restricts(std::string_view type);

// The type in an address ("aws_s3_bucket_policy.dags"); empty in that of a `data` block and of what
// has no type.
std::string_view ResourceTypeIn(std::string_view address);

}  // namespace writ::issued
