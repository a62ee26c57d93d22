"""Numbers of free data arrive as the numbers they are, in Python, Terraform and readers of YAML and JSON.

What a spec may hold is what 64-bit floating point prints back; anything else is refused where it is written.
"""

import ast
import io
import json
import random
import re
import struct
import subprocess
from decimal import Decimal

import pytest
import yaml
from rendering import console
from ruamel.yaml import YAML

EDGES = [
    "0", "-7", "9007199254740992", "-9007199254740992", "0.5", "-0.5", "+1.5", ".25", "3.", "1e3", "1E3", "1e+3", "1e-3",
    "0.30000000000000004", "2.2250738585072014e-308", "5e-324", "1.7976931348623157e308", "-1.7976931348623157E+308",
    "100000000000000000000", "12300000000000000000000.0", "0.00000000000000000001", "0.1000", "0o17", "0x1F",
]  # fmt: skip
REFUSED = [
    "1e400",
    "-1e400",
    "1e-400",
    "-0.0",
    "0e5",
    "9007199254740993",
    "3.141592653589793238",
    "1e99999999999999999999",
]
COUNT = 200

SPEC = """\
kind: schedule
name: numbers
package: thoth
engine: cloud-scheduler
cron: "0 2 * * *"
http: {{service: thoth, path: /sync, method: POST, body: {{numbers: [{numbers}]}}}}
---
kind: schedule
name: numbers
package: reporting_seeder
engine: airflow
cron: "0 2 * * *"
airflow: {{params: {{{params}}}}}
tasks: {{refresh: {{job: refresh_all}}}}
"""


def written() -> list[str]:
    """The edges, and 64-bit numbers of all magnitudes."""
    rng = random.Random(11)
    out = list(EDGES)
    while len(out) < COUNT:
        [number] = struct.unpack("<d", rng.randbytes(8))
        if number == number and abs(number) != float("inf"):
            out.append(repr(number))
    return out


def exact(text: str) -> Decimal:
    """The number that a text of a spec is."""
    return Decimal(int(text, 0)) if re.match("0[ox]", text) else Decimal(text)


def shown(value: object) -> Decimal:
    """The number that a reader has, as it prints it."""
    return Decimal(repr(value))


@pytest.fixture(scope="module")
def built(build_workspace, tmp_path_factory):
    """The output with all numbers in it, and the numbers."""
    texts = written()
    params = ", ".join(f"p{i}: {{type: number, default: {text}}}" for i, text in enumerate(texts))
    spec = SPEC.format(numbers=", ".join(texts), params=params)
    folder = tmp_path_factory.mktemp("numbers") / "workspace"
    return build_workspace(folder, add={"specs/numbers.yaml": spec}), texts


def test_python(built):
    generated, texts = built
    [dag] = (generated / "prod").rglob("*reporting_seeder*numbers*.py")
    found = {}
    for node in ast.walk(ast.parse(dag.read_text())):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and re.fullmatch(r"p\d+", str(key.value)):
                    found[key.value] = ast.literal_eval(value.args[0])
    assert [shown(found[f"p{i}"]) for i in range(len(texts))] == [exact(text) for text in texts]


def test_terraform_and_json(built, tool, tmp_path):
    generated, texts = built
    [file] = [f for f in (generated / "prod/terraform").rglob("*.tf") if "5e-324" in f.read_text()]
    [numbers] = re.findall(r"numbers = (\[.*?\])", file.read_text(), re.DOTALL)
    (tmp_path / "numbers.tf").write_text(f"locals {{\n  numbers = {numbers}\n}}\n")
    found = console(tool("terraform"), tmp_path, "local.numbers")
    assert [shown(float(n)) for n in found] == [Decimal(repr(float(exact(t)))) for t in texts]


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_yaml(writ, tmp_path, version):
    """Through the values of the Airflow chart."""
    read = yaml.safe_load if version == "1.1" else YAML(typ="safe", pure=True).load
    texts = written()
    resources = ", ".join(f"p{i}: {text}" for i, text in enumerate(texts))
    (tmp_path / "writ.yaml").write_text(
        'kind: workspace\nname: numbers\nspecs: ["specs/*.yaml"]\ntargets: [kubernetes]\n'
    )
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/platform.yaml").write_text(
        "kind: platform\nname: numbers\nteams: {data: {email: data@example.com}}\nenvironments:\n  dev:\n"
        "    tier: development\n    airflow: {version: 3.1.8}\n"
        "    terraform: {state: {gcs: {bucket: numbers-state}}}\n"
        '    aws: {account: "111111111111", region: eu-west-1, dag_bucket: numbers-dags}\n'
        "    kubernetes: {oidc_issuer: oidc.eks.eu-west-1.amazonaws.com/id/DEV}\n"
        f"    extend: {{helm: {{scheduler: {{resources: {{limits: {{{resources}}}}}}}}}}}\n"
    )
    done = subprocess.run([writ, "build", "-C", tmp_path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [file] = [f for f in (tmp_path / "generated").rglob("*.yaml") if "p100:" in f.read_text()]
    limits = read(io.StringIO(file.read_text()))["scheduler"]["resources"]["limits"]
    assert [shown(limits[f"p{i}"]) for i in range(len(texts))] == [exact(text) for text in texts]
    assert json.loads(json.dumps(limits)) == limits


@pytest.mark.parametrize("text", REFUSED)
def test_other_numbers_are_refused_at_their_line(writ, tmp_path, text):
    (tmp_path / "writ.yaml").write_text('kind: workspace\nname: numbers\nspecs: ["*.spec.yaml"]\n')
    (tmp_path / "a.spec.yaml").write_text(
        "kind: platform\nname: numbers\nteams: {data: {email: data@example.com}}\nenvironments:\n  dev:\n"
        f"    tier: development\n    extend: {{helm: {{scheduler: {{resources: {{limits: {{cpu: {text}}}}}}}}}}}\n"
    )
    done = subprocess.run([writ, "check", "-C", tmp_path], capture_output=True, text=True)
    assert done.returncode == 1
    assert "E0205" in done.stderr and "a.spec.yaml:7:" in done.stderr
