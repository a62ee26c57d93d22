"""Both versions of Airflow take the generated DAGs, and make of them what the specs say."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def seconds(duration: str) -> int:
    return int(duration[:-1]) * UNITS[duration[-1]]


def expected_edges(schedule: dict) -> list[list[str]]:
    tasks = schedule.get("tasks", {})
    edges = [[before, name] for name, task in tasks.items() for before in task.get("after", [])]
    last = [name for name in tasks if all(first != name for first, _ in edges)]
    if len(last) > 1:
        edges += [[name, "all_succeeded"] for name in last]
    return sorted(edges)


@pytest.fixture(params=["dev", "staging", "prod"])
def environment(request: pytest.FixtureRequest) -> str:
    return request.param


def test_every_environment_is_looked_at(airflow_environments: list[str]) -> None:
    assert sorted(airflow_environments) == ["dev", "prod", "staging"]


def test_no_import_errors(dags: Callable[[str], dict], environment: str) -> None:
    assert dags(environment)["import_errors"] == {}


def test_ids(
    dags: Callable[[str], dict],
    schedules: Callable[[str], dict],
    maintenance: Callable[[str], dict],
    environment: str,
) -> None:
    expected = set(schedules(environment)) | set(maintenance(environment))
    late = {i for i, s in schedules(environment).items() if "late" in s.get("notify", {})}
    assert set(dags(environment)["dags"]) == expected | {f"{dag_id}.late" for dag_id in late}
    assert (environment == "dev") == (not expected), "dev schedules nothing, the others do"


def test_files_are_where_the_publisher_looks(
    dags: Callable[[str], dict], schedules: Callable[[str], dict], environment: str
) -> None:
    for dag_id, schedule in schedules(environment).items():
        file = Path(dags(environment)["dags"][dag_id]["file"])
        assert file.parts[-4:] == ("airflow", schedule["package"], "dags", f"{dag_id}.py")


def test_tasks_and_edges(
    dags: Callable[[str], dict], schedules: Callable[[str], dict], environment: str
) -> None:
    for dag_id, schedule in schedules(environment).items():
        found = dags(environment)["dags"][dag_id]
        names = set(schedule.get("tasks", {})) or {schedule["run"]}
        edges = expected_edges(schedule)
        if any(end == "all_succeeded" for _, end in edges):
            assert found["tasks"].pop("all_succeeded") == "EmptyOperator"
        assert found["tasks"] == dict.fromkeys(names, "KubernetesPodOperator")
        assert found["edges"] == edges


def test_settings(
    dags: Callable[[str], dict],
    schedules: Callable[[str], dict],
    jobs: Callable[[str, str, str], dict],
    environment: str,
) -> None:
    for dag_id, schedule in schedules(environment).items():
        found = dags(environment)["dags"][dag_id]
        own = schedule.get("airflow", {})
        assert found["catchup"] is own.get("catchup", False)
        assert found["max_active_runs"] == own.get("max_active_runs", 1)
        assert found["paused"] is own.get("paused_at_creation", False)
        assert set(own.get("tags", [])) <= set(found["tags"])
        assert set(found["params"]) == set(own.get("params", {}))
        tasks = schedule.get("tasks") or {schedule["run"]: {"job": schedule["run"]}}
        for name, task in tasks.items():
            job = jobs(environment, schedule["package"], task["job"])
            assert found["settings"][name] == {
                "retries": job["retries"],
                "retry_delay": seconds(job["retry_delay"]),
                "timeout": seconds(job["timeout"]),
                "pool": own.get("pool", "default_pool"),
            }


def test_what_follows_what(
    dags: Callable[[str], dict], schedules: Callable[[str], dict], environment: str
) -> None:
    found = dags(environment)["dags"]
    for dag_id, schedule in schedules(environment).items():
        announced = [
            found[before.replace("/", "_")]["outlets"] for before in schedule.get("after", [])
        ]
        assert all(len(outlets) == 1 for outlets in announced), "each announces one success"
        assert found[dag_id]["assets"] == sorted(uri for outlets in announced for uri in outlets)
        assert bool(found[dag_id]["cron"]) == ("cron" in schedule)


def test_the_cron_of_the_file_means_what_the_author_wrote(
    airflow: Any,
    dags: Callable[[str], dict],
    schedules: Callable[[str], dict],
    maintenance: Callable[[str], dict],
    change_days: list[str],
    environment: str,
) -> None:
    found = dags(environment)["dags"]
    declared = {**schedules(environment), **maintenance(environment)}
    crons = {dag_id: object_ for dag_id, object_ in declared.items() if "cron" in object_}
    if not crons:
        assert environment == "dev"
        return
    written = [[object_["cron"], object_.get("timezone", "UTC")] for object_ in crons.values()]
    in_files = [[found[dag_id]["cron"], found[dag_id]["timezone"]] for dag_id in crons]
    assert written != in_files, "no cron is written in a text of its own"
    assert all(set(cron) <= set("0123456789*/,- ") for cron, _ in in_files)
    answers = [
        airflow.inside("crons.py", json.dumps(texts), *change_days)["fires"]
        for texts in (written, in_files)
    ]
    assert answers[0] == answers[1]


def test_fire_times_are_those_of_writ(
    dags: Callable[[str], dict], fires: Callable[[str], dict], environment: str
) -> None:
    found = {
        dag_id: dag["fires"]
        for dag_id, dag in dags(environment)["dags"].items()
        if dag["cron"] and not dag_id.endswith(".late")
    }
    assert found == fires(environment)


def test_hand_written_dags_load_beside_the_generated_ones(
    airflow: Any, documents: list[dict], generated: Path, root: Path, tmp_path: Path
) -> None:
    """As the publisher lays them: all DAGs of a package in one folder."""
    checked = 0
    for package in documents:
        if package["kind"] != "package" or not package.get("dags"):
            continue
        folder = tmp_path / package["name"]
        environment = {"2": "prod", "3": "staging"}[airflow.major]
        shutil.copytree(generated / environment / "airflow" / package["name"] / "dags", folder)
        files = [file for pattern in package["dags"] for file in sorted(root.glob(pattern))]
        assert files, f"{package['name']} lists patterns that find nothing"
        for file in files:
            assert not (folder / file.name).exists(), f"{file.name} would replace a generated DAG"
            shutil.copy(file, folder)
        bag = airflow.inside("describe.py", folder)
        assert bag["import_errors"] == {}
        for file in files:
            ids = [i for i, dag in bag["dags"].items() if Path(dag["file"]).name == file.name]
            assert ids, f"{file.name} defines no DAG"
            assert all(dag_id.startswith(f"{package['name']}_") for dag_id in ids)
            checked += 1
        replay = bag["dags"].get("pipeline_processing_replay")
        if replay:
            assert replay["edges"] == [["choose", "replay"], ["choose", "too_old"]]
            assert replay["tasks"]["replay"] == "KubernetesPodOperator"
    assert checked, "no package of the example platform has a hand-written DAG"


def pods_of(found: dict) -> list[dict]:
    return [
        pod
        for dag in found["dags"].values()
        for both in dag["pods"].values()
        for pod in both.values()
    ]


def test_kubernetes_takes_the_pods(
    dags: Callable[[str], dict], tool: Callable[[str], Path], tmp_path: Path, environment: str
) -> None:
    pods = pods_of(dags(environment))
    if not pods:
        assert environment == "dev"
        return
    file = tmp_path / "pods.yaml"
    file.write_text("\n---\n".join(json.dumps(pod) for pod in pods))
    done = subprocess.run([tool("kubejudge"), file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": ok") == len(pods)


def test_pods_hold_no_service_account_token_and_pinned_images(
    dags: Callable[[str], dict], environment: str
) -> None:
    for pod in pods_of(dags(environment)):
        assert pod["metadata"]["namespace"] == "etl-jobs"
        assert pod["spec"]["automountServiceAccountToken"] is False
        assert "--" in pod["spec"]["serviceAccountName"]
        containers = pod["spec"]["containers"] + pod["spec"]["initContainers"]
        assert all("@sha256:" in container["image"] for container in containers)


def test_pods_hold_what_extends_them(
    dags: Callable[[str], dict],
    schedules: Callable[[str], dict],
    jobs: Callable[[str, str, str], dict],
) -> None:
    extended = 0
    for dag_id, schedule in schedules("prod").items():
        tasks = schedule.get("tasks") or {schedule["run"]: {"job": schedule["run"]}}
        for task_id, task in tasks.items():
            job = jobs("prod", schedule["package"], task["job"])
            for pod in dags("prod")["dags"][dag_id]["pods"][task_id].values():
                for field, data in job.get("extend", {}).get("pod", {}).items():
                    assert pod["spec"][field] == data
                    extended += 1
    assert extended > 0


def test_dates_are_known_in_every_sort_of_run(dags: Callable[[str], dict]) -> None:
    pods = dags("prod")["dags"]["reporting_seeder_refresh_all"]["pods"]["refresh_all"]
    for pod in pods.values():
        assert pod["spec"]["containers"][0]["args"][-2:] == ["--date", "2026-10-26"]


def test_periods_reach_from_fire_to_fire(dags: Callable[[str], dict]) -> None:
    # Cron `15 1 * * MON-FRI` in New York. The run is due on Monday, 2026-10-26 at 01:00 UTC, which is
    # Sunday evening there: the last complete period is Thursday to Friday.
    pods = dags("prod")["dags"]["pipeline_processing_nightly"]["pods"]["extract"]
    for pod in pods.values():
        container = pod["spec"]["containers"][0]
        words = [*container["command"], *container["args"]]
        assert words[words.index("--from") + 1] == "2026-10-22T05:15:00+00:00"
        assert words[words.index("--until") + 1] == "2026-10-23T05:15:00+00:00"


def test_ruff_finds_nothing(generated: Path, tool: Callable[[str], Path]) -> None:
    folders = sorted(generated.glob("*/airflow"))
    assert folders
    ruff = tool("tools").parent / "ruff"
    check = [ruff, "check", "--isolated", "--no-cache", "--select", "E,F,I,AIR", *folders]
    done = subprocess.run(check, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    form = [ruff, "format", "--isolated", "--no-cache", "--check", "--diff", *folders]
    done = subprocess.run(form, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
