// Texts that look like secrets: a fixed list of vendor prefixes, PEM keys, URLs with a password. No
// guesses by entropy.
#pragma once

#include <string_view>

namespace writ::spec {

// What the text looks like ("an AWS access key"), or nothing.
std::string_view LooksLikeSecret(std::string_view text);

}  // namespace writ::spec
