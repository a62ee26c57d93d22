"""Hostile texts through the encoders of every language, read back by the language's own reader.

A text arrives unchanged or is refused; what is refused is known beforehand.
"""

import ast
import base64
import io
import json
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hostile import corpus
from ruamel.yaml import YAML

COUNT = 900
Render = Callable[..., list[tuple[str, str]]]


@pytest.fixture(scope="session")
def render(template_probe: Path) -> Render:
    """render(PATH, TEMPLATES, TEXTS): for each pair `ok`, `refused`, `error` or `unread`, and its text.

    With `broken`, one hole of each output is changed at random before it is read back.
    """

    def run(
        path: str, templates: list[str], texts: list[str], *, broken: bool = False
    ) -> list[tuple[str, str]]:
        def hexed(text: str) -> str:
            return text.encode().hex() or "-"

        lines = [
            f"{hexed(path)} {hexed(template)} {hexed(text)}{f' {seed}' if broken else ''}\n"
            for seed, (template, text) in enumerate(zip(templates, texts, strict=True))
        ]
        done = subprocess.run(
            [template_probe], input="".join(lines), capture_output=True, text=True, check=True
        )
        answers = []
        for line in done.stdout.splitlines():
            state, _, body = line.partition(" ")
            answers.append((state, "" if body == "-" else bytes.fromhex(body).decode()))
        assert len(answers) == len(texts)
        return answers

    return run


def structures(text: str) -> dict[str, Any]:
    """What template_probe's view holds for `text`, but for its scalars."""
    items = [text, "plain", text]
    entries = {"key": text} if text == "key" else {"key": text, text: "value"}
    return {
        "list": items,
        "map": entries,
        "record": {"text": text, "list": items},
        "records": [{"text": text, "list": items}, {"text": "x", "list": []}],
        "any": {"deep": [text, None, []], "text": text},
    }


SCALARS = {"number": -7, "yes": True, "ratio": 1000.0}


def each(
    render: Render, path: str, template: str, refused: Callable[[str], bool] = lambda _: False
) -> list[tuple[str, str]]:
    """Renders the corpus; checks what is refused, returns (text, output) of the rest."""
    texts = corpus(COUNT)
    kept = []
    for text, (state, body) in zip(
        texts, render(path, [template] * len(texts), texts), strict=True
    ):
        wanted = "refused" if refused(text) else "ok"
        assert state == wanted, f"{text!r} is {state}, not {wanted}: {body}"
        if state == "ok":
            kept.append((text, body))
    assert len(kept) > COUNT / 3
    return kept


PYTHON = """\
value = [
    @{text},
    "in @{text} side @{text}",
    @{list},
    @{map},
    @{record},
    @{records},
    @{any},
    @{number},
    @{yes},
    @{ratio},
    \"\"\"@{text}\"\"\",
]
"""


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


JSON = """\
{
  @{text}: "in @{text} side @{text}",
  "list": @{list},
  "map": @{map},
  "record": @{record},
  "records": @{records},
  "any": @{any},
  "number": @{number},
  "yes": @{yes},
  "ratio": @{ratio},
  "texts": [@{text}, @{text:json}],
  @if nothing
  "nothing": @{nothing},
  @end
}
"""


def test_json(render):
    for text, body in each(render, "a.json", JSON):
        value = json.loads(body)
        if text not in structures(text):
            assert value.pop(text) == f"in {text} side {text}"
        [first, second] = value.pop("texts")
        assert first == text and json.loads(second) == text
        assert value == structures(text) | SCALARS or text in value


YAML_TEXT = """\
inside: "in @{text} side @{text}"
text: @{text}
list: @{list}
map: @{map}
record: @{record}
records: @{records}
any: @{any}
number: @{number}
yes: @{yes}
ratio: @{ratio}
items:
  - @{text}
  - @{record}
  - @{list}
  - key: @{record}
    other: @{text}
  - [@{text}, @{list}, {@{text}: @{text}}]
keys:
  @{text}: 1
  "a @{text}": 2
"""


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


def unprintable(text: str) -> bool:
    """Holds a character that no comment, block text or single-quoted text may hold."""
    invisible = (
        "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    )
    return any(
        unicodedata.category(c) == "Cc"
        or c in invisible
        or 0x2060 <= ord(c) <= 0x206F
        or c in "\ufeff\ufff9\ufffa\ufffb\ufffe\uffff"
        or 0xE0000 <= ord(c) <= 0xE007F
        for c in text
    )


def test_yaml_single_quotes_and_block_texts(render):
    for text, body in each(render, "a.yaml", "a: 'in @{text} side'\n", unprintable):
        assert yaml.safe_load(body) == {"a": f"in {text} side"}
    template = "a: |\n  echo @{text:json}\n  @{text:json} b\nb: 1\n"
    for text, body in each(render, "a.yaml", template):
        quoted = json.loads(yaml.safe_load(body)["a"].split("\n")[0].removeprefix("echo "))
        assert quoted == text


HCL_CASE = """\
locals {
  case_NUMBER = {
    text = @{text}
    inside = "in @{text} side @{text}"
    joined = "$@{text}-%@{text} a@{text}{b@{text}${"c"}"
    list = @{list}
    map = @{map}
    record = @{record}
    records = @{records}
    any = @{any}
    number = @{number}
    yes = @{yes}
    ratio = @{ratio}
    keys = {
      @{text} = 1
    }
    call = jsonencode({
      a = @{list}
      long_name = @{text}
    })
    interpolated = "a${jsonencode(@{list})}b"
    HEREDOC
  }
}
"""


HEREDOC = """\
raw = <<EOT
in @{text:json} side
EOT
"""


def terraform_refuses(text: str) -> bool:
    return "\0" in text or unicodedata.normalize("NFC", text) != text


def hcl_refuses(text: str) -> bool:
    marked = text and (unicodedata.category(text[0])[0] == "M" or 0x1160 <= ord(text[0]) <= 0x11FF)
    return terraform_refuses(text) or bool(marked)


def console(terraform: Path, folder: Path, expression: str) -> Any:
    """The value of an expression, as Terraform computes it in `folder`."""
    done = subprocess.run(
        [terraform, f"-chdir={folder}", "console"],
        input=f"base64encode(jsonencode({expression}))\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(base64.b64decode(done.stdout.strip().strip('"')))


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


SHELL = """\
#!/bin/sh
printf '%s\\0' @{text} "in @{text} side @{text}" pre@{text}post @{list} @{number} \\
  --flag=@{text} "$(printf '%sx' @{text})"
"""


def quotes_refuse(text: str) -> bool:
    """Bash doubles two bytes between double quotes in an array."""
    return any(c in text for c in "\0\x01\x7f")


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


def kubelet(text: str) -> str:
    """The kubelet's expansion of env, command and args, with no variables known."""
    return re.sub(r"\$(\$|\([^)]*\))", lambda m: "$" if m[1] == "$" else m[0], text)


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
