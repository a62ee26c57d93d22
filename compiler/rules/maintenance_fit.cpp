// Which engine can do which operation: known before a run, not after.
#include <array>

#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

struct Capability {
  std::string_view operation;
  std::string_view engines;  // those that can
};

constexpr std::array<Capability, 8> kCapabilities = {
    {{"compaction", "trino timescaledb clickhouse"},
     {"retention", "trino timescaledb clickhouse"},
     {"partition_evolution", "trino timescaledb"},
     {"log_cleanup", "airflow"},
     {"database_cleanup", "airflow"},
     {"database_optimization", "airflow"},
     {"health_check", "airflow"},
     {"disk_check", "airflow"}}};

std::array<bool, 8> Asked(const spec::Operations& operations) {
  return {operations.compaction.has_value(),          operations.retention.has_value(),
          operations.partition_evolution.has_value(), operations.log_cleanup.has_value(),
          operations.database_cleanup.has_value(),    operations.database_optimization.has_value(),
          operations.health_check.has_value(),        operations.disk_check.has_value()};
}

void CheckOperations(const spec::Maintenance& work, diag::Sink& sink) {
  const std::string_view engine = spec::NameOf(work.engine);
  const std::array<bool, 8> asked = Asked(work.operations);
  bool any = false;
  for (size_t i = 0; i < asked.size(); ++i) {
    any = any || asked[i];
    if (!asked[i] || kCapabilities[i].engines.find(engine) != std::string_view::npos) continue;
    sink.Report(Code::E0503, work.name.span, "`{}` cannot do `{}`", engine,
                kCapabilities[i].operation)
        .Here("asks for it")
        .Note("these can: {}", kCapabilities[i].engines);
  }
  if (!any)
    sink.Report(Code::E0203, work.name.span, "this maintenance has no operation")
        .Note("for example `operations: {{compaction: {{}}}}`");
}

void CheckTrino(const spec::Maintenance& work, diag::Sink& sink) {
  const auto& retention = work.operations.retention;
  if (retention && retention->snapshots && !work.engine.trino) {
    sink.Report(Code::E0503, retention->snapshots->keep.span, "only Iceberg tables have snapshots")
        .Note("use `rows: {{column: ..., keep: ...}}`");
  }
  if (retention && !retention->snapshots && !retention->rows) {
    sink.Report(Code::E0203, work.name.span, "`retention` removes nothing")
        .Note("add `snapshots` or `rows`");
  }
  const auto& size = work.operations.compaction;
  if (size && size->target_file_size && !work.engine.trino) {
    sink.Report(Code::E0503, size->target_file_size->span,
                "only Iceberg tables have a target file size")
        .Note("remove it");
  }
  const auto& evolution = work.operations.partition_evolution;
  if (evolution && evolution->interval && !work.engine.timescaledb) {
    sink.Report(Code::E0503, evolution->interval->span, "only hypertables have a chunk interval")
        .Note("use `spec: [\"day(ts)\"]`");
  }
  if (evolution && !evolution->spec.empty() && !work.engine.trino) {
    sink.Report(Code::E0503, evolution->spec.front().span,
                "only Iceberg tables have partition fields")
        .Note("use `interval: 7d`");
  }
  // The floor of Trino's catalogs: a shorter one fails at run time.
  if (retention && retention->snapshots &&
      retention->snapshots->keep.value < spec::Duration::Days(7)) {
    sink.Report(Code::E0503, retention->snapshots->keep.span,
                "snapshots of less than 7d are younger than Trino lets go")
        .Note("the catalog's minimum is 7d; running queries need their snapshot");
  }
}

// `schema.table` or `catalog.schema.table` of identifiers.
void CheckTable(const spec::Maintenance& work, diag::Sink& sink) {
  if (!work.table) return;
  const size_t wanted = work.engine.trino ? 3 : 2;
  size_t parts = 1;
  bool ok = !work.table->value.empty();
  char last = '.';
  for (const char c : work.table->value) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool digit = c >= '0' && c <= '9';
    if (c == '.') ++parts;
    ok = ok && (letter || (digit && last != '.') || (c == '.' && last != '.'));
    last = c;
  }
  if (ok && last != '.' && parts == wanted) return;
  sink.Report(Code::E0502, work.table->span, "`{}` is not the name of a table", work.table->value)
      .Note("{}", wanted == 3 ? "`catalog.schema.table`, letters, digits and `_`"
                              : "`schema.table`, letters, digits and `_`");
}

}  // namespace

void MaintenanceFit(const Scope& scope, diag::Sink& sink) {
  for (const spec::Maintenance& work : scope.environment.maintenance) {
    CheckOperations(work, sink);
    CheckTrino(work, sink);
    CheckTable(work, sink);
  }
}

}  // namespace writ::rules
