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
from ruamel.yaml import YAML
from test_templates import HCL_CASE, JSON, PYTHON, SHELL, YAML_TEXT, console, hcl_refuses, render

__all__ = ["render"]

COUNT = 12_000


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

    pairs = survivors(render, "a.sh", SHELL, lambda text: "\0" in text)
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
