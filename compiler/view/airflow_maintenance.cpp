// Maintenance: pods in which writ-run works on a table, and Airflow's own housekeeping.
#include <fmt/format.h>

#include "view/airflow_parts.h"
#include "view/common.h"
#include "view/names.h"

namespace writ::view {
namespace {

template <std::derived_from<spec::Duration> T>
Any Seconds(const Located<T>& duration) {
  return NumberData(duration.value.seconds, duration.span);
}

Any Server(const spec::SqlEngine& engine) {
  Any server = MapData();
  Put(server, "host", TextData(TextOf(engine.host)));
  if (engine.port.value.number != 0)
    Put(server, "port", NumberData(engine.port.value.number, engine.port.span));
  Put(server, "database", TextData(TextOf(engine.database)));
  Put(server, "user", TextData(TextOf(engine.user)));
  return server;
}

Any Server(const spec::TrinoEngine& engine) {
  Any server = MapData();
  Put(server, "host", TextData(TextOf(engine.host)));
  Put(server, "port", NumberData(engine.port.value.number, engine.port.span));
  Put(server, "catalog", TextData(TextOf(engine.catalog)));
  Put(server, "user", TextData(TextOf(engine.user)));
  return server;
}

// The engine without its password, which writ-run looks up.
Any EngineData(const spec::MaintenanceEngine& engine) {
  Any data = MapData();
  if (engine.trino) Put(data, "trino", Server(*engine.trino), engine.trino->key_span);
  if (engine.timescaledb) {
    Put(data, "timescaledb", Server(*engine.timescaledb), engine.timescaledb->key_span);
  }
  if (engine.clickhouse) {
    Put(data, "clickhouse", Server(*engine.clickhouse), engine.clickhouse->key_span);
  }
  return data;
}

const std::optional<spec::SecretKey>& PasswordOf(const spec::MaintenanceEngine& engine) {
  if (engine.trino) return engine.trino->password;
  return engine.timescaledb ? engine.timescaledb->password : engine.clickhouse->password;
}

Any RetentionData(const spec::Retention& retention) {
  Any settings = MapData();
  if (retention.snapshots) {
    Any snapshots = MapData();
    Put(snapshots, "keep", Seconds(retention.snapshots->keep));
    const auto& last = retention.snapshots->keep_last;
    Put(snapshots, "keep_last", NumberData(last.value, last.span));
    Put(settings, "snapshots", std::move(snapshots), retention.snapshots->key_span);
  }
  if (retention.rows) {
    Any rows = MapData();
    Put(rows, "column", TextData(TextOf(retention.rows->column)));
    Put(rows, "keep", Seconds(retention.rows->keep));
    Put(settings, "rows", std::move(rows), retention.rows->key_span);
  }
  return settings;
}

Any EvolutionData(const spec::PartitionEvolution& evolution) {
  Any settings = MapData();
  if (evolution.interval) Put(settings, "interval", Seconds(*evolution.interval));
  if (!evolution.spec.empty()) {
    Any fields;
    fields.kind = Any::Kind::kList;
    for (const auto& field : evolution.spec) fields.items.push_back(TextData(TextOf(field)));
    Put(settings, "spec", std::move(fields));
  }
  return settings;
}

// Each operation with its settings, in the order in which they are safe: what merges files comes
// before what removes old ones.
std::vector<Any::Entry> OperationsOf(const spec::Operations& operations) {
  Any out = MapData();
  if (operations.compaction) {
    Any settings = MapData();
    const auto& size = operations.compaction->target_file_size;
    if (size) Put(settings, "target_file_size", NumberData(size->value.bytes, size->span));
    Put(out, "compaction", std::move(settings), operations.compaction->key_span);
  }
  if (const auto& retention = operations.retention)
    Put(out, "retention", RetentionData(*retention), retention->key_span);
  if (const auto& evolution = operations.partition_evolution)
    Put(out, "partition_evolution", EvolutionData(*evolution), evolution->key_span);
  return std::move(out.entries);
}

// What writ-run is to do, all but the password.
Any WorkData(const spec::Maintenance& maintenance, const Any::Entry& operation) {
  Any work = MapData();
  Put(work, "engine", EngineData(maintenance.engine));
  Put(work, "table", TextData(TextOf(*maintenance.table)));
  Put(work, operation.key, operation.value, operation.key_from);
  if (maintenance.limits.duration) {
    Any limits = MapData();
    Put(limits, "duration", Seconds(*maintenance.limits.duration));
    Put(work, "limits", std::move(limits), maintenance.limits.key_span);
  }
  Any dry_run;
  dry_run.kind = Any::Kind::kBool;
  dry_run.boolean = maintenance.dry_run.value;
  dry_run.from = maintenance.dry_run.span;
  Put(work, "dry_run", std::move(dry_run));
  return work;
}

AirflowTask OperationTask(const Scope& scope, const access::Principal& principal,
                          const spec::Maintenance& maintenance, const Any::Entry& operation) {
  AirflowTask task;
  task.name = {operation.key, operation.key_from};
  task.var = {operation.key, value::Origins(operation.key_from)};
  task.retries = Integer(1);
  task.retry_delay = Integer(300);
  if (maintenance.limits.duration) task.timeout = SecondsOf(*maintenance.limits.duration);
  task.service_account = ServiceAccountOf(scope, principal);
  task.pod_name = task.service_account;
  task.job = TextOf(maintenance.name);
  task.has_resources = true;
  task.requests.entries = {{Text("cpu"), Text("100m")}, {Text("memory"), Text("128Mi")}};
  task.limits.entries = {{Text("memory"), Text("128Mi")}};

  AirflowVariable variable;
  variable.name = Text("WRIT_MAINTENANCE");
  variable.value.json = WorkData(maintenance, operation);
  task.env.push_back(std::move(variable));

  if (const auto& password = PasswordOf(maintenance.engine)) {
    DeliverByRuntime(scope, principal,
                     {{"WRIT_ENGINE_PASSWORD", password->secret.name.span, password->secret.id,
                       password->key, false}},
                     task);
    for (const char* word : {"/writ-run", "secrets", "exec", "--"})
      task.wrapper.emplace_back(std::string(word));
  }
  for (const char* word : {"/writ-run", "maintain", "run", "--operation"})
    task.command.emplace_back().text = Text(std::string(word));
  task.command.emplace_back().text = Text(operation.key, operation.key_from);
  return task;
}

Text LogsKept(const resolve::Environment& environment) {
  const auto& logs = environment.facts->airflow->logs;
  if (logs && logs->s3) {
    return {fmt::format(
                "Task logs lie in s3://{}: how long they stay is a lifecycle rule of that bucket.",
                logs->s3->value),
            logs->s3->span};
  }
  if (!logs) {
    return {"Task logs lie in the pods: how long they stay is set at the chart's log groomer."};
  }
  return {"The spec asks for no cleanup of logs."};
}

}  // namespace

std::vector<AirflowTask> MaintenanceTasks(const Scope& scope,
                                          const spec::Maintenance& maintenance) {
  const access::Principal* principal = scope.access().Find(
      access::PrincipalKind::kMaintenance, maintenance.package.id, maintenance.name.value.text);
  WRIT_CHECK(principal != nullptr);
  std::vector<AirflowTask> tasks;
  for (const Any::Entry& operation : OperationsOf(maintenance.operations))
    tasks.push_back(OperationTask(scope, *principal, maintenance, operation));
  return tasks;
}

AirflowHousekeeping BuildAirflowHousekeeping(const Scope& scope,
                                             const spec::Maintenance& maintenance) {
  if (!maintenance.engine.airflow || !maintenance.enabled.value ||
      !scope.environment().facts->airflow)
    return {};
  const spec::AirflowEngine& engine = *maintenance.engine.airflow;
  const spec::Operations& operations = maintenance.operations;
  const resolve::Environment& environment = scope.environment();
  const spec::Package& package = resolve::At(environment.packages, maintenance.package.id);
  AirflowHousekeeping out;
  out.dag_id = DagIdOf(package, maintenance);
  out.description = TextOf(maintenance.description);
  const auto& owner = maintenance.owner ? *maintenance.owner : package.owner;
  out.owner = {owner.name.value, owner.name.span};
  out.tags = {TextOf(package.name), Text("maintenance")};
  out.cron = CronOf(maintenance.cron);
  out.timezone = TextOf(maintenance.timezone);
  out.start = StartOf({});
  out.fires = FiresOf(maintenance.cron, maintenance.timezone);
  out.timeout =
      maintenance.limits.duration ? SecondsOf(*maintenance.limits.duration) : Integer(7200);
  const auto secret = [&](const spec::Ref<spec::Secret>& ref) -> const spec::Secret& {
    return resolve::At(environment.secrets, ref.id);
  };
  out.database_connection = TextOf(*secret(engine.database).airflow->connection);
  out.notify_variable = TextOf(*secret(engine.notify_email).airflow->variable);
  out.disk_variable = TextOf(*secret(engine.disk_threshold_gb).airflow->variable);

  const auto& logs = environment.facts->airflow->logs;
  out.logs_kept = LogsKept(environment);
  const auto last = [](std::string_view name, const Span& key) {
    return AirflowEdge{Reference{std::string(name), value::Origins(key)},
                       Reference{"notification", {}}};
  };
  if (operations.log_cleanup && logs && logs->shared_volume) {
    out.log_cleanup = AirflowKeep{SecondsOf(operations.log_cleanup->keep)};
    out.edges.push_back(last("log_cleanup", operations.log_cleanup->key_span));
  }
  if (operations.database_cleanup) {
    out.database_cleanup = AirflowKeep{SecondsOf(operations.database_cleanup->keep)};
    out.edges.push_back(last("database_cleanup", operations.database_cleanup->key_span));
  }
  if (const auto& optimization = operations.database_optimization) {
    out.database_optimization = Bool(true, optimization->key_span);
    const AirflowEdge edge = last("database_optimization", optimization->key_span);
    if (out.database_cleanup) out.edges.back().then = edge.first;
    out.edges.push_back(edge);
  }
  if (operations.health_check) {
    out.health_check = Bool(true, operations.health_check->key_span);
    out.edges.push_back(last("health_check", operations.health_check->key_span));
  }
  if (operations.disk_check) {
    out.disk_check = Bool(true, operations.disk_check->key_span);
    out.edges.push_back(last("disk_check", operations.disk_check->key_span));
  }
  return out;
}

}  // namespace writ::view
