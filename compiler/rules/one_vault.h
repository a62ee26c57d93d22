// What tells whether two environments write to one Vault.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "spec/kinds/platform.h"

namespace writ::rules {

// Host, port and path of an address, whatever its scheme. The form of addresses leaves them one
// spelling: without capitals, and without the default port.
inline std::string ServerOf(const spec::Url& address) {
  const bool https = address.text.starts_with("https:");
  std::string server = address.text.substr(address.text.find("//") + 2);
  const size_t end = std::min(server.find('/'), server.size());
  if (server.find(':') >= end) server.insert(end, https ? ":443" : ":80");
  return server;
}

// A path as the server sees it: a policy of a namespace reaches the namespaces below it by path.
inline std::string PathOnServer(const spec::Vault& vault, std::string_view path) {
  const std::string space = vault.vault_namespace ? vault.vault_namespace->value + "/" : "";
  return ServerOf(vault.address.value) + "\n" + space + std::string(path);
}

}  // namespace writ::rules
