// What the types of Terraform's resources are about.
#pragma once

#include <string_view>

namespace writ::issued {

// Whether a Terraform type ("aws_iam_role") gives access, shows secrets, or lets one act as
// another.
bool TypeBearsAccess(std::string_view type);

// Whether `what` ("resource `aws_s3_bucket_policy` `dags`") takes access away, so that nothing that
// replaces its file may leave it out.
bool Restricts(std::string_view what);

}  // namespace writ::issued
