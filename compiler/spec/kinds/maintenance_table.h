// Field tables of `kind: maintenance`. Apart from the structs, since few files need them and all
// pay for them.
#pragma once

#include "spec/decode.h"
#include "spec/kinds/common_table.h"
#include "spec/kinds/maintenance.h"

namespace writ::spec {

template <>
inline constexpr auto kTable<TrinoEngine> =
    RecordOf("trino engine", "Iceberg tables through Trino",
             Req("host", &TrinoEngine::host, "host of the coordinator", "trino.internal"),
             Opt("port", &TrinoEngine::port, "port of the coordinator", "8443"),
             Req("catalog", &TrinoEngine::catalog, "the Iceberg catalog", "iceberg"),
             Req("user", &TrinoEngine::user, "who it works as", "aurum"),
             Opt("password", &TrinoEngine::password, "key of a secret", "trino.password"));

template <>
inline constexpr auto kTable<SqlEngine> = RecordOf(
    "database engine", "a database server",
    Req("host", &SqlEngine::host, "host of the server", "timescale.internal"),
    Opt("port", &SqlEngine::port, "port of the server; the engine's own when not set", "5432"),
    Req("database", &SqlEngine::database, "name of the database", "market"),
    Req("user", &SqlEngine::user, "who it works as", "aurum"),
    Opt("password", &SqlEngine::password, "key of a secret", "timescale.password"));

template <>
inline constexpr auto kTable<AirflowEngine> = RecordOf(
    "airflow engine", "Airflow's own housekeeping",
    Req("database", &AirflowEngine::database,
        "a secret with `airflow: {connection}`: the metadata database", "airflow_db_maintenance"),
    Req("disk_threshold_gb", &AirflowEngine::disk_threshold_gb,
        "a secret with `airflow: {variable}`: free space below which the disk check fails",
        "system_maintenance_disk_threshold_gb"),
    Req("notify_email", &AirflowEngine::notify_email,
        "a secret with `airflow: {variable}`: where notices go",
        "system_maintenance_notify_email"));

template <>
inline constexpr auto kTable<MaintenanceEngine> =
    RecordOf("maintenance engine", "what does the work",
             Opt("trino", &MaintenanceEngine::trino, "Iceberg tables through Trino",
                 "{host: trino.internal, catalog: iceberg, user: aurum}"),
             Opt("timescaledb", &MaintenanceEngine::timescaledb, "hypertables",
                 "{host: timescale.internal, database: market, user: aurum}"),
             Opt("clickhouse", &MaintenanceEngine::clickhouse, "ClickHouse tables",
                 "{host: clickhouse.internal, database: market, user: aurum}"),
             Opt("airflow", &MaintenanceEngine::airflow, "Airflow's own housekeeping",
                 "{database: db, disk_threshold_gb: threshold, notify_email: email}"));

template <>
inline std::vector<Rule> RulesOf<MaintenanceEngine>() {
  return {ExactlyOne({"trino", "timescaledb", "clickhouse", "airflow"})};
}

template <>
inline constexpr auto kTable<Compaction> =
    RecordOf("compaction", "rewrites small files or parts into large ones",
             Opt("target_file_size", &Compaction::target_file_size,
                 "files below this size are merged (Iceberg)", "256MiB"));

template <>
inline constexpr auto kTable<SnapshotRetention> = RecordOf(
    "snapshot retention", "how long old versions of a table stay",
    Req("keep", &SnapshotRetention::keep, "snapshots younger than this stay", "30d"),
    Opt("keep_last", &SnapshotRetention::keep_last, "so many stay whatever their age", "5"));

template <>
inline constexpr auto kTable<RowRetention> =
    RecordOf("row retention", "how long rows stay",
             Req("column", &RowRetention::column, "the time or date column that tells a row's age",
                 "asof_date"),
             Req("keep", &RowRetention::keep, "rows younger than this stay", "7y"));

template <>
inline constexpr auto kTable<Retention> =
    RecordOf("retention", "removes what is too old",
             Opt("snapshots", &Retention::snapshots, "old versions of the table (Iceberg)",
                 "{keep: 30d, keep_last: 5}"),
             Opt("rows", &Retention::rows, "old rows", "{column: asof_date, keep: 7y}"));

template <>
inline constexpr auto kTable<PartitionEvolution> = RecordOf(
    "partition evolution", "changes how new data is partitioned",
    Opt("spec", &PartitionEvolution::spec, "partition fields (Iceberg)",
        "[\"day(ts)\", \"bucket(id, 16)\"]"),
    Opt("interval", &PartitionEvolution::interval, "width of new chunks (TimescaleDB)", "7d"));

template <>
inline std::vector<Rule> RulesOf<PartitionEvolution>() {
  return {ExactlyOne({"spec", "interval"})};
}

template <>
inline constexpr auto kTable<Keep> = RecordOf("cleanup", "removes what is older",
                                              Opt("keep", &Keep::keep, "younger things stay",
                                                  "30d"));

template <>
inline constexpr auto kTable<Plain> = RecordOf("operation",
                                               "an operation without settings: write `{}`");

template <>
inline constexpr auto kTable<Operations> = RecordOf(
    "operations", "what is done, in this order",
    Opt("compaction", &Operations::compaction, "rewrites small files or parts into large ones",
        "{target_file_size: 256MiB}"),
    Opt("retention", &Operations::retention, "removes what is too old", "{snapshots: {keep: 30d}}"),
    Opt("partition_evolution", &Operations::partition_evolution,
        "changes how new data is partitioned", "{interval: 7d}"),
    Opt("log_cleanup", &Operations::log_cleanup, "removes old task logs (Airflow)", "{keep: 30d}"),
    Opt("database_cleanup", &Operations::database_cleanup,
        "removes old rows of the metadata database (Airflow)", "{keep: 90d}"),
    Opt("database_optimization", &Operations::database_optimization,
        "vacuums and analyses the metadata database (Airflow)", "{}"),
    Opt("health_check", &Operations::health_check,
        "asks Airflow's components for their heartbeat (Airflow)", "{}"),
    Opt("disk_check", &Operations::disk_check, "fails when too little disk is free (Airflow)",
        "{}"));

template <>
inline constexpr auto kTable<WorkLimits> = RecordOf("work limits", "how much one run may do",
                                                    Opt("duration", &WorkLimits::duration,
                                                        "the run is stopped after this", "2h"));

template <>
inline constexpr auto kTable<Maintenance> = RecordOf(
    "maintenance", "recurring work on a table, or on Airflow itself",
    ReqFixed("kind", &Maintenance::kind, "`maintenance`", "maintenance"),
    ReqFixed("name", &Maintenance::name, "unique within its package", "curve_observation"),
    Fixed("id", &Maintenance::id, "its physical name; the name when not set", "curve_observation"),
    Fixed("owner", &Maintenance::owner, "the team that owns it; the package's when not set",
          "data-platform"),
    Opt("description", &Maintenance::description, "what it is for", "keeps the curve table fast"),
    Fixed("environments", &Maintenance::environments,
          "where it exists; where its package does when not set", "[prod]"),
    Fixed("renamed_from", &Maintenance::renamed_from,
          "its name before a rename; at the next one the first name becomes its `id`", "curves"),
    ReqFixed("package", &Maintenance::package, "the package it belongs to", "aurum"),
    Req("engine", &Maintenance::engine, "what does the work",
        "{trino: {host: trino.internal, catalog: iceberg, user: aurum}}"),
    Opt("table", &Maintenance::table, "catalog, schema and table",
        "iceberg.market.curve_observation"),
    Req("operations", &Maintenance::operations, "what is done",
        "{compaction: {target_file_size: 256MiB}}"),
    Req("cron", &Maintenance::cron, "five fields: minute, hour, day of month, month, day of week",
        "\"30 3 * * SUN\""),
    Opt("timezone", &Maintenance::timezone, "the time zone that `cron` is read in",
        "Europe/Berlin"),
    Opt("limits", &Maintenance::limits, "how much one run may do", "{duration: 2h}"),
    Opt("dry_run", &Maintenance::dry_run, "`true`: only say what would be done", "true"),
    Opt("notify", &Maintenance::notify, "who hears what", "{failure: [owner]}"),
    Opt("enabled", &Maintenance::enabled, "`false`: no runs at all", "false"),
    Fixed("overrides", &Maintenance::overrides, "what differs in an environment",
          "{dev: {enabled: false}}"));

template <>
inline std::vector<Rule> RulesOf<Maintenance>() {
  return {OnlyWith({"table"}, "engine", {"trino", "timescaledb", "clickhouse"}),
          Needs({"table"}, "engine", {"trino", "timescaledb", "clickhouse"}),
          NotEmpty({"environments"})};
}

}  // namespace writ::spec
