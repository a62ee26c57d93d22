// Where Writ mounts things of its own in pods. No job may mount anything there, above or below.
#pragma once

#include <string_view>

namespace writ::access {

// The runtime that an init container copies into the pod.
inline constexpr std::string_view kRuntimeFolder = "/writ";
// Secrets that arrive as files, in memory.
inline constexpr std::string_view kSecretFilesFolder = "/run/writ/secrets";
// The token that logs a pod in to Vault.
inline constexpr std::string_view kVaultTokenFolder = "/var/run/secrets/vault";
// What the Vault Agent injector mounts.
inline constexpr std::string_view kAgentFolder = "/vault";

}  // namespace writ::access
