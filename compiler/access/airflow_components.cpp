#include "access/airflow_components.h"

namespace writ::access {

namespace {

DagReading ReadingIf(bool reads) { return reads ? DagReading::kContinuous : DagReading::kNever; }

}  // namespace

// DAGs are parsed by the scheduler up to Airflow 2 and by the DAG processor from 3 on, imported by
// whatever runs tasks, and imported by the triggerer. The web server never reads them.
//
// Workers are not called `airflow-worker`: the chart makes an account of that name for itself.
std::vector<AirflowComponent> AirflowComponents(const spec::Version& airflow,
                                                spec::Executor executor) {
  const bool separate_parser = airflow.major >= 3;
  const bool scheduler_runs_tasks = executor == spec::Executor::kLocal;
  std::vector<AirflowComponent> out;
  out.push_back({.chart_key = "scheduler",
                 .service_account = "airflow-scheduler",
                 .dags = ReadingIf(scheduler_runs_tasks || !separate_parser),
                 .runs_tasks = scheduler_runs_tasks});
  if (separate_parser) {
    out.push_back({.chart_key = "dagProcessor",
                   .service_account = "airflow-dag-processor",
                   .dags = DagReading::kContinuous});
  }
  out.push_back({.chart_key = "triggerer",
                 .service_account = "airflow-triggerer",
                 .dags = DagReading::kContinuous});
  if (separate_parser) {
    out.push_back(
        {.chart_key = "apiServer", .service_account = "airflow-api-server", .shows_logs = true});
  } else {
    out.push_back(
        {.chart_key = "webserver", .service_account = "airflow-webserver", .shows_logs = true});
  }
  if (executor == spec::Executor::kCelery) {
    out.push_back({.chart_key = "celery",
                   .worker = true,
                   .service_account = "airflow-worker-celery",
                   .dags = DagReading::kContinuous,
                   .runs_tasks = true});
  }
  if (executor == spec::Executor::kKubernetes) {
    out.push_back({.chart_key = "kubernetes",
                   .worker = true,
                   .service_account = "airflow-worker-kubernetes",
                   .dags = DagReading::kOnce,
                   .runs_tasks = true});
  }
  return out;
}

}  // namespace writ::access
