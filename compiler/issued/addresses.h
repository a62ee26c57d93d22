// References of Terraform.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace writ::issued {

// The addresses that occur in a construct's text: "aws_s3_bucket.dags", "data.x.y", "var.z".
std::set<std::string> AddressesIn(std::string_view says);

}  // namespace writ::issued
