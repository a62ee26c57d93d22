// `kind: maintenance`: recurring work on a table, or on Airflow itself.
#pragma once

#include "spec/database_forms.h"
#include "spec/kinds/common.h"

namespace writ::spec {

// `key_span` of a record: the key that holds it, which outputs print.

struct TrinoEngine {
  Located<HostName> host;
  Located<Port> port{Port{8080}, {}};
  Located<Identifier> catalog;
  Located<LoginName> user;
  std::optional<SecretKey> password;
  Span key_span;
};

struct SqlEngine {
  Located<HostName> host;
  Located<Port> port{Port{0}, {}};
  Located<DatabaseName> database;
  Located<LoginName> user;
  std::optional<SecretKey> password;
  Span key_span;
};

struct AirflowEngine {
  Ref<Secret> database;
  Ref<Secret> disk_threshold_gb;
  Ref<Secret> notify_email;
};

struct MaintenanceEngine {
  std::optional<TrinoEngine> trino;
  std::optional<SqlEngine> timescaledb;
  std::optional<SqlEngine> clickhouse;
  std::optional<AirflowEngine> airflow;
};

// The one that is set, as specs write it.
// What NameOf may answer.
inline constexpr std::array<std::string_view, 4> kMaintenanceEngines = {"trino", "timescaledb",
                                                                        "clickhouse", "airflow"};
inline std::string_view NameOf(const MaintenanceEngine& engine) {
  if (engine.trino) return "trino";
  if (engine.timescaledb) return "timescaledb";
  return engine.clickhouse ? "clickhouse" : "airflow";
}

struct Compaction {
  std::optional<Located<PositiveByteSize>> target_file_size;
  Span key_span;
};

struct SnapshotRetention {
  Located<PositiveDuration> keep;
  Located<PositiveCount> keep_last{PositiveCount{1}, {}};
  Span key_span;
};

struct RowRetention {
  Located<Identifier> column;
  Located<PositiveDuration> keep;
  Span key_span;
};

struct Retention {
  std::optional<SnapshotRetention> snapshots;
  std::optional<RowRetention> rows;
  Span key_span;
};

struct PartitionEvolution {
  std::vector<Located<PartitionField>> spec;
  std::optional<Located<PositiveDuration>> interval;
  Span key_span;
};

struct Keep {
  Located<PositiveDuration> keep{PositiveDuration{Duration::Days(30)}, {}};
  Span key_span;
};

struct Plain {
  Span key_span;
};

struct Operations {
  std::optional<Compaction> compaction;
  std::optional<Retention> retention;
  std::optional<PartitionEvolution> partition_evolution;
  std::optional<Keep> log_cleanup;
  std::optional<Keep> database_cleanup;
  std::optional<Plain> database_optimization;
  std::optional<Plain> health_check;
  std::optional<Plain> disk_check;
};

struct WorkLimits {
  std::optional<Located<Timeout>> duration;
  Span key_span;
};

struct Maintenance {
  Located<std::string> kind;
  Located<Name> name;
  std::optional<Located<Name>> id;
  std::optional<Ref<Team>> owner;
  std::optional<Located<std::string>> description;
  std::vector<Located<Name>> environments;
  std::optional<Located<Name>> renamed_from;
  Ref<Package> package;
  MaintenanceEngine engine;
  std::optional<Located<TableName>> table;
  Operations operations;
  Located<CronText> cron;
  Located<ZoneName> timezone;
  WorkLimits limits;
  Located<bool> dry_run;
  Notify notify;
  Located<bool> enabled{true, {}};
  Overrides<Maintenance> overrides;
};

}  // namespace writ::spec
