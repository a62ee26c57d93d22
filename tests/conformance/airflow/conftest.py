"""Both Airflows of the example platform, and what its specs say that they should run."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

INSIDE = Path(__file__).parent / "inside"
PYTHON_OF = {"2": "airflow2", "3": "airflow3"}

# Midnight, in the schedule's zone, of days on which the clocks of America and Europe change.
CHANGE_DAYS = ["2027-03-14", "2027-03-28", "2027-10-31", "2027-11-07"]

Run = Callable[..., dict]


class Airflow:
    """One version of Airflow with a home and a metadata database of its own."""

    def __init__(self, major: str, python: Path, home: Path) -> None:
        self.major = major
        self.python = python
        self.home = home
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__DATABASE__LOAD_DEFAULT_CONNECTIONS": "False",
            "AIRFLOW__CORE__DAGS_FOLDER": str(home / "dags"),
            # On a busy machine half a minute is too short for the first import of Airflow itself.
            "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "300",
            "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
            "SCARF_ANALYTICS": "false",
            "DO_NOT_TRACK": "1",
            "PYTHONDONTWRITEBYTECODE": "1",  # nothing is written beside the generated files
        }
        if major == "2":
            self.environment["AIRFLOW__CORE__EXECUTOR"] = "SequentialExecutor"
            self.environment["AIRFLOW__METRICS__TIMER_UNIT_CONSISTENCY"] = "True"

    def run(self, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        """Runs Python of this Airflow; further environment variables come as keywords."""
        return subprocess.run(
            [self.python, *[str(word) for word in arguments]],
            env={**self.environment, **variables},
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
        )

    def inside(self, script: str, *arguments: object, **variables: str) -> dict:
        """What a script of `inside/` prints on its last line; `output` is all that it printed."""
        done = self.run(INSIDE / script, *arguments, **variables)
        try:
            answer = json.loads(done.stdout.splitlines()[-1])
        except (IndexError, ValueError):
            pytest.fail(
                f"{script} on Airflow {self.major} ended with {done.returncode}:\n{done.stdout[-4000:]}"
            )
        return {**answer, "output": done.stdout}

    def migrate(self, url: str) -> None:
        """Makes Airflow's own tables in a database."""
        done = self.run("-m", "airflow", "db", "migrate", AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=url)
        assert done.returncode == 0, done.stdout[-4000:]


@pytest.fixture(scope="session", params=["2", "3"])
def airflow(
    request: pytest.FixtureRequest,
    tool: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Airflow:
    """Airflow 2.11.2, then 3.3.2."""
    home = tmp_path_factory.mktemp(f"airflow{request.param}")
    return Airflow(request.param, tool(PYTHON_OF[request.param]), home)


@pytest.fixture(scope="session")
def change_days() -> list[str]:
    """Days on which the clocks of America and Europe change."""
    return CHANGE_DAYS


@pytest.fixture(scope="session")
def documents(root: Path) -> list[dict]:
    """All documents of the example platform, read without Writ."""
    loader = type("Plain", (yaml.SafeLoader,), {})
    # Values stay as they are written, but for the words of YAML 1.2.
    loader.yaml_implicit_resolvers = {
        first: [
            (tag, pattern) for tag, pattern in rules if tag in WANTED and first in "tfn0123456789-"
        ]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    found = []
    for file in sorted((root / "specs").rglob("*.yaml")):
        found += [document for document in yaml.load_all(file.read_text(), loader) if document]
    return found


WANTED = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:int"}


@pytest.fixture(scope="session")
def airflow_environments(documents: list[dict]) -> list[str]:
    """Environments that declare an Airflow."""
    platform = next(document for document in documents if document["kind"] == "platform")
    return [name for name, facts in platform["environments"].items() if "airflow" in facts]


def merged(document: dict, environment: str) -> dict | None:
    """A document as an environment sees it; nothing where it does not exist or is not enabled."""
    if environment not in document.get("environments", [environment]):
        return None
    override = document.get("overrides", {}).get(environment, {})
    whole = merge(document, override)
    return whole if whole.get("enabled", True) else None


def merge(below: dict, above: dict) -> dict:
    out = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(out.get(key), dict)
        out[key] = merge(out[key], value) if both else value
    return out


@pytest.fixture(scope="session")
def schedules(documents: list[dict]) -> Callable[[str], dict[str, dict]]:
    """schedules(ENVIRONMENT): the documents of schedules that Airflow runs there, by DAG id."""

    def find(environment: str) -> dict[str, dict]:
        found = {}
        for document in documents:
            if document["kind"] != "schedule" or document.get("engine") != "airflow":
                continue
            if (whole := merged(document, environment)) is not None:
                found[f"{whole['package']}_{whole['name']}"] = whole
        return found

    return find


@pytest.fixture(scope="session")
def maintenance(documents: list[dict]) -> Callable[[str], dict[str, dict]]:
    """maintenance(ENVIRONMENT): the documents of maintenance objects there, by DAG id."""

    def find(environment: str) -> dict[str, dict]:
        found = {}
        for document in documents:
            if document["kind"] != "maintenance":
                continue
            if (whole := merged(document, environment)) is not None:
                found[f"{whole['package']}_{whole['name']}"] = whole
        return found

    return find


@pytest.fixture(scope="session")
def jobs(documents: list[dict]) -> Callable[[str, str, str], dict]:
    """jobs(ENVIRONMENT, PACKAGE, JOB): a job with the platform's defaults."""
    platform = next(document for document in documents if document["kind"] == "platform")
    packages = {d["name"]: d for d in documents if d["kind"] == "package"}

    def find(environment: str, package: str, job: str) -> dict:
        whole = merged(packages[package], environment)
        return merge(platform.get("defaults", {}).get("job", {}), whole["jobs"][job])

    return find


@pytest.fixture(scope="session")
def dags(airflow: Airflow, generated: Path) -> Callable[[str], dict]:
    """dags(ENVIRONMENT): what Airflow makes of the generated DAGs of an environment."""
    known: dict[str, dict] = {}

    def find(environment: str) -> dict:
        if environment not in known:
            folder = generated / environment / "airflow"
            known[environment] = (
                airflow.inside("describe.py", folder, *CHANGE_DAYS) if folder.is_dir() else {}
            )
        return known[environment] or {"import_errors": {}, "dags": {}}

    return find


@pytest.fixture(scope="session")
def fires(writ: Path, root: Path) -> Callable[[str], dict]:
    """fires(ENVIRONMENT): the fire times that Writ computes for its DAGs, by DAG id and day."""

    def find(environment: str) -> dict:
        command = [writ, "-C", root, "inspect", "--stage=view", "--env", environment]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = {}
        for block in done.stdout.split("# each ")[1:]:
            title, _, text = block.partition("\n")
            if not title.startswith(("[environment, schedule]", "[environment, maintenance]")):
                continue
            view = json.loads(text)
            for dag in (view.get("dag"), view.get("housekeeping")):
                if dag and dag["dag_id"] and dag["fires"]:
                    found[dag["dag_id"]] = dag["fires"]
        return found

    return find
