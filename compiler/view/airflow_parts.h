// What the builders of the Airflow view share.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "view/airflow.h"

namespace writ::view {

// Which constants of the file, and which imports, the tasks of a DAG need.
struct AirflowUses {
  bool date = false;
  bool period = false;
  bool id = false;
  bool attempt = false;
  std::set<std::string, std::less<>> params;
};

// A Python variable for a name: `-` becomes `__`, which no name has; what Python or the file itself
// calls so gets a `_` at its end, which no name has either.
std::string AirflowVariableName(std::string_view name);

// The image of the runtime, pinned by digest.
Text RuntimeImage(const resolve::Environment& environment);

// 2024-01-01 when there is none: with catchup off any past day does, and it must never move.
AirflowDate StartOf(const std::optional<Located<spec::Date>>& start);
value::Map<std::vector<Text>> FiresOf(const Located<spec::CronText>& cron,
                                      const Located<spec::ZoneName>& zone);
// The teams' addresses. `owner` is whom `owner` among them stands for.
std::vector<Text> AddressesOf(const Scope& scope, const std::vector<spec::Recipient>& to,
                              const spec::Ref<spec::Team>& owner);

// Free data that is sent as JSON.
Any TextData(std::string text, value::Origins from = {});
Any TextData(const Text& text);
Any NumberData(int64_t number, const Span& span);
Any MapData();
void Put(Any& map, std::string key, Any value, const Span& key_from = {});

// Hands the secrets of a principal over to the task: as references that writ-run resolves, or as
// annotations that the Vault Agent injector acts on.
struct AirflowSecretUse {
  std::string variable;
  Span span;
  Id<spec::Secret> secret;
  Located<std::string> key;
  bool as_file = false;
};
void DeliverByRuntime(const Scope& scope, const access::Principal& principal,
                      const std::vector<AirflowSecretUse>& uses, AirflowTask& task);
void DeliverByVaultAgent(const Scope& scope, const access::Principal& principal,
                         const std::vector<AirflowSecretUse>& uses, AirflowTask& task);

// A pod that runs a job of the package.
AirflowTask JobTask(const Scope& scope, const spec::Package& package,
                    const spec::Schedule& schedule, const Located<spec::Name>& name,
                    const Located<spec::Name>& job, AirflowUses& uses);

// One pod of writ-run for each operation, in the order in which they run.
std::vector<AirflowTask> MaintenanceTasks(const Scope& scope, const spec::Maintenance& maintenance);

}  // namespace writ::view
