// `kind: secret`: where a secret lies, who owns it and whom its owner allows. Never a value.
#pragma once

#include "spec/kinds/common.h"

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

  static bool FromScalar(const syntax::Cursor& node, Key& out, Context& context) {
    return Type<Located<KeyType>>::Decode(Layers(node), out.type, context);
  }
};
template <>
inline constexpr auto kTable<Key> =
    RecordOf("key", "one key of a secret", Req("type", &Key::type, "what its value is", "password"),
             Opt("default", &Key::preset,
                 "what people see proposed when they seed it; not for passwords", "postgres"));

// One line of consent. Without jobs and services the whole package is allowed.
struct Allow {
  std::optional<Ref<Package>> package;
  std::vector<Located<Name>> jobs;
  std::vector<Located<Name>> services;
  std::vector<Located<Name>> maintenance;
  std::optional<Ref<Team>> team;
  std::vector<Located<Action>> actions;
};
template <>
inline constexpr auto kTable<Allow> = RecordOf(
    "consent", "whom the owner allows what",
    Opt("package", &Allow::package, "a package; with `jobs` or `services` only those",
        "reporting_seeder"),
    Opt("jobs", &Allow::jobs, "only these jobs of the package", "[refresh_all]"),
    Opt("services", &Allow::services, "only these services of the package", "[thoth]"),
    Opt("maintenance", &Allow::maintenance, "only these maintenance objects of the package",
        "[curve_observation]"),
    Opt("team", &Allow::team, "the people of a team, through its `vault_group`", "data-platform"),
    Opt("actions", &Allow::actions, "`read`, `list`, `write`; `read` when not set", "[read]"));
template <>
inline std::vector<Rule> RulesOf<Allow>() {
  return {ExactlyOne({"package", "team"})};
}

struct AirflowSecret {
  std::optional<Located<std::string>> connection;
  std::optional<Located<std::string>> variable;
};
template <>
inline constexpr auto kTable<AirflowSecret> = RecordOf(
    "airflow secret", "how Airflow sees it: its component may then read it",
    Opt("connection", &AirflowSecret::connection, "id of an Airflow connection", "warehouse_db"),
    Opt("variable", &AirflowSecret::variable, "id of an Airflow variable",
        "system_maintenance_disk_threshold_gb"));
template <>
inline std::vector<Rule> RulesOf<AirflowSecret>() {
  return {ExactlyOne({"connection", "variable"})};
}

struct Fallback {
  Located<EnvName> prefix;
};
template <>
inline constexpr auto kTable<Fallback> = RecordOf("fallback",
                                                  "environment variables for work on a laptop",
                                                  Req("prefix", &Fallback::prefix,
                                                      "variables are PREFIX_KEY", "WAREHOUSE"));

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
  std::optional<Located<Duration>> rotate_every;
  std::optional<Fallback> fallback;
  Overrides<Secret> overrides;
};
template <>
inline constexpr auto kTable<Secret> = RecordOf(
    "secret", "where a secret lies, who owns it and whom its owner allows",
    ReqFixed("kind", &Secret::kind, "`secret`", "secret"),
    ReqFixed("name", &Secret::name, "how other objects refer to it", "warehouse_db"),
    Fixed("id", &Secret::id, "its physical name; the name when not set", "warehouse_db"),
    ReqFixed("owner", &Secret::owner, "the team that decides who may read it", "data-platform"),
    Opt("description", &Secret::description, "what it is for", "the reporting warehouse"),
    Fixed("environments", &Secret::environments, "where it exists; everywhere when not set",
          "[staging, prod]"),
    Fixed("renamed_from", &Secret::renamed_from, "its name before a rename", "warehouse"),
    ReqFixed("store", &Secret::store, "where it lies", "vault"),
    Opt("path", &Secret::path, "path inside the mount; `{env}` is the environment",
        "\"bike-data-flow/{env}/database\""),
    Opt("airflow", &Secret::airflow, "how Airflow sees it; then path and keys are Airflow's",
        "{connection: warehouse_db}"),
    Opt("keys", &Secret::keys, "its keys and their types",
        "{username: string, password: password}"),
    Opt("allow", &Secret::allow, "whom its owner allows", "[{package: reporting_seeder}]"),
    Opt("rotate_every", &Secret::rotate_every,
        "how old a value may get: a label and a health check", "90d"),
    Opt("fallback", &Secret::fallback, "environment variables for work on a laptop",
        "{prefix: WAREHOUSE}"),
    Opt("overrides", &Secret::overrides, "what differs in an environment", "{dev: {...}}"));
template <>
inline std::vector<Rule> RulesOf<Secret>() {
  return {AtMostOne({"path", "airflow"}), OnlyWith({"path", "airflow"}, "store", {"vault"})};
}

}  // namespace writ::spec
