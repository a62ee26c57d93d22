// Field tables of `kind: secret`. Apart from the structs, since few files need them and all pay for
// them.
#pragma once

#include "spec/decode.h"
#include "spec/kinds/common_table.h"
#include "spec/kinds/secret.h"

namespace writ::spec {

template <>
inline constexpr auto kTable<Key> =
    RecordOf("key", "one key of a secret",
             Req("type", &Key::type, "what its value is; built-in targets read it of no key yet",
                 "password"),
             Opt("default", &Key::preset,
                 "what to propose to people who seed it, not for passwords; nothing is generated "
                 "from it yet",
                 "postgres"));

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
  return {ExactlyOne({"package", "team"}),
          NotEmpty({"jobs", "services", "maintenance", "actions"})};
}

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

template <>
inline constexpr auto kTable<Fallback> = RecordOf("fallback",
                                                  "environment variables for work on a laptop",
                                                  Req("prefix", &Fallback::prefix,
                                                      "variables are PREFIX_KEY", "WAREHOUSE"));

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
    Fixed("renamed_from", &Secret::renamed_from,
          "its name before a rename; at the next one the first name becomes its `id`", "warehouse"),
    ReqFixed("store", &Secret::store, "where it lies", "vault"),
    Opt("path", &Secret::path, "path inside the mount; `{env}` is the environment",
        "\"bike-data-flow/{env}/database\""),
    Opt("airflow", &Secret::airflow, "how Airflow sees it; then path and keys are Airflow's",
        "{connection: warehouse_db}"),
    Opt("keys", &Secret::keys, "its keys and their types",
        "{username: string, password: password}"),
    Opt("allow", &Secret::allow, "whom its owner allows", "[{package: reporting_seeder}]"),
    Opt("rotate_every", &Secret::rotate_every,
        "how old a value may get, for people; nothing is generated from it yet", "90d"),
    Opt("fallback", &Secret::fallback,
        "environment variables for work on a laptop; nothing is generated from it yet",
        "{prefix: WAREHOUSE}"),
    Opt("extend", &Secret::extend, "what Writ has no field for",
        "{terraform_args: {labels: {cost: data}}}"),
    Fixed("overrides", &Secret::overrides, "what differs in an environment",
          "{dev: {rotate_every: 365d}}"));

template <>
inline std::vector<Rule> RulesOf<Secret>() {
  return {AtMostOne({"path", "airflow"}), OnlyWith({"path", "airflow"}, "store", {"vault"}),
          NotEmpty({"environments"})};
}

inline bool Key::FromScalar(const syntax::Cursor& node, Key& out, Context& context) {
  return Type<Located<KeyType>>::Decode(Layers(node), out.type, context);
}

}  // namespace writ::spec
