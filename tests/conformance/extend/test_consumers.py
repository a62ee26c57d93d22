"""Whatever `extend` may hold, its consumer takes: every key of the compiler's facts, in the real tools."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from extend.samples import samples

CHART = Path(__file__).resolve().parents[1] / "kubernetes"
BOTH = pytest.mark.parametrize("choice", [0, 1], ids=["first", "last"])


@BOTH
def test_the_api_server_takes_every_field_of_a_pod(choice: int, tool: Callable) -> None:
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "pod", "namespace": "etl-jobs"},
        "spec": {
            **agree(samples("pod")[choice]),
            "containers": [{"name": "base", "image": "example.com/app:1"}],
        },
    }
    done = subprocess.run(
        [tool("kubejudge"), "-"], input=json.dumps(pod), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def agree(node: object) -> object:
    """The sample with what Kubernetes asks of two fields together; no field is left out of all places."""
    if isinstance(node, list):
        return [agree(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: agree(value) for key, value in node.items()}
    if node.get("operator") in ("Exists", "DoesNotExist"):
        node.pop("values", None)
    if node.get("operator") in ("Gt", "Lt"):
        node["values"] = ["1"]
    if node.get("whenUnsatisfiable") == "ScheduleAnyway":
        node.pop("minDomains", None)
    if "matchLabelKeys" in node:
        node["matchLabelKeys"] = ["app"]
    return node


@BOTH
def test_gitlab_s_schema_takes_every_keyword(choice: int, tool: Callable, tmp_path: Path) -> None:
    job = {"script": ["true"], **samples("gitlab")[choice]}
    file = tmp_path / "job.yml"
    file.write_text(yaml.safe_dump({"publish": job}))
    command = [tool("tools").parent / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci"]
    done = subprocess.run([*command, file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@BOTH
def test_the_chart_s_schema_takes_every_value(choice: int, tool: Callable, tmp_path: Path) -> None:
    chart = tmp_path / "airflow"
    shutil.copytree(CHART / "chart", chart)
    shutil.copy(CHART / "airflow-chart-1.22.0.schema.json", chart / "values.schema.json")
    base = Path(__file__).resolve().parents[3] / "generated/prod/kubernetes/airflow-values.yaml"
    more = tmp_path / "more.yaml"
    more.write_text(yaml.safe_dump(samples("helm")[choice]))
    done = subprocess.run(
        [tool("helm"), "lint", "--strict", chart, "--values", base, "--values", more],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stdout + done.stderr


@BOTH
def test_the_providers_take_every_argument(
    choice: int, terraform: Callable, build_workspace: Callable, tmp_path: Path
) -> None:
    by_resource = samples("terraform_args")[choice]

    def data(resource: str) -> str:
        return "extend: " + json.dumps({"terraform_args": by_resource[resource]})

    def extend(text: str, marker: str, resource: str) -> str:
        start = text.index(marker)
        end = text.index("}}}" if "}}}" in text[start:] else "\n", start)
        return text[:start] + data(resource) + text[end + 3 :]

    def edit(path: Path, text: str) -> str:
        if path.name == "platform.yaml":
            bucket = "dag_bucket: acme-airflow-dags-prod"
            assert bucket in text
            return text.replace(bucket, f"{bucket}, {data('aws_s3_bucket')}")
        if path.name == "thoth.yaml":
            text = extend(text, "extend: {terraform_args", "google_cloud_run_v2_service")
            secret = text.index("kind: secret")
            rest = extend(text[secret:], "extend: {terraform_args", "google_secret_manager_secret")
            return text[:secret] + rest
        return text

    generated = build_workspace(tmp_path / "workspace", edit=edit)
    for name in ("airflow", "google", "thoth"):
        root = tmp_path / name
        shutil.copytree(generated / "prod/terraform" / name, root)
        (root / "backend_override.tf").write_text('terraform {\n  backend "local" {}\n}\n')
        for arguments in (("init", "-no-color"), ("validate", "-no-color")):
            done = terraform(root, *arguments)
            assert done.returncode == 0, done.stdout + done.stderr
