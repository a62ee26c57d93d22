"""Random templates with random data: what Writ takes prints texts of its language, always.

Writ judges a template before there is data. The real parsers judge what it then prints.
"""

import ast
import io
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ruamel.yaml import YAML
from template_lines import Templates

COUNT = int(os.environ.get("WRIT_TEMPLATES", "400"))  # templates a language
DATA = 24  # data sets a template


class UniqueLoader(yaml.SafeLoader):
    """PyYAML, but for repeated keys."""


def unique_mapping(loader: UniqueLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    if len(set(map(str, keys))) != len(keys):
        raise yaml.YAMLError(f"repeated key among {keys} at {node.start_mark}")
    return loader.construct_yaml_map(node)


UniqueLoader.add_constructor("tag:yaml.org,2002:map", unique_mapping)


def unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError(f"repeated name among {pairs}")
    return dict(pairs)


def judge_yaml(text: str) -> None:
    list(yaml.load_all(text, UniqueLoader))
    list(YAML(typ="safe", pure=True).load_all(io.StringIO(text)))


def judge_json(text: str) -> None:
    json.loads(text, object_pairs_hook=unique_pairs)


def judge_python(text: str) -> None:
    compile(text, "a.py", "exec", ast.PyCF_ONLY_AST)
    compile(text, "a.py", "exec")


def judge_shell(text: str) -> None:
    done = subprocess.run(["bash", "-n"], input=text.encode(), capture_output=True, check=False)
    if done.returncode != 0:
        raise ValueError(done.stderr.decode())


def printed(probe: Path, language: str, suffix: str) -> Iterator[tuple[str, list[str]]]:
    """The templates that Writ takes, and what they print for each data set that they can hold."""
    templates = [Templates(language).build(seed) for seed in range(COUNT)]
    lines = [f"a.{suffix} {text.encode().hex()} {DATA}\n" for text in templates]
    done = subprocess.run([probe], input="".join(lines), capture_output=True, text=True, check=True)
    answers = done.stdout.splitlines()
    assert len(answers) == COUNT
    for template, answer in zip(templates, answers, strict=True):
        state, *texts = answer.split(" ")
        if state == "ok":
            yield template, [bytes.fromhex(text[1:]).decode() for text in texts if text != "!"]


@pytest.mark.parametrize(
    ("language", "suffix", "judge"),
    [
        ("yaml", "yaml", judge_yaml),
        ("json", "json", judge_json),
        ("python", "py", judge_python),
        ("shell", "sh", judge_shell),
    ],
)
def test_what_is_taken_always_prints_its_language(
    ways_probe: Path, language: str, suffix: str, judge: Callable[[str], None]
) -> None:
    taken = texts = 0
    wrong = []
    for template, outputs in printed(ways_probe, language, suffix):
        taken += 1
        for text in dict.fromkeys(outputs):
            texts += 1
            try:
                judge(text)
            except Exception as error:
                wrong.append(f"{template}\n--- printed\n{text}\n--- {error}")
                break
    assert not wrong, f"{len(wrong)} of {taken}:\n" + "\n=====\n".join(wrong[:5])
    assert taken > COUNT / 20
    print(f"counted: {taken} of {COUNT} {language} templates taken, {texts} texts parsed")


def test_what_is_taken_always_prints_hcl(ways_probe: Path, tool, tmp_path: Path) -> None:
    taken = texts = 0
    made = {}
    for template, outputs in printed(ways_probe, "hcl", "tf"):
        taken += 1
        for text in dict.fromkeys(outputs):
            made[f"case{texts}.tf"] = (template, text)
            (tmp_path / f"case{texts}.tf").write_text(text)
            texts += 1
    done = subprocess.run(
        [
            tool("terraform"),
            f"-chdir={tmp_path}",
            "fmt",
            "-no-color",
            "-list=false",
            "-write=false",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    named = next((name for name in made if f"{name} " in done.stderr), None)
    assert done.returncode == 0, done.stderr[:3000] + "\n".join(made.get(named, ()))
    assert taken > COUNT / 20
    print(f"counted: {taken} of {COUNT} hcl templates taken, {texts} texts parsed")
