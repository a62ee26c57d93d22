// The reference page of the spec language; made from the field tables.
#pragma once

#include <string>

namespace writ::spec {

// docs/reference.md up to what `extend` takes: Markdown, every kind and record with all fields.
// Ends with a line feed.
std::string ReferencePage();

}  // namespace writ::spec
