// `kind: secret`: where a secret lies, who owns it and whom its owner allows. Never a value.
#pragma once

#include "spec/kinds/common.h"
#include "spec/vault_forms.h"

namespace writ::spec {

enum class Store : uint8_t { kVault, kGcpSecretManager };
template <>
struct Words<Store> {
  static constexpr std::string_view kWhat = "a store of secrets";
  static constexpr std::array<std::string_view, 2> kAll = {"vault", "gcp-secret-manager"};
};

enum class KeyType : uint8_t {
  kString,
  kPassword,
  kHostname,
  kPort,
  kUrl,
  kJson,
  kCertificate,
  kPrivateKey
};
template <>
struct Words<KeyType> {
  static constexpr std::string_view kWhat = "a type of a key";
  static constexpr std::array<std::string_view, 8> kAll = {
      "string", "password", "hostname", "port", "url", "json", "certificate", "private-key"};
};

struct Key {
  Located<KeyType> type;
  std::optional<Located<std::string>> preset;

  static bool FromScalar(const syntax::Cursor& node, Key& out, Context& context);
};

// One line of consent. Without jobs and services the whole package is allowed.
struct Allow {
  std::optional<Ref<Package>> package;
  std::vector<Located<Name>> jobs;
  std::vector<Located<Name>> services;
  std::vector<Located<Name>> maintenance;
  std::optional<Ref<Team>> team;
  std::vector<Located<Action>> actions;
};

struct AirflowSecret {
  std::optional<Located<AirflowId>> connection;
  std::optional<Located<AirflowId>> variable;
};

struct Fallback {
  Located<EnvName> prefix;
};

struct Secret {
  Located<std::string> kind;
  Located<Name> name;
  std::optional<Located<Name>> id;
  Ref<Team> owner;
  std::optional<Located<std::string>> description;
  std::vector<Located<Name>> environments;
  std::optional<Located<Name>> renamed_from;
  Located<Store> store;
  std::optional<Located<SecretPath>> path;
  std::optional<AirflowSecret> airflow;
  MapOf<Name, Key> keys;
  std::vector<Allow> allow;
  std::optional<Located<PositiveDuration>> rotate_every;
  std::optional<Fallback> fallback;
  TerraformExtension extend;
  Overrides<Secret> overrides;
};

}  // namespace writ::spec
