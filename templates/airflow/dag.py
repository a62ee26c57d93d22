# ruff: noqa: E501
"""The Airflow DAG `@{dag.dag_id}`, right on Airflow 2.11 and 3.x."""

from __future__ import annotations

@if dag.uses_timedelta
from datetime import timedelta

@end
import pendulum
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
@if dag.has_notices
from airflow.providers.smtp.notifications.smtp import SmtpNotifier
@end
@if dag.join
from airflow.providers.standard.operators.empty import EmptyOperator
@end
@if dag.late
from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
@end
@if dag.uses_period
from airflow.timetables.interval import CronDataIntervalTimetable
@end
@if dag.cron
from airflow.timetables.trigger import CronTriggerTimetable
@end
@if dag.uses_objects
from kubernetes.client import models as k8s
@end

try:
    @if dag.edges
    from airflow.sdk import DAG, Asset, chain
    @else
    from airflow.sdk import DAG, Asset
    @end
    @if dag.params
    from airflow.sdk.definitions.param import Param
    @end
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    @if dag.edges
    from airflow.models.baseoperator import chain
    @end
    @if dag.params
    from airflow.models.param import Param
    @end

@if dag.uses_date
# The day on which the run was due, in the schedule's time zone.
RUN_DATE = "{{ (dag_run.logical_date or dag_run.run_after).astimezone(dag.timezone).strftime('%Y-%m-%d') }}"
@end
@if dag.uses_period
# From the fire time before this run's to this run's, across changes of the clock.
RUN_START = "{{ run_period(dag_run).start.isoformat() }}"
RUN_END = "{{ run_period(dag_run).end.isoformat() }}"
@end
@if dag.uses_id
RUN_ID = "{{ run_id }}"
@end
@if dag.uses_attempt
RUN_ATTEMPT = "{{ ti.try_number }}"
@end
@for param in dag.params
@if param.used
# A person may set this; `$(NAME)` in it must not name a variable of the pod.
@{param.var} = "{{ params['@{param.name}'] | string | replace('$', '$$') }}"
@end
@end

@if dag.cron
@if dag.uses_period


def run_period(dag_run):
    return CronDataIntervalTimetable(
        @{dag.cron},
        timezone=@{dag.timezone},
    ).infer_manual_data_interval(run_after=dag_run.logical_date or dag_run.run_after)


@end
@end
with DAG(
    dag_id=@{dag.dag_id},
    @if dag.description
    description=@{dag.description},
    @end
    @if dag.cron
    schedule=CronTriggerTimetable(
        @{dag.cron},
        timezone=@{dag.timezone},
    ),
    @else
    @if dag.after
    schedule=[
        @for uri in dag.after
        Asset(
            @{uri},
        ),
        @end
    ],
    @else
    schedule=None,
    @end
    @end
    start_date=pendulum.datetime(
        @{dag.start.year},
        @{dag.start.month},
        @{dag.start.day},
        tz=@{dag.timezone},
    ),
    catchup=@{dag.catchup},
    max_active_runs=@{dag.max_active_runs},
    @if dag.max_active_tasks
    max_active_tasks=@{dag.max_active_tasks},
    @end
    is_paused_upon_creation=@{dag.paused_at_creation},
    default_args={
        "owner": @{dag.owner},
        # The one place that names the image.
        "image": @{dag.image},
        @if dag.failure
        "on_failure_callback": SmtpNotifier(
            smtp_conn_id="smtp_default",
            to=@{dag.failure},
            subject="{{ dag.dag_id }}: {{ ti.task_id }} failed",
            html_content="""\
<p>Task {{ ti.task_id }} of {{ dag.dag_id }} failed.</p>
<p>Run {{ run_id | e }}, attempt {{ ti.try_number }}.</p>
<p><a href="{{ ti.log_url | e }}">Log</a></p>
""",
        ),
        @end
    },
    @if dag.params
    params={
        @for param in dag.params
        @{param.name}: Param(
            @{param.preset},
            @if param.nullable
            type=[
                "null",
                @{param.type},
            ],
            @else
            type=@{param.type},
            @end
            @if param.format
            format=@{param.format},
            @end
            @if param.description
            description=@{param.description},
            @end
        ),
        @end
    },
    @end
    @if dag.uses_period
    user_defined_macros={
        "run_period": run_period,
    },
    @end
    tags=@{dag.tags},
) as dag:
    @for task in dag.tasks
    @include pod.py
    @else
    pass
    @end
    @if dag.join
    @{dag.join.var} = EmptyOperator(
        task_id=@{dag.join.name},
        outlets=[
            Asset(
                @{dag.asset},
            ),
        ],
        @if dag.success
        @include succeeded.py
        @end
    )
    @end

    @for edge in dag.edges
    chain(
        @{edge.first},
        @{edge.then},
    )
    @end
@if dag.late
@if dag.cron

@include late.py
@end
@end
