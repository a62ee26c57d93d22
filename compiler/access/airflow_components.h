// What the parts of an Airflow do, by its version and executor: who reads DAG files, who runs
// tasks, and under which service account.
//
// One table, because several targets must agree: the chart's values create the accounts, Vault and
// AWS trust them, Kubernetes lets some of them start pods.
#pragma once

#include <string_view>
#include <vector>

#include "spec/kinds/platform.h"

namespace writ::access {

// How a component gets DAG files.
enum class DagReading : uint8_t {
  kNever,       // it works on serialized DAGs
  kContinuous,  // a first sync, then a sidecar
  kOnce,        // a first sync only: a pod of one task, which a sidecar would keep from ending
};

// A part of Airflow that runs under a service account of its own.
struct AirflowComponent {
  std::string_view chart_key;        // below the values' top level, or below `workers`
  bool worker = false;               // its key stands below `workers`
  std::string_view service_account;  // independent of the Helm release's name
  DagReading dags = DagReading::kNever;
  bool runs_tasks = false;  // starts the pods of jobs
  bool shows_logs = false;  // reads task logs wherever they lie
};

// The components that read secrets, in the order of the chart's values. All of them log in to
// Vault; those that read DAGs also read the bucket.
std::vector<AirflowComponent> AirflowComponents(const spec::Version& airflow,
                                                spec::Executor executor);

}  // namespace writ::access
