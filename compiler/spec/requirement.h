// Which versions of Writ a workspace takes: `>=0.1,<0.2`.
#pragma once

#include <optional>
#include <string_view>

namespace writ::spec {

// Whether `version` ("0.1.0") meets all parts of `requirement`; nothing when the text is no
// requirement: parts `>=`, `>`, `<=`, `<`, `=` and a version, joined by `,`.
std::optional<bool> Meets(std::string_view requirement, std::string_view version);

}  // namespace writ::spec
