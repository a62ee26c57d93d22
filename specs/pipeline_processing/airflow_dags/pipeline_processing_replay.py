"""Replays the events of one day through the example job; written by hand.

The owners of `pipeline_processing` keep it because its branches depend on what the first task
finds, which no schedule of a spec can say.
"""

from __future__ import annotations

import pendulum
from airflow import DAG
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import BranchPythonOperator


def choose(day: str) -> str:
    """Returns the id of the task that handles `day` (`YYYY-MM-DD`): old days are skipped."""
    age = pendulum.now("UTC").diff(pendulum.parse(day)).in_days()
    return "replay" if age <= 30 else "too_old"


with DAG(
    dag_id="pipeline_processing_replay",
    description="Replays the events of one day",
    schedule=None,
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    params={"day": "2026-01-01"},
    tags=["pipeline_processing", "by-hand"],
) as dag:
    branch = BranchPythonOperator(
        task_id="choose",
        python_callable=choose,
        op_args=["{{ params.day }}"],
    )
    replay = KubernetesPodOperator(
        task_id="replay",
        name="pipeline-processing-replay",
        namespace="etl-jobs",
        image="registry.acme.example/pipeline-processing:stable",
        cmds=["python", "-m", "pipeline_processing.example_job"],
        arguments=["--date", "{{ params.day }}"],
        in_cluster=True,
        on_finish_action="delete_pod",
    )
    too_old = EmptyOperator(task_id="too_old")
    branch >> [replay, too_old]
