// Policies in Terraform's values, written out or not.
#pragma once

#include "readback/hcl_blocks.h"

namespace writ::issued {

// Whether a block, or one inside it, has an attribute that takes a policy, or holds a statement of
// IAM or an object of Kubernetes that gives access.
bool HoldsPolicy(const readback::HclBlock& block, std::string_view type);

// Whether an attribute or block of that name says who may do what, whatever its value is.
bool NamesAccess(std::string_view name);

// Whether a value holds one, or a part of one.
bool HoldsPolicy(std::string_view value);

// Whether a text that is put together with no other one holds one.
bool HoldsWholePolicy(std::string_view text);

}  // namespace writ::issued
