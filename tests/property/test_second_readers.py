"""Hostile texts through a second reader: what Helm's `tpl`, Python's configparser, compose and GitLab make of a text arrives as written."""

import base64
import json
import os
import re
import subprocess

import pytest
import yaml
from rendering import each

CHART = """\
{{- $out := list }}
{{- range .Values.texts }}
{{- $out = append $out (tpl (b64dec .) $) }}
{{- end }}
out: {{ $out | toJson | b64enc }}
"""

CONFIGPARSER = """\
import configparser, json, sys
texts = json.load(sys.stdin)
parser = configparser.ConfigParser()
parser.read_dict({"texts": {f"key{i}": text for i, text in enumerate(texts)}})
json.dump([parser.get("texts", f"key{i}") for i in range(len(texts))], sys.stdout)
"""


def encoded(render, name):
    """Pairs of a text and its encoding."""
    kept = each(render, "a.json", "[@{text:" + name + "}]\n")
    return [(text, json.loads(body)[0]) for text, body in kept]


def test_helm_tpl(render, tool, tmp_path):
    """Vault Agent reads by the same package of Go, with the same delimiters."""
    pairs = encoded(render, "gotemplate")
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 1.0.0\n")
    (tmp_path / "templates/out.yaml").write_text(CHART)
    texts = [base64.b64encode(text.encode()).decode() for _, text in pairs]
    (tmp_path / "values.yaml").write_text(json.dumps({"texts": texts}))
    done = subprocess.run(
        [tool("helm"), "template", "c", tmp_path], capture_output=True, text=True, check=True
    )
    out = json.loads(base64.b64decode(yaml.safe_load(done.stdout)["out"]))
    assert out == [text for text, _ in pairs]


@pytest.mark.parametrize("airflow", ["airflow2", "airflow3"])
def test_configparser(render, tool, airflow):
    pairs = encoded(render, "configparser")
    done = subprocess.run(
        [tool(airflow), "-c", CONFIGPARSER],
        input=json.dumps([text for _, text in pairs]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [text for text, _ in pairs]


def test_compose(render, tool, tmp_path):
    """Variables of every name are set, so that an expansion would show."""
    pairs = encoded(render, "compose")
    assert sum("$" in text for text, _ in pairs) > 20
    texts = [text for _, text in pairs]
    web = {
        "image": "web:1",
        "command": texts,
        "environment": {f"TEXT_{i}": text for i, text in enumerate(texts)},
    }
    file = tmp_path / "compose.yaml"
    file.write_text(yaml.safe_dump({"services": {"web": web}}, default_style='"'))
    names = sorted({name for text in texts for name in re.findall(r"\w+", text, re.ASCII)})
    variables = [f"{name}=expanded" for name in names]
    done = subprocess.run(
        [tool("composejudge"), file, *variables], capture_output=True, text=True, check=True
    )
    project = json.loads(done.stdout)["services"]["web"]
    wanted = [text for text, _ in pairs]
    assert project["command"] == wanted
    assert [project["environment"][f"TEXT_{i}"] for i in range(len(wanted))] == wanted


def test_gitlab_percent(render):
    """GitLab replaces `%NAME%` as well; what escapes it differs between its versions, so none arrives."""
    texts = ["100%", "%", "%Y-%m-%d", "% A%", "%1%", "%%", "%A%", "a%CI_JOB_TOKEN%b", "%Y%m"]
    alone = render("a.json", ["[@{text:gitlab}]\n"] * len(texts), texts)
    assert [state for state, _ in alone] == ["ok"] * 6 + ["refused"] * 3
    for after, state in (("%", "refused"), ("A%", "refused"), (" %", "ok")):
        answers = render("a.json", ['["@{text:gitlab}' + after + '"]\n'] * 6, texts[:6])
        assert {answer for answer, _ in answers} == {state}, answers


def test_gitlab_variables(render, tool, tmp_path):
    """Job variables are expanded once; what arrives is in the job's environment."""
    fits = lambda text: "\0" not in text and "\r" not in text and text.isprintable()  # noqa: E731
    pairs = [pair for pair in encoded(render, "gitlab") if fits(pair[0])]
    pairs = sorted(pairs, key=lambda pair: "$" not in pair[0])[:150]
    assert sum("$" in text for text, _ in pairs) > 20
    job = {
        "script": ["env -0 > out"],
        "variables": {f"TEXT_{i}": text for i, (_, text) in enumerate(pairs)},
        "artifacts": {"paths": ["out"]},
    }
    (tmp_path / ".gitlab-ci.yml").write_text(json.dumps({"job": job}))
    for command in (["init", "-q"], ["remote", "add", "origin", "git@example.com:a/b.git"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    done = subprocess.run(
        ["timeout", "-s", "KILL", "120", tool("gitlab-ci-local"), "--force-shell-executor", "job"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=os.environ | {"HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    entries = (tmp_path / "out").read_bytes().decode().split("\0")
    seen = dict(entry.split("=", 1) for entry in entries if "=" in entry)
    assert [seen[f"TEXT_{i}"] for i in range(len(pairs))] == [text for text, _ in pairs]
