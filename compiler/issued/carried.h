// What Terraform carries to a cluster: manifests, Secrets, releases of Helm.
#pragma once

#include <string>
#include <string_view>

#include "readback/hcl_blocks.h"

namespace writ::issued {

// Whether resources of a type hold objects of Kubernetes.
bool CarriesObjects(std::string_view type);

// Why a resource of such a type may give access; empty when it does not.
std::string CarriedAccess(std::string_view type, const readback::HclBlock& block);

}  // namespace writ::issued
