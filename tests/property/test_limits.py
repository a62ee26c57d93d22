"""What consumers take at most: the limit is taken, one more is an error at the spec line."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

WORKSPACE = """\
kind: workspace
name: example
specs: ["specs/*.yaml"]
templates: templates
targets: [TARGET]
"""
PLATFORM = """\
kind: platform
name: example
teams: {data: {email: data@example.com}}
environments:
  dev:
    tier: development
    aws: {account: "333333333333", region: eu-west-1, dag_bucket: dags-dev}
    kubernetes: {oidc_issuer: oidc.eks.eu-west-1.amazonaws.com/id/DEV}
    airflow: {version: 3.3.2}
    gitlab: {url: "https://gitlab.example.com", project: a/b, project_id: 1, ref: main, environment: dev}
    terraform: {state: {gcs: {bucket: tfstate}}}
"""
PACKAGE = """\
kind: package
name: NAME
owner: data
image: {repository: registry.example.com/seeder, tag: "1.4"}
dags: ["dags/*.py"]
jobs:
  refresh: {command: [seed, "ARGUMENT"], env: {TEXT: "ENV"}}
---
kind: schedule
name: hourly
package: NAME
engine: airflow
cron: "0 * * * *"
run: refresh
"""

Build = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def build(writ: Path, tmp_path: Path) -> Build:
    """build(name=, argument=, env=, target=, files=) compiles one package."""

    def run(
        name: str = "seeder",
        argument: str = "a",
        env: str = "b",
        target: str = "airflow",
        files: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess:
        package = PACKAGE.replace("NAME", name).replace("ARGUMENT", argument).replace("ENV", env)
        texts = {
            "writ.yaml": WORKSPACE.replace("TARGET", target),
            "specs/platform.yaml": PLATFORM,
            "specs/package.yaml": package,
            "dags/own.py": "# by hand\n",
            "templates/README.md": "Templates of the case, if it has any.\n",
            **(files or {}),
        }
        for path, text in texts.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        return subprocess.run(
            [writ, "-C", tmp_path, "build", "--format", "compact"], capture_output=True, text=True
        )

    return run


@pytest.mark.parametrize(("field", "line"), [("argument", 7), ("env", 7)])
@pytest.mark.parametrize("letter", ["x", "ü"])
def test_arguments_and_variables_are_32_kib(build, tmp_path, field, line, letter):
    text = letter * (32768 // len(letter.encode()))
    done = build(**{field: text})
    assert done.returncode == 0, done.stderr[:500]
    dag = next((tmp_path / "generated").rglob("*_hourly.py")).read_text()
    assert text in dag
    done = build(**{field: text + "x"})
    assert done.returncode == 1
    assert f"specs/package.yaml:{line}:" in done.stderr and "32769 bytes" in done.stderr


def test_names_are_63_characters(build):
    done = build(name="n" * 63)
    assert done.returncode == 0, done.stderr[:500]
    done = build(name="n" * 64)
    assert done.returncode == 1
    assert "specs/package.yaml:2:7: error[E0205]" in done.stderr


def test_files_of_gitlab_are_a_mebibyte(build, root, tmp_path):
    """Comments of an overridden template fill the file to the byte."""
    declared = (root / "templates/gitlab/target.yaml").read_text()
    assert declared.count("max_size: 1MiB") == declared.count("template: ")
    template = (root / "templates/gitlab/package.yml").read_text()

    def fill(size: int) -> subprocess.CompletedProcess:
        padding = (
            "".join(f"# {'x' * 997}\n" for _ in range(size // 1000)) + "# " + "x" * (size % 1000)
        )
        text = f"{template}{padding}\n"
        return build(target="gitlab", files={"templates/gitlab/package.yml": text})

    assert fill(0).returncode == 0
    output = tmp_path / "generated/gitlab/seeder.yml"
    empty = output.stat().st_size
    done = fill(1048576 - empty)
    assert done.returncode == 0, done.stderr[:500]
    assert output.stat().st_size == 1048576
    done = fill(1048577 - empty)
    assert done.returncode == 1
    assert "E0503" in done.stderr and "1048577 bytes" in done.stderr
