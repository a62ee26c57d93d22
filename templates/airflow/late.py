
# Airflow 2 and 3 have no common way to tell that a run is late. This DAG looks when it is time.
with DAG(
    dag_id=@{dag.late.dag_id},
    description="Tells people when a run did not succeed in time",
    schedule=CronTriggerTimetable(
        @{dag.cron},
        timezone=@{dag.timezone},
    ),
    start_date=pendulum.datetime(
        @{dag.start.year},
        @{dag.start.month},
        @{dag.start.day},
        tz=@{dag.timezone},
    ),
    catchup=False,
    max_active_runs=16,
    is_paused_upon_creation=@{dag.paused_at_creation},
    default_args={
        "owner": @{dag.owner},
    },
    tags=@{dag.tags},
) as late:
    succeeded_in_time = ExternalTaskSensor(
        task_id="succeeded_in_time",
        external_dag_id=@{dag.dag_id},
        allowed_states=[
            "success",
        ],
        # A failed run has a notice of its own.
        skipped_states=[
            "failed",
        ],
        # Looks twice: at once, and when it is time.
        mode="reschedule",
        poke_interval=@{dag.late.after},
        timeout=@{dag.late.after},
        retries=0,
        on_failure_callback=SmtpNotifier(
            smtp_conn_id="smtp_default",
            to=@{dag.late.to},
            subject="{{ ti.task.external_dag_id }} is late",
            html_content="<p>Run {{ run_id | e }} of {{ ti.task.external_dag_id }} did not succeed in time.</p>",
        ),
    )
