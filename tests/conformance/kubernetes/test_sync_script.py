"""The script that brings DAGs into Airflow's containers, run by a shell with a stub `aws`."""

import contextlib
import os
import pathlib
import signal
import subprocess
import time

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]

# Stands in for the AWS command line: $BUCKET is a folder that holds the objects, $CALLS a log.
# `sync` copies what `--exact-timestamps` copies (the time differs, whatever the size), deletes what
# is gone, and honours the filters of the script.
AWS = r"""#!/bin/sh
echo "$*" >>"$CALLS"
[ -e "$BUCKET.fails" ] && { echo "An error occurred (ExpiredToken)" >&2; exit 255; }
case "$1 $2" in
  "s3 ls")
    prefix=${3#s3://the-bucket/}
    listing=$(cd "$BUCKET" && find . -type f | sed 's,^\./,,' | grep "^$prefix")
    [ -n "$listing" ] || exit 1
    printf '%s\n' "$listing" | sed 's,^,2026-01-01 00:00:00 7 ,'
    ;;
  "s3 sync")
    from=$BUCKET/${3#s3://the-bucket/}
    to=$4
    case " $* " in *" --exact-timestamps "*) ;; *) echo "needs --exact-timestamps" >&2; exit 2 ;; esac
    case " $* " in *" --delete "*) ;; *) echo "needs --delete" >&2; exit 2 ;; esac
    [ -e "$BUCKET.hangs" ] && exec sleep 60
    (cd "$from" && find . -path '*/dags/*.py' -type f) | while read -r file; do
      mkdir -p "$to/$(dirname "$file")"
      cp -p "$from/$file" "$to/$file"
    done
    (cd "$to" && find . -path '*/dags/*.py' -type f) | while read -r file; do
      [ -e "$from/$file" ] || rm "$to/$file"
    done
    ;;
  *) echo "unexpected: $*" >&2; exit 2 ;;
esac
"""


class Sync:
    """A bucket, a DAG folder and the script between them."""

    def __init__(self, folder, script):
        self.bucket = folder / "bucket"
        self.dags = folder / "dags"
        self.calls = folder / "calls"
        self.script = folder / "sync.sh"
        bin_folder = folder / "bin"
        for path in (self.bucket, self.dags, bin_folder, folder / "tmp"):
            path.mkdir()
        self.script.write_text(script)
        self.calls.write_text("")
        (bin_folder / "aws").write_text(AWS)
        (bin_folder / "aws").chmod(0o755)
        self.success = folder / "tmp" / "dag-sync-last-success"
        self.bin = bin_folder
        self.environment = {
            "PATH": f"{bin_folder}:{os.environ['PATH']}",
            "TMPDIR": str(folder / "tmp"),
            "BUCKET": str(self.bucket),
            "CALLS": str(self.calls),
            "DAG_BUCKET": "the-bucket",
            "DAG_PREFIX": "prod/",
            "DAG_FOLDER": str(self.dags),
            "DAG_SYNC_INTERVAL": "30",
        }

    def stub(self, name, text):
        """Puts a command of our own before the machine's."""
        (self.bin / name).write_text("#!/bin/sh\n" + text)
        (self.bin / name).chmod(0o755)

    def publish(self, package, name, text, marker=True):
        """Puts a DAG into the bucket, and the marker that a publisher writes last."""
        folder = self.bucket / "prod" / package / "dags"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
        if marker:
            (folder / ".published").write_text("")

    def run(self, verb):
        """Runs the script and returns the finished process."""
        return subprocess.run(
            ["sh", str(self.script), verb],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def files(self):
        """What lies in the DAG folder: path to text."""
        return {
            str(path.relative_to(self.dags)): path.read_text()
            for path in self.dags.rglob("*")
            if path.is_file()
        }


def environments():
    """The environments that have an Airflow."""
    return sorted(
        path.parent.parent.name
        for path in ROOT.glob("generated/*/kubernetes/airflow-configmap.yaml")
    )


@pytest.fixture(params=environments())
def sync(request, tmp_path):
    """The script of each environment in turn, with an empty bucket."""
    path = ROOT / "generated" / request.param / "kubernetes" / "airflow-configmap.yaml"
    maps = {doc["metadata"]["name"]: doc["data"] for doc in yaml.safe_load_all(path.read_text())}
    assert maps["airflow-environment"]["DAG_PREFIX"] == f"{request.param}/"
    return Sync(tmp_path, maps["airflow-dag-sync"]["sync.sh"])


def test_first_sync_brings_all_packages(sync):
    sync.publish("reporting_seeder", "a.py", "1")
    sync.publish("common", "b.py", "2")
    (sync.bucket / "prod/common/dags/notes.txt").write_text("not a DAG")
    done = sync.run("first")
    assert done.returncode == 0, done.stderr
    assert sync.files() == {"reporting_seeder/dags/a.py": "1", "common/dags/b.py": "2"}
    assert sync.success.read_text().strip().isdigit()


def test_an_update_of_the_same_size_arrives(sync):
    sync.publish("common", "a.py", "image:1.2.3")
    sync.run("once")
    sync.publish("common", "a.py", "image:1.2.4")
    done = sync.run("once")
    assert done.returncode == 0, done.stderr
    assert sync.files() == {"common/dags/a.py": "image:1.2.4"}
    assert all("--size-only" not in line for line in sync.calls.read_text().splitlines())


def test_a_removed_dag_goes(sync):
    sync.publish("common", "a.py", "1")
    sync.publish("common", "b.py", "2")
    sync.run("once")
    (sync.bucket / "prod/common/dags/b.py").unlink()
    assert sync.run("once").returncode == 0
    assert sync.files() == {"common/dags/a.py": "1"}


@pytest.mark.parametrize(
    "how", ["empty bucket", "wrong prefix", "no marker", "no slash", "no prefix"]
)
def test_a_wrong_source_leaves_the_folder_alone(sync, how):
    sync.publish("common", "a.py", "1")
    assert sync.run("once").returncode == 0
    before = sync.success.read_text()
    if how == "empty bucket":
        for path in sorted(sync.bucket.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
    elif how == "no marker":
        (sync.bucket / "prod/common/dags/.published").unlink()
    else:
        sync.environment["DAG_PREFIX"] = {
            "wrong prefix": "production/",
            "no slash": "prod",
            "no prefix": "",
        }[how]
    done = sync.run("once")
    assert done.returncode == 1
    assert "dag-sync: " in done.stderr
    assert sync.files() == {"common/dags/a.py": "1"}
    assert sync.success.read_text() == before


def test_a_failing_aws_leaves_the_folder_alone(sync):
    sync.publish("common", "a.py", "1")
    sync.run("once")
    pathlib.Path(f"{sync.bucket}.fails").touch()
    done = sync.run("once")
    assert done.returncode == 1
    assert "ExpiredToken" in done.stderr
    assert sync.files() == {"common/dags/a.py": "1"}


def test_the_first_sync_tries_again_and_gives_up(sync):
    sync.stub("sleep", 'echo "sleep $*" >>"$CALLS"\n')
    pathlib.Path(f"{sync.bucket}.fails").touch()
    done = sync.run("first")
    assert done.returncode == 1
    assert "gave up after 5 attempts" in done.stderr
    assert sync.calls.read_text().count("s3 ls") == 5

    sync.publish("common", "a.py", "1")
    sync.stub("sleep", 'rm -f "$BUCKET.fails"\n')
    done = sync.run("first")
    assert done.returncode == 0, done.stderr
    assert sync.files() == {"common/dags/a.py": "1"}


def start_loop(sync):
    return subprocess.Popen(
        ["sh", str(sync.script), "loop"],
        env=sync.environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_until(condition, process):
    """Waits for what the loop does; fails when the loop ends before."""
    deadline = time.monotonic() + 30
    while not condition():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline, "the loop did not get there"
        time.sleep(0.02)


@pytest.mark.parametrize("during", ["sleep", "sync"])
def test_a_signal_ends_the_loop(sync, during):
    sync.publish("common", "a.py", "1")
    if during == "sync":
        pathlib.Path(f"{sync.bucket}.hangs").touch()
    process = start_loop(sync)
    try:
        if during == "sync":
            wait_until(lambda: "s3 sync" in sync.calls.read_text(), process)
        else:
            wait_until(sync.success.exists, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.stderr.close()


def test_the_loop_outlives_failures(sync):
    sync.environment["DAG_SYNC_INTERVAL"] = "0"
    pathlib.Path(f"{sync.bucket}.fails").touch()
    process = start_loop(sync)
    try:
        wait_until(lambda: sync.calls.read_text().count("s3 ls") > 2, process)
        assert not sync.success.exists()
        sync.publish("common", "a.py", "1")
        pathlib.Path(f"{sync.bucket}.fails").unlink()
        wait_until(sync.success.exists, process)
        assert sync.files() == {"common/dags/a.py": "1"}
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stderr.close()


def test_health_follows_the_last_sync_that_worked(sync):
    assert sync.run("healthy").returncode == 1
    sync.publish("common", "a.py", "1")
    assert sync.run("once").returncode == 0
    assert sync.run("healthy").returncode == 0
    sync.success.write_text(str(int(time.time()) - 60))
    assert sync.run("healthy").returncode == 0
    sync.success.write_text(str(int(time.time()) - 200))
    done = sync.run("healthy")
    assert done.returncode == 1
    assert "the last sync that worked is" in done.stderr


def test_an_unknown_verb_is_refused(sync):
    assert sync.run("everything").returncode == 64
