"""The readers of compiler/readback against the real parsers.

Outputs are broken at random in one hole. What a reader still takes, the real parser must read as the
very value that it reads from the output that nobody touched.
"""

import ast
import io
import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hostile import SEED, corpus
from rendering import HCL_CASE, JSON, PYTHON, SHELL, YAML_TEXT, console, hcl_refuses, quotes_refuse
from ruamel.yaml import YAML

COUNT = 12_000


ENCODINGS = ["jinja", "kubelet", "gitlab", "compose", "gotemplate", "configparser", "kubelet:jinja"]

# Places in which a value and the text of the template beside it could be read as one.
BESIDE = {
    "a.json": [
        f'["{left}@{{text:{encoding}}}{right}"]\n'
        for encoding in ENCODINGS
        for left in ["", "$", "{", "%", "#", "$$", f"@{{text:{encoding}}}"]
        for right in ["", "{", "(", "$", "%", "#", "}", "{{", f"@{{text:{encoding}}}"]
    ],
    "a.sh": [
        "echo @{number}>out\n",
        "echo x@{number}<in\n",
        "@{name}=1\n",
        "a_@{name}=1 @{text}@{text}\n",
        "case @{text} in a) echo @{text};; esac\n",
        'x=$(case a in a) echo @{text};; esac; echo "@{text}@{text}")\n',
        "echo a#@{text} #@{text}\n",
        'a=(@{list})\necho ${a:-"@{text}"} `echo a` @{text}\n',
        "cat <<X && echo @{text}\n$( ` '\nX\necho @{text}\n",
    ],
    "a.tf": [
        "a = <<EOT\n@{text:jinja}\nEOT\n",
        "a = <<-EOT\n  E@{text:jinja}\n  @{text:jinja}T @{text:kubelet}\n  EOT\n",
        'a = "$@{text}-@{text}%{if true}a%{endif}"\n',
        "/*@{text}*/ /* @{text} */\n// @{text}\n",
        'a = "${"@{text}"}" # @{text}\nb "@{text}" @{text} {\n}\n',
        'a = {\n  "@{text}" = 1\n  @{text} : 2\n (@{text}) = 3\n}\n',
    ],
    "a.yaml": [
        "a: @{text} # c\nb: @{text}\n# d\nc:\n  - @{text}\n  # e\n",
        "- @{text}\n- - @{text}\n- @{list}\n",
        "@{text}:\n  - @{map}\n",
        "a: |\n  @{text:jinja}\n  b @{text:jinja}\n",
        "a:\n  @{text}\nb:\n  @{list}\n",
        "--- @{text}\n",
        "? @{text}\n: @{text}\n",
        '{a: @{text}, "@{text}": [\n  @{text}, # @{number}\n  "@{text}"\n]}\n',
        "- a: @{text}\n  b: @{map}\n\n\n- @{map}\n",
    ],
    "a.py": [
        'x = f"a" "@{text}@{text}" # @{text}\n',
        "x = [*@{list}, -@{number}, (@{text})[0], {@{text}: @{list}}]\n",
        'x = """\n@{text}\n"@{text}"\n"""\n',
    ],
    "a.md": [
        "- @{text}\n1. @{text} b\n*@{text}* a_@{text}_b\n",
        "@{text}@{text} a ` b @{text} c\n10@{text}\n",
        "`a @{text}` ``@{text}`` [@{text}](https://x/@{text})\n",
        "```sh\n@{text}\n```\n\n~~~\na @{text}\n~~~\n",
        "---\na: @{text}\nb: @{list}\n---\n| @{text} | `@{text}` |\n",
    ],
}


@pytest.mark.parametrize("path", BESIDE)
def test_nothing_beside_a_hole_joins_it(render, path):
    texts = corpus(500)
    pairs = [(template, text) for template in BESIDE[path] for text in texts]
    answers = render(path, [pair[0] for pair in pairs], [pair[1] for pair in pairs])
    states = [state for state, _ in answers]
    counts = {state: states.count(state) for state in ("ok", "refused", "error", "unread")}
    print(f"{path}: {counts}")
    unread = [
        (*pair, what)
        for pair, (state, what) in zip(pairs, answers, strict=True)
        if state == "unread"
    ]
    assert unread == []
    assert counts["ok"] > 100


def survivors(
    render: Callable, path: str, template: str, refused: Callable[[str], bool] = lambda _: False
) -> list[tuple[str, str]]:
    """Pairs of an output and a broken one that reads back all the same."""
    texts = [text for text in corpus(500) if not refused(text)]
    drawn = random.Random(SEED).choices(texts, k=COUNT)
    whole = dict(zip(texts, render(path, [template] * len(texts), texts), strict=True))
    broken = render(path, [template] * COUNT, drawn, broken=True)
    pairs = []
    for text, (state, body) in zip(drawn, broken, strict=True):
        good, original = whole[text]
        assert good == "ok", f"{text!r} is {good}: {original}"
        if state == "ok" and body != original:
            pairs.append((original, body))
    print(f"{path}: {COUNT} broken outputs, {len(pairs)} read back")
    assert 0 < len(pairs) < COUNT / 4
    return pairs


def test_python(render):
    for original, broken in survivors(render, "a.py", PYTHON):
        assert ast.dump(ast.parse(broken)) == ast.dump(ast.parse(original)), broken


def test_json(render):
    def ordered(text: str) -> Any:
        [*others, (name, [plain, coded])] = json.loads(text, object_pairs_hook=list)
        return others, name, plain, json.loads(coded)  # of JSON inside JSON the value counts

    for original, broken in survivors(render, "a.json", JSON):
        assert ordered(broken) == ordered(original), broken


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_yaml(render, version):
    reader = YAML(typ="safe", pure=True)

    def read(text: str) -> Any:
        return yaml.safe_load(text) if version == "1.1" else reader.load(io.StringIO(text))

    for original, broken in survivors(render, "a.yaml", YAML_TEXT, lambda text: text == "="):
        assert read(broken) == read(original), broken


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_shell(render, shell):
    def words(script: str) -> bytes:
        done = subprocess.run([shell], input=script.encode(), capture_output=True, check=True)
        return done.stdout

    pairs = survivors(render, "a.sh", SHELL, quotes_refuse)
    for original, broken in pairs[:300]:
        assert words(broken) == words(original), broken


def test_hcl(render, tool, tmp_path: Path):
    case = HCL_CASE.replace("    HEREDOC\n", "")
    pairs = survivors(render, "a.tf", case, hcl_refuses)[:300]
    for number, (original, broken) in enumerate(pairs):
        (tmp_path / f"a{number}.tf").write_text(original.replace("case_NUMBER", f"a{number}"))
        (tmp_path / f"b{number}.tf").write_text(broken.replace("case_NUMBER", f"b{number}"))
    numbers = range(len(pairs))
    values = [
        console(tool("terraform"), tmp_path, f"[{', '.join(f'local.{s}{i}' for i in numbers)}]")
        for s in "ab"
    ]
    for (_, broken), one, other in zip(pairs, *values, strict=True):
        assert one == other, broken
