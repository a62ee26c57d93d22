"""At each limit the compiler says what kube-apiserver says: the last value that it takes, and the first that it refuses."""

import json
import subprocess
from pathlib import Path

import pytest

LABEL = "a" * 63
NAME = "a" * 253
YEARS_68 = 2147483647

# (field of the job, field of the pod, value, whether it is taken)
CASES = [
    ("timeout: 0s", {"activeDeadlineSeconds": 0}, False),
    ("timeout: 1s", {"activeDeadlineSeconds": 1}, True),
    (f"timeout: {YEARS_68}s", {"activeDeadlineSeconds": YEARS_68}, True),
    (f"timeout: {YEARS_68 + 1}s", {"activeDeadlineSeconds": YEARS_68 + 1}, False),
    *(
        (
            f"placement: {{node_selector: {{{json.dumps(key)}: {json.dumps(value)}}}}}",
            {"nodeSelector": {key: value}},
            taken,
        )
        for key, value, taken in [
            (LABEL, "a", True),
            (LABEL + "a", "a", False),
            ("example.com/" + LABEL, "a", True),
            (NAME[:-2] + ".b/a", "a", True),
            (NAME[:-1] + ".b/a", "a", False),
            ("Example.com/a", "a", False),
            ("a/b/c", "a", False),
            ("a_", "a", False),
            ("A.b_c-d", "a", True),
            ("a", "", True),
            ("a", LABEL, True),
            ("a", LABEL + "a", False),
            ("a", "-a", False),
            ("a", "A_b.c-D", True),
            ("a", "a b", False),
        ]
    ),
    *(
        (
            f"placement: {{tolerations: [{{key: {json.dumps(key)}, value: {json.dumps(value)}}}]}}",
            {"tolerations": [{"key": key, "operator": "Equal", "value": value}]},
            taken,
        )
        for key, value, taken in [
            (LABEL, "a", True),
            (LABEL + "a", "a", False),
            ("a b", "a", False),
            ("a", LABEL, True),
            ("a", LABEL + "a", False),
        ]
    ),
    *(
        (f"placement: {{priority_class: {json.dumps(name)}}}", {"priorityClassName": name}, taken)
        for name, taken in [
            ("low.a", True),
            (NAME, True),
            (NAME + "a", False),
            ("Low", False),
            ("a..b", False),
        ]
    ),
    *(
        (
            f"extend: {{pod: {{readinessGates: [{{conditionType: {json.dumps(name)}}}]}}}}",
            {"readinessGates": [{"conditionType": name}]},
            taken,
        )
        for name, taken in [
            (LABEL, True),
            (LABEL + "a", False),
            ("example.com/a", True),
            ("a b", False),
            ("/a", False),
        ]
    ),
    *(
        (
            f"extend: {{pod: {{securityContext: {{runAsUser: {user}}}}}}}",
            {"securityContext": {"runAsUser": user}},
            taken,
        )
        for user, taken in [(1, True), (2147483647, True), (2147483648, False)]
    ),
    *(
        (
            f"resources: {{cpu: {cpu!r}, memory: {memory}, limits: {{cpu: 500m, memory: 1Gi}}}}",
            {"resources": {"requests": {"cpu": cpu, "memory": memory}}},
            taken,
        )
        for cpu, memory, taken in [
            ("0.5", "1024Mi", True),
            ("501m", "1Gi", False),
            ("500m", "1025Mi", False),
        ]
    ),
]

PLATFORM = """\
kind: platform
name: example
teams: {data: {email: data@example.com}}
environments: {dev: {tier: development}}
"""
PACKAGE = """\
kind: package
name: loader
owner: data
image: {repository: registry.example.com/loader, tag: "1"}
jobs:
  load:
    command: [load]
    FIELD
"""


def pod(fields: dict) -> dict:
    """A pod with more fields; `resources` are those of its container."""
    fields = dict(fields)
    container = {"name": "base", "image": "example.com/app:1"}
    if "resources" in fields:
        limits = {"limits": {"cpu": "500m", "memory": "1Gi"}}
        container["resources"] = fields.pop("resources") | limits
    spec = {"containers": [container], **fields}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "pod", "namespace": "etl-jobs"},
        "spec": spec,
    }


@pytest.mark.parametrize(
    ("field", "fields", "taken"), CASES, ids=[str(i) for i in range(len(CASES))]
)
def test_the_compiler_says_what_the_api_server_says(
    field: str, fields: dict, taken: bool, tool, writ: Path, tmp_path: Path
) -> None:
    judged = subprocess.run(
        [tool("kubejudge"), "-"], input=json.dumps(pod(fields)), capture_output=True, text=True
    )
    assert (judged.returncode == 0) == taken, judged.stdout + judged.stderr
    (tmp_path / "writ.yaml").write_text(
        "{kind: workspace, name: example, targets: [kubernetes], specs: ['specs/*']}"
    )
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/platform.yaml").write_text(PLATFORM)
    (tmp_path / "specs/loader.yaml").write_text(PACKAGE.replace("FIELD", field))
    built = subprocess.run([writ, "build", "-C", tmp_path], capture_output=True, text=True)
    assert (built.returncode == 0) == taken, field + "\n" + built.stdout + built.stderr
    assert taken or "specs/loader.yaml:8:" in built.stderr
