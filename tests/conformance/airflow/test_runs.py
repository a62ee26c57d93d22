"""Housekeeping and notices run for real: a PostgreSQL with Airflow's tables, a folder of logs, a mail server."""

import email
import email.policy
import json
import os
import re
import shutil
import socketserver
import subprocess
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import pytest

DAY = 86400
PASSWORD = "hunter2-of-the-metadata-database"
MAILS_TO = "housekeeping@acme.example"


class MailSession(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 ready")
        recipients: list[str] = []
        while line := self.rfile.readline():
            words = line.decode().strip()
            verb = words[:4].upper()
            if verb == "QUIT":
                self._say("221 bye")
                return
            if verb == "RCPT":
                recipients.append(words.partition("<")[2].partition(">")[0])
            if verb == "DATA":
                self._say("354 go on")
                self.server.keep(recipients, self._message())
                recipients = []
            self._say("250 done")

    def _message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps the mails it is sent. Listens on a free port while its `with` block lasts; `mails` are (recipients, message)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), MailSession)
        self.mails: list[tuple[list[str], EmailMessage]] = []
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def connection(self) -> str:
        """An Airflow connection to this server."""
        extra = {"disable_ssl": True, "disable_tls": True, "from_email": "airflow@acme.example"}
        server = {"conn_type": "smtp", "host": "127.0.0.1", "port": self.port, "extra": extra}
        return json.dumps(server)

    def keep(self, recipients: list[str], message: bytes) -> None:
        parsed = email.message_from_bytes(message, policy=email.policy.default)
        self.mails.append((recipients, parsed))

    def subjects(self) -> list[str]:
        return sorted(message["Subject"] for _, message in self.mails)

    def texts(self) -> str:
        """All bodies, one after the other."""
        bodies = [message.get_body(("html", "plain")) for _, message in self.mails]
        return "\n".join(body.get_content() for body in bodies)

    def __enter__(self) -> "MailServer":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self.server_close()


class Metadata:
    """A database with Airflow's own tables."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.parts = urlsplit(url)

    def sql(self, text: str) -> str:
        """What a statement answers, columns apart by `|`."""
        return subprocess.run(
            ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", text, self.url],
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout.strip()


@pytest.fixture(scope="session")
def migrated(airflow, postgres: str) -> str:
    """The name of a database with the tables of this Airflow; tests copy it."""
    name = f"airflow{airflow.major}"
    Metadata(postgres).sql(f"CREATE DATABASE {name}")
    url = postgres.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg2://")
    airflow.migrate(f"{url}/{name}")
    return name


@pytest.fixture
def metadata(postgres: str, migrated: str) -> Iterator[Metadata]:
    server = Metadata(postgres)
    server.sql("DROP DATABASE IF EXISTS work")
    server.sql(f"CREATE DATABASE work TEMPLATE {migrated}")
    yield Metadata(postgres.rsplit("/", 1)[0] + "/work")
    server.sql("DROP DATABASE work WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated_file(airflow) -> Path:
    """A database for the Airflow that runs the tasks, so that nothing is cleaned by mistake."""
    file = airflow.home / "airflow.db"
    airflow.migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def own_database(migrated_file: Path, tmp_path: Path) -> str:
    """A copy for one test: Airflow 2 cannot run one DAG twice for one moment."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'airflow.db')}"


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    folder = tmp_path / "logs"
    outside = tmp_path / "outside"
    for name in ["dag_id=a/run_id=1/old.log", "dag_id=a/run_id=2/new.log", "gone/old.log"]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a line of a log\n")
    outside.mkdir()
    (outside / "precious").write_text("nobody's log\n")
    (folder / "link").symlink_to(outside)
    for path in [*outside.iterdir(), outside, *folder.rglob("*")]:
        if path.name != "new.log":
            old = time.time() - 40 * DAY
            os.utime(path, (old, old), follow_symlinks=False)
    return folder


@pytest.fixture
def run(airflow, own_database: str, metadata: Metadata, logs: Path, root: Path, generated: Path):
    """run(environment) runs the DAG of an environment; keywords change variables and connection."""

    def start(
        environment: str, mails: MailServer, threshold: str = "0.001", database: str = "work"
    ) -> dict:
        connection = {
            "conn_type": "postgres",
            "host": metadata.parts.hostname,
            "port": metadata.parts.port,
            "login": metadata.parts.username,
            "password": PASSWORD,
            "schema": database,
        }
        return airflow.inside(
            "run_dag.py",
            generated / environment / "airflow/common/dags",
            "common_system_maintenance",
            AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=own_database,
            AIRFLOW__LOGGING__BASE_LOG_FOLDER=str(logs),
            AIRFLOW_CONN_AIRFLOW_DB_MAINTENANCE=json.dumps(connection),
            AIRFLOW_CONN_SMTP_DEFAULT=mails.connection(),
            AIRFLOW_VAR_SYSTEM_MAINTENANCE_DISK_THRESHOLD_GB=threshold,
            AIRFLOW_VAR_SYSTEM_MAINTENANCE_NOTIFY_EMAIL=MAILS_TO,
        )

    return start


def test_everything_is_kept_in_order(run, metadata: Metadata, logs: Path) -> None:
    metadata.sql("""
        INSERT INTO log (dttm, event, owner)
        SELECT now() - interval '200 days', 'old', 'x' FROM generate_series(1, 1000);
        INSERT INTO log (dttm, event, owner)
        SELECT now() - interval '20 days', 'young', 'x' FROM generate_series(1, 10);
        INSERT INTO job (job_type, state, latest_heartbeat, start_date)
        VALUES ('SchedulerJob', 'running', now(), now()),
               ('SchedulerJob', 'success', now() - interval '200 days', now() - interval '201 days');
    """)
    with MailServer() as mails:
        found = run("staging", mails)

    assert found["run"] == "success", found["output"][-4000:]
    assert set(found["tasks"].values()) == {"success"}
    events = "SELECT event, count(*) FROM log WHERE owner = 'x' GROUP BY 1 ORDER BY 1"
    assert metadata.sql(events) == "young|10"
    assert metadata.sql("SELECT state, count(*) FROM job GROUP BY 1") == "running|1"
    vacuumed = "SELECT count(*) FROM pg_stat_user_tables WHERE relname = 'log' AND {} IS NOT NULL"
    assert metadata.sql(vacuumed.format("last_vacuum")) == "1"
    assert metadata.sql(vacuumed.format("last_analyze")) == "1"
    left = sorted(str(path.relative_to(logs)) for path in logs.rglob("*") if path.is_file())
    assert [name for name in left if name.endswith(".log") and "common_system" not in name] == [
        "dag_id=a/run_id=2/new.log"
    ]
    assert not (logs / "gone").exists() and not (logs / "dag_id=a/run_id=1").exists()
    assert not (logs / "link").is_symlink()
    assert (logs.parent / "outside/precious").read_text() == "nobody's log\n"
    assert mails.subjects() == ["common_system_maintenance: done"]
    assert mails.mails[0][0] == [MAILS_TO]
    assert "removed 3 files" in mails.texts()


def test_logs_stay_where_they_are_in_a_bucket(run, metadata: Metadata, logs: Path) -> None:
    metadata.sql(
        "INSERT INTO job (job_type, state, latest_heartbeat) VALUES ('SchedulerJob', 'running', now())"
    )
    with MailServer() as mails:
        found = run("prod", mails)
    assert found["run"] == "success", found["output"][-4000:]
    assert "log_cleanup" not in found["tasks"]
    assert (logs / "gone/old.log").exists()


def test_what_is_wrong_is_told(run, metadata: Metadata) -> None:
    metadata.sql(
        "INSERT INTO job (job_type, state, latest_heartbeat)"
        " VALUES ('SchedulerJob', 'running', now() - interval '1 hour'),"
        "        ('TriggererJob', 'running', now())"
    )
    with MailServer() as mails:
        found = run("staging", mails, threshold="1e9")
    assert found["run"] == "failed"
    assert found["tasks"]["health_check"] == found["tasks"]["disk_check"] == "failed"
    assert found["tasks"]["database_cleanup"] == "success"
    assert found["tasks"]["notification"] == "upstream_failed"
    assert mails.subjects() == [
        "common_system_maintenance: disk_check failed",
        "common_system_maintenance: health_check failed",
    ]
    assert re.search(r"SchedulerJob: last heartbeat 36\d\d s ago", found["output"])
    assert "TriggererJob" not in found["output"]


def test_a_database_that_is_not_there(run) -> None:
    with MailServer() as mails:
        found = run("staging", mails, database="nowhere")
    assert found["run"] == "failed"
    assert found["tasks"]["database_cleanup"] == "failed"
    assert found["tasks"]["database_optimization"] == "upstream_failed"
    assert found["tasks"]["log_cleanup"] == "success"
    assert "common_system_maintenance: database_cleanup failed" in mails.subjects()
    assert PASSWORD not in found["output"] + mails.texts()


def test_a_run_that_is_late_is_told(airflow, own_database: str, generated: Path) -> None:
    with MailServer() as mails:
        found = airflow.inside(
            "run_dag.py",
            generated / "prod/airflow/reporting_seeder/dags",
            "reporting_seeder_refresh_all.late",
            AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=own_database,
            AIRFLOW_CONN_SMTP_DEFAULT=mails.connection(),
        )
    assert found["tasks"] == {"succeeded_in_time": "failed"}, found["output"][-4000:]
    assert mails.subjects() == ["reporting_seeder_refresh_all is late"]
    assert mails.mails[0][0] == ["reporting@acme.example"]


def test_the_file_asks_airflow_for_what_it_needs(generated: Path) -> None:
    for environment in ["staging", "prod"]:
        text = (generated / environment / "airflow/common/dags/system_maintenance.py").read_text()
        asked = re.findall(r'(get_connection|Variable\.get)\(\s*"([a-z_]+)"', text)
        assert sorted(asked) == [
            ("Variable.get", "system_maintenance_disk_threshold_gb"),
            ("Variable.get", "system_maintenance_notify_email"),
            ("get_connection", "airflow_db_maintenance"),
        ]
        assert "os.environ" not in text and "getenv" not in text
