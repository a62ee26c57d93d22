#include "access/airflow_components.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace writ::access {
namespace {

using Names = std::set<std::string>;

const spec::Version kAirflow2{2, 11, 2, "2.11.2"};
const spec::Version kAirflow3{3, 3, 2, "3.3.2"};

Names Reading(const spec::Version& version, spec::Executor executor, DagReading how) {
  Names out;
  for (const AirflowComponent& one : AirflowComponents(version, executor)) {
    if (one.dags == how) out.insert(std::string(one.chart_key));
  }
  return out;
}

Names RunningTasks(const spec::Version& version, spec::Executor executor) {
  Names out;
  for (const AirflowComponent& one : AirflowComponents(version, executor)) {
    if (one.runs_tasks) out.insert(std::string(one.service_account));
  }
  return out;
}

TEST_CASE("what parses DAGs or runs tasks reads them all the time", "[access]") {
  using spec::Executor;
  constexpr auto kAlways = DagReading::kContinuous;
  CHECK(Reading(kAirflow2, Executor::kLocal, kAlways) == Names{"scheduler", "triggerer"});
  CHECK(Reading(kAirflow2, Executor::kCelery, kAlways) ==
        Names{"scheduler", "triggerer", "celery"});
  CHECK(Reading(kAirflow2, Executor::kKubernetes, kAlways) == Names{"scheduler", "triggerer"});
  CHECK(Reading(kAirflow3, Executor::kLocal, kAlways) ==
        Names{"dagProcessor", "scheduler", "triggerer"});
  CHECK(Reading(kAirflow3, Executor::kCelery, kAlways) ==
        Names{"dagProcessor", "triggerer", "celery"});
  CHECK(Reading(kAirflow3, Executor::kKubernetes, kAlways) == Names{"dagProcessor", "triggerer"});
}

TEST_CASE("only pods of one task read DAGs once", "[access]") {
  using spec::Executor;
  for (const spec::Version& version : {kAirflow2, kAirflow3}) {
    CHECK(Reading(version, Executor::kLocal, DagReading::kOnce).empty());
    CHECK(Reading(version, Executor::kCelery, DagReading::kOnce).empty());
    CHECK(Reading(version, Executor::kKubernetes, DagReading::kOnce) == Names{"kubernetes"});
  }
}

TEST_CASE("exactly one account starts the pods of jobs", "[access]") {
  using spec::Executor;
  for (const spec::Version& version : {kAirflow2, kAirflow3}) {
    CHECK(RunningTasks(version, Executor::kLocal) == Names{"airflow-scheduler"});
    CHECK(RunningTasks(version, Executor::kCelery) == Names{"airflow-worker-celery"});
    CHECK(RunningTasks(version, Executor::kKubernetes) == Names{"airflow-worker-kubernetes"});
  }
}

TEST_CASE("what shows logs reads no DAGs, so that it can have a role of its own", "[access]") {
  for (const spec::Version& version : {kAirflow2, kAirflow3}) {
    size_t found = 0;
    for (const AirflowComponent& one : AirflowComponents(version, spec::Executor::kKubernetes)) {
      if (!one.shows_logs) continue;
      ++found;
      CHECK(one.dags == DagReading::kNever);
    }
    CHECK(found == 1);
  }
}

}  // namespace
}  // namespace writ::access
