"""Prints what Airflow makes of all DAGs below a folder, as one JSON object on the last line.

usage: python describe.py FOLDER [DAY...]

{"import_errors": {FILE: TEXT},
 "dags": {ID: {"file", "tasks": {TASK_ID: TYPE}, "edges": [[FROM, TO]], "catchup", "max_active_runs", "params",
               "paused", "cron", "timezone", "assets": [URI], "outlets": [URI], "owner", "tags",
               "fires": {DAY: [five instants from its midnight in the schedule's zone on, UTC]},
               "settings": {TASK_ID: {"retries", "retry_delay", "timeout", "pool"}},
               "pods": {TASK_ID: {"scheduled": POD, "by_hand": POD}}}}}
Pods are what KubernetesPodOperator would start in a scheduled run and in one started by hand,
on Airflow 3 without a logical date.
"""

from __future__ import annotations

import copy
import datetime
import json
import sys
import types

import airflow
import bag as dagbag
from airflow.timetables.base import DataInterval, TimeRestriction
from kubernetes.client import ApiClient
from pendulum import instance, parse

AIRFLOW_3 = not airflow.__version__.startswith("2.")
FIRE = datetime.datetime(2026, 10, 26, 1, 0, tzinfo=datetime.UTC)


def dag_run(dag_id: str, scheduled: bool):
    run_id = (
        "scheduled__2026-10-26T01:00:00+00:00" if scheduled else "manual__2026-10-26T01:00:00+00:00"
    )
    if not AIRFLOW_3:
        from airflow.models.dagrun import DagRun

        return DagRun(
            dag_id=dag_id, run_id=run_id, execution_date=FIRE, run_type=run_id.split("__")[0]
        )
    from airflow.sdk.api.datamodels._generated import DagRun, DagRunState, DagRunType

    values = {
        "dag_id": dag_id,
        "run_id": run_id,
        "logical_date": FIRE if scheduled else None,
        "data_interval_start": FIRE if scheduled else None,
        "data_interval_end": FIRE if scheduled else None,
        "run_after": FIRE,
        "start_date": FIRE,
        "end_date": None,
        "run_type": DagRunType.SCHEDULED if scheduled else DagRunType.MANUAL,
        "state": DagRunState.RUNNING,
        "conf": {},
        "clear_number": 0,
        "consumed_asset_events": [],
        "partition_key": None,
    }
    return DagRun.model_construct(**values)


def pod(dag, task, scheduled: bool) -> dict:
    run = dag_run(dag.dag_id, scheduled)
    task = copy.copy(task)
    context = {
        "dag": dag,
        "dag_run": run,
        "run_id": run.run_id,
        "params": {
            name: param.value if hasattr(param, "value") else param
            for name, param in dag.params.items()
        },
        "ti": types.SimpleNamespace(try_number=2, task_id=task.task_id, dag_id=dag.dag_id),
        "task": task,
    }
    task.render_template_fields(context, dag.get_template_env())
    task.__dict__["hook"] = types.SimpleNamespace(is_in_cluster=True, get_namespace=lambda: None)
    request = ApiClient().sanitize_for_serialization(task.build_pod_request_obj())
    return {"apiVersion": "v1", "kind": "Pod", **request}


def fires(timetable, day: str) -> list[str]:
    midnight = parse(day, tz=timetable._timezone)
    restriction = TimeRestriction(earliest=None, latest=None, catchup=True)
    last, times = DataInterval.exact(midnight.subtract(seconds=1)), []
    for _ in range(5):
        info = timetable.next_dagrun_info(
            last_automated_data_interval=last, restriction=restriction
        )
        last = info.data_interval
        times.append(instance(info.run_after).in_timezone("UTC").strftime("%Y-%m-%dT%H:%M:%SZ"))
    return times


def uris(assets) -> list[str]:
    return sorted(asset.uri for asset in assets if hasattr(asset, "uri"))


def schedule_assets(timetable) -> list[str]:
    condition = getattr(timetable, "asset_condition", None) or getattr(
        timetable, "dataset_condition", None
    )
    return (
        uris(condition.objects) if condition is not None and hasattr(condition, "objects") else []
    )


def seconds(delta) -> float | None:
    return None if delta is None else delta.total_seconds()


def describe(dag, days: list[str]) -> dict:
    timetable = dag.timetable
    cron = getattr(timetable, "_expression", None)
    pods = [task for task in dag.tasks if task.task_type == "KubernetesPodOperator"]
    return {
        "file": dag.fileloc,
        "tasks": {task.task_id: task.task_type for task in dag.tasks},
        "edges": sorted(
            [task.task_id, down] for task in dag.tasks for down in task.downstream_task_ids
        ),
        "catchup": dag.catchup,
        "max_active_runs": dag.max_active_runs,
        "params": {name: dag.params.get_param(name).schema for name in dag.params},
        "paused": dag.is_paused_upon_creation,
        "cron": cron,
        "timezone": str(timetable._timezone.name) if cron else None,
        "assets": schedule_assets(timetable),
        "outlets": uris(outlet for task in dag.tasks for outlet in task.outlets),
        "owner": dag.owner,
        "tags": sorted(dag.tags),
        "fires": {day: fires(timetable, day) for day in days} if cron else {},
        "settings": {
            task.task_id: {
                "retries": task.retries,
                "retry_delay": seconds(task.retry_delay),
                "timeout": seconds(task.execution_timeout),
                "pool": task.pool,
            }
            for task in dag.tasks
        },
        "pods": {
            task.task_id: {"scheduled": pod(dag, task, True), "by_hand": pod(dag, task, False)}
            for task in pods
        },
    }


def main() -> None:
    folder, *days = sys.argv[1:]
    bag = dagbag.load(folder)
    dags = {dag_id: describe(dag, days) for dag_id, dag in bag.dags.items()}
    print()
    print(json.dumps({"import_errors": bag.import_errors, "dags": dags}))


main()
