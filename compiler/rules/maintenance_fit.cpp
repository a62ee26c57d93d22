// Which engine can do which operation, and who hears of it: known before a run, not after.
#include <algorithm>
#include <array>

#include "rules/notices.h"
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

// Trino knows tables by their catalog, databases do not.
void CheckTable(const spec::Maintenance& work, diag::Sink& sink) {
  if (!work.table) return;
  const std::string& table = work.table->value;
  const bool with_catalog = std::count(table.begin(), table.end(), '.') == 2;
  if (with_catalog != work.engine.trino.has_value()) {
    sink.Report(Code::E0502, work.table->span, "`{}` is not the name of a table of `{}`", table,
                spec::NameOf(work.engine))
        .Note("{}", with_catalog ? "`schema.table`" : "`catalog.schema.table`");
    return;
  }
  if (!with_catalog) return;
  const Located<spec::Identifier>& catalog = work.engine.trino->catalog;
  const std::string_view first = std::string_view(table).substr(0, table.find('.'));
  if (first == catalog.value) return;
  sink.Report(Code::E0503, work.table->span, "`{}` lies in catalog `{}`, the engine works in `{}`",
              table, first, catalog.value)
      .Here("another catalog")
      .Label(catalog.span, "the engine's catalog")
      .Note("name one catalog in both");
}

}  // namespace

void MaintenanceFit(const Scope& scope, diag::Sink& sink) {
  for (const spec::Maintenance& work : scope.environment.maintenance) {
    CheckOperations(work, sink);
    CheckTrino(work, sink);
    CheckTable(work, sink);
    CheckNotices(scope, work.notify, sink);
  }
}

}  // namespace writ::rules
