"""Hostile texts through the encoders of every language, read back by the language's own reader.

A text arrives unchanged or is refused; what is refused is known beforehand.
"""

import ast
import io
import json
import re
import subprocess

import pytest
import yaml
from hostile import corpus
from rendering import (
    COUNT,
    HCL_CASE,
    JSON,
    PYTHON,
    SCALARS,
    SHELL,
    YAML_TEXT,
    console,
    each,
    hcl_refuses,
    kubelet,
    quotes_refuse,
    structures,
    terraform_refuses,
    unprintable,
)
from ruamel.yaml import YAML


def test_python(render, tool, tmp_path):
    for number, (text, body) in enumerate(each(render, "a.py", PYTHON)):
        value = ast.literal_eval(body.removeprefix("value = "))
        inside = f"in {text} side {text}"
        assert value == [text, inside, *structures(text).values(), *SCALARS.values(), text]
        (tmp_path / f"case{number}.py").write_text(body)
    ruff = tool("tools").parent / "ruff"
    done = subprocess.run(
        [ruff, "format", "--isolated", "--line-length", "88", "--diff", "--no-cache", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[:4000] + done.stderr[:2000]


def test_json(render):
    for text, body in each(render, "a.json", JSON):
        value = json.loads(body)
        if text not in structures(text):
            assert value.pop(text) == f"in {text} side {text}"
        [first, second] = value.pop("texts")
        assert first == text and json.loads(second) == text
        assert value == structures(text) | SCALARS or text in value


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_yaml(render, version):
    reader = YAML(typ="safe", pure=True)
    for text, body in each(render, "a.yaml", YAML_TEXT):
        if version == "1.1":
            value = yaml.safe_load(body)
        elif text == "=":
            continue  # ruamel reads a quoted `=` in keys as YAML 1.1 does its value key
        else:
            value = reader.load(io.StringIO(body))
        known = structures(text)
        if version == "1.1":
            assert value.pop(True) is True  # the template's own `yes:` is a bool to YAML 1.1
        else:
            assert value.pop("yes") is True
        assert value.pop("inside") == f"in {text} side {text}"
        assert value.pop("text") == text
        assert value.pop("keys") == {text: 1, f"a {text}": 2}
        assert value.pop("items") == [
            text,
            known["record"],
            known["list"],
            {"key": known["record"], "other": text},
            [text, known["list"], {text: text}],
        ]
        assert value == known | {"number": -7, "ratio": 1000.0}


def test_yaml_single_quotes_and_block_texts(render):
    for text, body in each(render, "a.yaml", "a: 'in @{text} side'\n", unprintable):
        assert yaml.safe_load(body) == {"a": f"in {text} side"}
    template = "a: |\n  echo @{text:json}\n  @{text:json} b\nb: 1\n"
    for text, body in each(render, "a.yaml", template):
        quoted = json.loads(yaml.safe_load(body)["a"].split("\n")[0].removeprefix("echo "))
        assert quoted == text


HEREDOC = """\
raw = <<EOT
in @{text:json} side
EOT
"""


def test_hcl(render, tool, tmp_path):
    terraform = tool("terraform")
    texts = [text for text in corpus(COUNT) if not hcl_refuses(text)]
    # In a heredoc `$$${` has no spelling, and a mark could join the last letter of `\\u180e`.
    spelled = [not re.search(r"[$%][$%]\{|\u0301", text) for text in texts]
    raw = [HEREDOC.strip() if good else "" for good in spelled]
    templates = [
        HCL_CASE.replace("NUMBER", str(i)).replace("HEREDOC", heredoc)
        for i, heredoc in enumerate(raw)
    ]
    for number, (state, body) in enumerate(render("a.tf", templates, texts)):
        assert state == "ok", f"{texts[number]!r}: {body}"
        (tmp_path / f"case{number}.tf").write_text(body)
    done = subprocess.run(
        [terraform, f"-chdir={tmp_path}", "fmt", "-check", "-diff"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[:4000] + done.stderr[:2000]
    names = ", ".join(f"local.case_{i}" for i in range(len(texts)))
    for text, value in zip(texts, console(terraform, tmp_path, f"[{names}]"), strict=True):
        assert value.pop("text") == text
        assert value.pop("inside") == f"in {text} side {text}"
        assert value.pop("joined") == f"${text}-%{text} a{text}{{b{text}c"
        assert value.pop("keys") == {text: 1}
        assert json.loads(value.pop("call")) == {"a": [text, "plain", text], "long_name": text}
        assert json.loads(value.pop("interpolated")[1:-1]) == [text, "plain", text]
        if "raw" in value:
            raw = value.pop("raw").removeprefix("in ").removesuffix(" side\n")
            assert json.loads(raw) == text
        assert value == structures(text) | SCALARS


def test_hcl_refuses_what_terraform_would_change(render):
    each(render, "a.tf", "a = @{text}\n", terraform_refuses)
    each(render, "a.tf", 'a = "b@{text}"\n', hcl_refuses)


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_shell(render, shell):
    for text, body in each(render, "a.sh", SHELL, quotes_refuse):
        done = subprocess.run([shell], input=body.encode(), capture_output=True, check=True)
        words = done.stdout.decode().split("\0")[:-1]
        inside = f"in {text} side {text}"
        wanted = [text, inside, f"pre{text}post", text, "plain", text, "-7", f"--flag={text}"]
        assert words == [*wanted, f"{text}x"]


PRINT = """printf '%s\\0' "${x[@]}"\n"""


@pytest.mark.parametrize(
    ("word", "refused"), [("b@{text}", lambda text: "\0" in text), ('"b@{text}"', quotes_refuse)]
)
def test_arrays_of_bash(render, word, refused):
    template = f"#!/bin/bash\nx=({word} c)\n{PRINT}"
    for text, body in each(render, "a.sh", template, refused):
        done = subprocess.run(["bash"], input=body.encode(), capture_output=True, check=True)
        assert done.stdout.decode().split("\0")[:-1] == [f"b{text}", "c"]


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("a.py", "# @{text}\n"),
        ("a.yaml", "a: 1 # @{text}\n"),
        ("a.sh", "# @{text}\n"),
        ("a.tf", "# @{text}\n"),
    ],
)
def test_comments_end_where_the_template_ends_them(render, path, template):
    def refused(text: str) -> bool:
        declares = path == "a.py" and re.search("coding[:=]", text) is not None
        ends = path == "a.tf" and "*/" in text
        return unprintable(text.replace("\t", "")) or ends or declares

    for text, body in each(render, path, template, refused):
        assert body == template.replace("@{text}", text)


def test_kubelet(render):
    for text, body in each(render, "a.json", "[@{text:kubelet}, @{list:kubelet}]\n"):
        value = json.loads(body)
        assert kubelet(value[0]) == text
        assert [kubelet(item) for item in value[1]] == [text, "plain", text]
        assert re.search(r"(?<!\$)(\$\$)*\$\(", value[0]) is None


JINJA = """\
import json, sys
import jinja2.sandbox
environment = jinja2.sandbox.SandboxedEnvironment(undefined=jinja2.StrictUndefined)
texts = json.load(sys.stdin)
json.dump([environment.from_string(text).render() for text in texts], sys.stdout)
"""


@pytest.mark.parametrize("airflow", ["airflow2", "airflow3"])
def test_jinja(render, tool, airflow):
    kept = each(render, "a.json", "[@{text:kubelet:jinja}]\n")
    encoded = [json.loads(body)[0] for _, body in kept]
    done = subprocess.run(
        [tool(airflow), "-c", JINJA],
        input=json.dumps(encoded),
        capture_output=True,
        text=True,
        check=True,
    )
    for (text, _), rendered in zip(kept, json.loads(done.stdout), strict=True):
        assert kubelet(rendered) == text


def test_inner_shell(render):
    template = "a: @{list:shell}\nb: |\n  printf '%s' @{text:shell}\n"
    refused = lambda text: "\0" in text or unprintable(text)  # noqa: E731
    for text, body in each(render, "a.yaml", template, refused):
        value = yaml.safe_load(body)
        script = f"printf '%s\\0' {value['a']}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
        assert done.stdout.decode().split("\0")[:-1] == [text, "plain", text]
        done = subprocess.run(["bash", "-c", value["b"]], capture_output=True, check=True)
        assert done.stdout.decode() == text
