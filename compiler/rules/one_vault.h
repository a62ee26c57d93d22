// What tells whether two environments write to one Vault.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "spec/kinds/platform.h"

namespace writ::rules {

// Host, port and path of an address, however it is written: `https://Vault.example` and
// `https://vault.example:443` are one server.
inline std::string ServerOf(const spec::Url& address) {
  const bool https = address.text.starts_with("https:");
  std::string server = address.text.substr(address.text.find("//") + 2);
  const size_t end = std::min(server.find('/'), server.size());
  std::transform(
      server.begin(), server.begin() + static_cast<std::ptrdiff_t>(end), server.begin(),
      [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (server.find(':') >= end) server.insert(end, https ? ":443" : ":80");
  return server;
}

// A path as the server sees it: a policy of a namespace reaches the namespaces below it by path.
inline std::string PathOnServer(const spec::Vault& vault, std::string_view path) {
  const std::string space = vault.vault_namespace ? vault.vault_namespace->value + "/" : "";
  return ServerOf(vault.address.value) + "\n" + space + std::string(path);
}

}  // namespace writ::rules
