"""Runs one DAG in this process, as `airflow dags test` does, and prints what became of it as JSON.

usage: python run_dag.py FOLDER DAG_ID

Needs a migrated metadata database. No task is tried twice, and a sensor that would be asked again
in hours is asked for two seconds.
The last line of the output is {"run": STATE, "tasks": {TASK_ID: STATE}}.
"""

from __future__ import annotations

import inspect
import json
import sys

import bag as dagbag
import pendulum

BUNDLE = "dags-folder"


def register(bag) -> None:
    """Airflow 3 runs only what its database knows."""
    try:
        from airflow.dag_processing.dagbag import sync_bag_to_db
    except ImportError:
        return
    from airflow.models.dagbundle import DagBundleModel
    from airflow.utils.session import create_session

    with create_session() as session:
        if not session.get(DagBundleModel, BUNDLE):
            session.add(DagBundleModel(name=BUNDLE))
    bag.bundle_name = BUNDLE
    sync_bag_to_db(bag, BUNDLE, None)


def state_of(thing) -> str:
    return str(getattr(thing.state, "value", thing.state))


def main() -> None:
    folder, dag_id = sys.argv[1:]
    bag = dagbag.load_or_exit(folder)
    dag = bag.dags[dag_id]
    for task in dag.tasks:
        task.retries = 0
        if hasattr(task, "poke_interval"):
            task.mode, task.poke_interval, task.timeout = "poke", 1, 2
    register(bag)
    accepted = inspect.signature(dag.test).parameters
    date = "logical_date" if "logical_date" in accepted else "execution_date"
    run = dag.test(**{date: pendulum.datetime(2026, 11, 1, 4, tz="UTC")})

    from airflow.models.taskinstance import TaskInstance
    from airflow.utils.session import create_session

    with create_session() as session:
        of_run = (TaskInstance.dag_id == dag_id, TaskInstance.run_id == run.run_id)
        states = {ti.task_id: state_of(ti) for ti in session.query(TaskInstance).filter(*of_run)}
    print()
    print(json.dumps({"run": state_of(run), "tasks": states}))


main()
