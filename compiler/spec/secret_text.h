// Texts that look like secrets: a fixed list of vendor prefixes, PEM keys, URLs with a password,
// and what the name of a variable says. No guesses by entropy.
#pragma once

#include <string_view>

namespace writ::spec {

// What the text looks like ("an AWS access key"), or nothing.
std::string_view LooksLikeSecret(std::string_view text);
// The same for what only its key tells.
std::string_view LooksLikeSecret(std::string_view key, std::string_view text);

// Whether a variable or param of this name (`DB_PASSWORD`, `api_token`) that holds this text holds
// a secret: not a number, a switch, a path, an address or a reference to another variable.
bool IsSecretByName(std::string_view name, std::string_view text);

}  // namespace writ::spec
