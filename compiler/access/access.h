// Who may do what: derived from what consumers declare and owners allow, and from nothing else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diag/sink.h"
#include "resolve/program.h"
#include "value/value.h"

namespace writ::access {

enum class PrincipalKind : uint8_t {
  kAirflow,      // the components of an environment's Airflow
  kJob,          // a job's service account
  kMaintenance,  // a maintenance object's service account
  kPackage,      // a package that logs in to Vault by itself
  kPublisher,    // a package's publish job in CI
  kService,      // a service's identity
  kSchedule,     // the identity by which a scheduler calls a service
  kTeam,         // a team's people
};

// "job", "maintenance", "team", ...
inline constexpr std::array<std::string_view, 8> kPrincipalWords = {
    "airflow", "job", "maintenance", "package", "publisher", "service", "schedule", "team"};
std::string_view WordOf(PrincipalKind kind);

// Actions on one secret: a path with all its keys, since no store grants a key.
struct Grant {
  Id<spec::Secret> secret;
  bool read = false;
  bool list = false;
  bool write = false;
  value::Origins from;  // the use, then the consent
};

struct Principal {
  PrincipalKind kind = PrincipalKind::kJob;
  std::string id;             // "package/reporting_seeder job/refresh_all", "component/airflow",
                              // "publisher/reporting_seeder", "team/data-platform"
  Id<spec::Package> package;  // of jobs, maintenance, packages, publishers, services, schedules
  std::string name;           // of the job, maintenance object, service, schedule, team
  Span declared;
  Span named;  // where the name that it has in the world is written; invalid for Airflow
  std::vector<Grant> secrets;   // sorted by secret
  std::string vault_policy;     // its policy and role; empty when it has no grant in Vault
  std::string service_account;  // Kubernetes (jobs, maintenance) or Google (services, schedules);
                                // empty for others
  std::string writes_prefix;    // publishers: "prod/reporting_seeder/dags/"
  std::string aws_role;         // publishers, Airflow
  std::string aws_audience;     // publishers
};

// The principals of one environment, sorted by kind, package, name.
struct EnvironmentAccess {
  std::vector<Principal> principals;

  const Principal* Find(PrincipalKind kind, Id<spec::Package> package, std::string_view name) const;
};

struct Access {
  std::vector<EnvironmentAccess> environments;  // as Program::environments
};

// Consent has two sides: the use at the consumer, `allow` at the secret. A use without consent is
// an error that shows both places (E0402); a consent that reaches nobody is one too (E0401).
Access Derive(const resolve::Program& program, diag::Sink& sink);

// The path of a Vault secret inside its mount, `{env}` filled in:
// "airflow/connections/warehouse_db".
std::string SecretPathOf(const spec::Secret& secret, const resolve::Environment& environment);

// One line per grant: principal, action, secret, and the spec lines behind it.
std::string Dump(const Access& access, const resolve::Program& program,
                 const source::SourceManager& sources);

}  // namespace writ::access
