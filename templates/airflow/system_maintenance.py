# ruff: noqa: E501
"""Airflow's own housekeeping, right on Airflow 2.11 and 3.x.

Everything that differs between deployments is looked up when a task runs, by Airflow's
connections and variables. On Airflow 3 a task cannot reach the metadata database by
Airflow's settings, so all database work goes through a connection of its own.
"""

from __future__ import annotations

import logging
from datetime import timedelta

import pendulum
from airflow.exceptions import AirflowException
from airflow.providers.standard.operators.python import PythonOperator
from airflow.timetables.trigger import CronTriggerTimetable

try:
    from airflow.sdk import DAG, BaseHook, Variable, chain
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.hooks.base import BaseHook
    from airflow.models import Variable
    from airflow.models.baseoperator import chain

log = logging.getLogger(__name__)


def database_url():
    from sqlalchemy.engine import URL

    connection = BaseHook.get_connection(
        @{housekeeping.database_connection},
    )
    return URL.create(
        "postgresql+psycopg2",
        username=connection.login,
        password=connection.password,
        host=connection.host,
        port=connection.port,
        database=connection.schema,
    )


def connect():
    """Opens the metadata database, with every statement in a transaction of its own."""
    import psycopg2

    url = database_url()
    connection = psycopg2.connect(
        host=url.host,
        port=url.port,
        user=url.username,
        password=url.password,
        dbname=url.database,
        connect_timeout=10,
        application_name=@{housekeeping.dag_id},
    )
    connection.autocommit = True
    return connection


def log_folder():
    from pathlib import Path

    from airflow.configuration import conf

    folder = Path(conf.get("logging", "base_log_folder"))
    if not folder.is_absolute() or folder == Path(folder.anchor):
        raise AirflowException(f"refusing to work on the log folder {folder}")
    return folder


def notify(subject, lines):
    import html

    from airflow.providers.smtp.hooks.smtp import SmtpHook

    with SmtpHook(smtp_conn_id="smtp_default") as smtp:
        smtp.send_email_smtp(
            to=Variable.get(
                @{housekeeping.notify_variable},
            ),
            subject=subject,
            html_content="".join(f"<p>{html.escape(line)}</p>" for line in lines),
        )


def notify_failure(context):
    ti = context["ti"]
    notify(
        f"{ti.dag_id}: {ti.task_id} failed",
        [
            f"Run {context['run_id']}, attempt {ti.try_number}.",
            f"Log: {ti.log_url}",
        ],
    )


@if housekeeping.log_cleanup
def clean_logs():
    """Removes log files that were last written too long ago, and the folders that held only such."""
    import os
    import time
    from pathlib import Path

    root = log_folder()
    keep = timedelta(
        seconds=@{housekeeping.log_cleanup.keep},
    )
    oldest = time.time() - keep.total_seconds()
    old_folders = []
    files = size = 0
    for parent, directories, names in os.walk(root):
        if Path(parent) != root and os.lstat(parent).st_mtime < oldest:
            old_folders.append(parent)
        links = [name for name in directories if Path(parent, name).is_symlink()]
        for name in [*names, *links]:
            path = Path(parent, name)
            try:
                status = path.lstat()  # of a link, not of what it points to
                if status.st_mtime >= oldest:
                    continue
                path.unlink()
            except FileNotFoundError:  # the log groomer was faster
                continue
            files += 1
            size += status.st_size
    folders = 0
    for folder in reversed(old_folders):
        try:
            os.rmdir(folder)
            folders += 1
        except OSError:  # not empty
            continue
    return f"log cleanup: removed {files} files ({size} bytes) and {folders} folders"


@end
@if housekeeping.database_cleanup
def clean_database():
    """Runs `airflow db clean` with nothing of this task's environment but the way to Airflow."""
    import os
    import site
    import subprocess
    import sys
    from datetime import datetime, timezone
    from pathlib import Path

    from airflow.configuration import AIRFLOW_HOME

    before = datetime.now(timezone.utc) - timedelta(
        seconds=@{housekeeping.database_cleanup.keep},
    )
    completed = subprocess.run(
        [
            sys.executable,
            "-m",
            "airflow",
            "db",
            "clean",
            "--clean-before-timestamp",
            before.isoformat(),
            "--skip-archive",
            "--yes",
        ],
        env={
            "AIRFLOW_HOME": AIRFLOW_HOME,
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database_url().render_as_string(
                hide_password=False
            ),
            "HOME": str(Path.home()),
            "PATH": os.defpath,
            "PYTHONUSERBASE": site.getuserbase(),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    for line in completed.stdout.splitlines():
        log.info("%s", line)
    # Airflow exits with 0 even when a table could not be cleaned.
    if (
        completed.returncode != 0
        or "Encountered error when attempting to clean table" in completed.stdout
    ):
        raise AirflowException(
            f"airflow db clean failed with exit code {completed.returncode}; its output is above"
        )
    return f"database cleanup: removed what was older than {before:%Y-%m-%d}"


@end
@if housekeeping.database_optimization
def optimize_database():
    """Gives the space of deleted rows back to their tables and refreshes the planner's statistics."""
    from contextlib import closing

    from psycopg2 import sql

    with closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '30s'")
        cursor.execute(
            "SELECT tablename FROM pg_tables"
            " WHERE schemaname = current_schema() AND pg_has_role(tableowner, 'MEMBER')"
            " ORDER BY tablename"
        )
        tables = [row[0] for row in cursor.fetchall()]
        if not tables:
            raise AirflowException(
                "the maintenance connection owns no table, so it can optimize none"
            )
        for table in tables:
            cursor.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))
    return f"database optimization: {len(tables)} tables"


@end
@if housekeeping.health_check
def check_health():
    """Fails if a component that says it is running gave no heartbeat of late, or no scheduler runs."""
    from contextlib import closing

    with closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT job_type, extract(epoch FROM now() - max(latest_heartbeat))"
            " FROM job WHERE state = 'running' AND job_type <> 'LocalTaskJob'"
            " GROUP BY job_type ORDER BY job_type"
        )
        age = {job_type: float(seconds) for job_type, seconds in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM import_error")
        import_errors = cursor.fetchone()[0]
    problems = [
        f"{name}: last heartbeat {seconds:.0f} s ago"
        for name, seconds in age.items()
        if seconds > 300
    ]
    if "SchedulerJob" not in age:
        problems.append("no scheduler is running")
    if import_errors:
        problems.append(f"{import_errors} DAG files cannot be imported")
    if problems:
        raise AirflowException("; ".join(problems))
    return f"health: {', '.join(age)} alive"


@end
@if housekeeping.disk_check
def check_disk():
    """Fails if the file system of the logs has less free space than the threshold."""
    import shutil

    threshold = float(
        Variable.get(
            @{housekeeping.disk_variable},
        )
    )
    free = shutil.disk_usage(log_folder()).free / 1e9
    if free < threshold:
        raise AirflowException(f"{free:.1f} GB free, less than {threshold:g} GB")
    return f"disk: {free:.1f} GB free"


@end
def send_summary(ti, run_id):
    results = ti.xcom_pull(task_ids=sorted(ti.task.upstream_task_ids))
    notify(
        f"{ti.dag_id}: done",
        [
            f"Run {run_id}.",
            *[line for line in results if line],
        ],
    )


with DAG(
    dag_id=@{housekeeping.dag_id},
    @if housekeeping.description
    description=@{housekeeping.description},
    @end
    schedule=CronTriggerTimetable(
        @{housekeeping.cron},
        timezone=@{housekeeping.timezone},
    ),
    start_date=pendulum.datetime(
        @{housekeeping.start.year},
        @{housekeeping.start.month},
        @{housekeeping.start.day},
        tz=@{housekeeping.timezone},
    ),
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    default_args={
        "owner": @{housekeeping.owner},
        "retries": 1,
        "retry_delay": timedelta(
            minutes=5,
        ),
        "execution_timeout": timedelta(
            seconds=@{housekeeping.timeout},
        ),
        "on_failure_callback": notify_failure,
    },
    tags=@{housekeeping.tags},
) as dag:
    @if housekeeping.log_cleanup
    log_cleanup = PythonOperator(
        task_id="log_cleanup",
        python_callable=clean_logs,
    )
    @else
    # @{housekeeping.logs_kept}
    @end
    @if housekeeping.database_cleanup
    database_cleanup = PythonOperator(
        task_id="database_cleanup",
        python_callable=clean_database,
    )
    @end
    @if housekeeping.database_optimization
    database_optimization = PythonOperator(
        task_id="database_optimization",
        python_callable=optimize_database,
    )
    @end
    @if housekeeping.health_check
    health_check = PythonOperator(
        task_id="health_check",
        python_callable=check_health,
    )
    @end
    @if housekeeping.disk_check
    disk_check = PythonOperator(
        task_id="disk_check",
        python_callable=check_disk,
    )
    @end
    notification = PythonOperator(
        task_id="notification",
        python_callable=send_summary,
    )

    @for edge in housekeeping.edges
    chain(
        @{edge.first},
        @{edge.then},
    )
    @end
