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


# What some data would make unreadable, and the part of the message that says why.
REFUSED = {
    "an import of nothing": (
        "py",
        "from jobs import (\n@for i in items\n    @{i.var},\n@end\n)\n",
        "no name may be left in this import",
    ),
    "an index of nothing": (
        "py",
        "x = a[\n@for i in items\n    @{i.name},\n@end\n]\n",
        "nothing may be left between these brackets",
    ),
    "a statement before an import of the future": (
        "py",
        "@if one\nx = 1\n@end\nfrom __future__ import annotations\n",
        "a statement may stand before this import",
    ),
    "a name used before it is declared": (
        "py",
        "def f():\n    @if one\n    x = 1\n    @end\n    global x\n    x = 2\n",
        "a name may be used before this line declares it",
    ),
    "elements of a set in a dict": (
        "py",
        'x = {\n    "k": 1,\n@for i in items\n    @{i.var},\n@end\n}\n',
        "entries of a dict and elements of a set",
    ),
    "entries of a dict in a set": (
        "py",
        'x = {\n@for i in items\n    @{i.name}: 1,\n@end\n    "b",\n}\n',
        "entries of a dict and elements of a set",
    ),
    "an anchor that may be missing": (
        "yaml",
        "@if one\na: &x 1\n@end\nb: *x\n",
        "the anchor of the alias `*x` may be missing",
    ),
    "an anchor in a loop": (
        "yaml",
        "@for i in items\n- &x @{i.name}\n@end\n- [1, *x]\n",
        "the anchor of the alias `*x` may be missing",
    ),
    "an anchor of another document": (
        "yaml",
        "a: &x 1\n---\nb: *x\n",
        "the anchor of the alias `*x` may be missing",
    ),
    "a function whose name is put together": (
        "sh",
        "x_@{var}() {\n  :\n}\n",
        "the name of a function is one hole",
    ),
    "anchors of two names": (
        "yaml",
        "@if one\na: &x 1\n@else\na: &y 1\n@end\nb:\n  <<: *x\n",
        "the anchor of the alias `*x` may be missing",
    ),
}
# What is right for all data.
TAKEN = {
    "an import of one name at least": (
        "py",
        "from jobs import (\n    a,\n@for i in items\n    @{i.var},\n@end\n)\n",
    ),
    "an import from a list that is never empty": (
        "py",
        "@for i in filled\nfrom @{i.var} import (\n    @{i.var},\n)\n@end\n",
    ),
    "a text before an import of the future": (
        "py",
        '@if one\n"x"\n@end\nfrom __future__ import annotations\nx = 1\n',
    ),
    "a declaration in each function": (
        "py",
        "def f():\n    @if one\n    global x\n    @end\n    x = 2\n\n"
        "def g():\n    global x\n    x = 1\n",
    ),
    "declarations in a loop": (
        "py",
        "def f():\n@for i in items\n    global @{i.var}\n    @{i.var} = 1\n@end\n    pass\n",
    ),
    "dicts, sets and comprehensions": (
        "py",
        "x = {\n    1,\n@for i in items\n    @{i.name},\n@end\n}\n"
        'y = {\n    "k": {1, 2},\n@for i in items\n    "x@{i.name}": {"a": "b:c", **z},\n@end\n    **z,\n}\n'
        "z = {k: v for k, v in y.items()}\nz = {a[1:2], f(x=1, *b), (lambda: 1)}\n",
    ),
    "parameters": (
        "py",
        "def f(@{var}, *, y=@{text}, z: int = 1):\n    return lambda p, q: 1\n\n"
        "def @{var}(\n    self,\n@for i in items\n    k_@{i.var}=@{i.owner},\n@end\n):\n    pass\n",
    ),
    "names in lists of names": (
        "py",
        "from @{var} import a, @{var}\n\nfor a, @{var} in b(c, @{text}):\n    pass\n\n"
        "def g(@{var},):\n    yield from @{words}\n",
    ),
    "keywords beside quotes": (
        "py",
        'x = 1 if"@{text}"else 2\ny = 1 if 2 in"@{text}"else rb"a"\n',
    ),
    "a function that data name": (
        "sh",
        "@{var}() {\n  :\n}\n\n@for i in items\n@{i.var}() {\n  :\n}\n@end\n",
    ),
    "anchors that are there": (
        "yaml",
        "@if one\na: &x 1\n@else\na: &x 2\n@end\nb: [*x, a*b]\nc: {k: *x}\nd: 3 *y\n",
    ),
    "an anchor and its alias under one condition": (
        "yaml",
        "@if one\na: &x 1\n@end\nb: 1\n@if one\nc: *x\n@end\n",
    ),
    "an alias in a loop": (
        "yaml",
        'x: &d\n  a: 1\n@for i in items\n"@{i.name}k":\n  c: *d\n  b: 1\n@end\n',
    ),
}
JUDGES = {"yaml": judge_yaml, "json": judge_json, "py": judge_python, "sh": judge_shell}


def ask(probe: Path, suffix: str, template: str) -> list[str]:
    """`error` and why, or `ok` and what is printed."""
    line = f"a.{suffix} {template.encode().hex()} {DATA}\n"
    done = subprocess.run([probe], input=line, capture_output=True, text=True, check=True)
    state, *texts = done.stdout.split()
    return [state, *(bytes.fromhex(text[1:]).decode() for text in texts if text != "!")]


@pytest.mark.parametrize("case", REFUSED)
def test_what_some_data_would_break_is_refused(ways_probe: Path, case: str) -> None:
    suffix, template, why = REFUSED[case]
    state, *said = ask(ways_probe, suffix, template)
    assert state == "error" and why in said[0], said


@pytest.mark.parametrize("case", TAKEN)
def test_what_no_data_breaks_is_taken(ways_probe: Path, case: str) -> None:
    suffix, template = TAKEN[case]
    state, *texts = ask(ways_probe, suffix, template)
    assert state == "ok" and texts, texts
    for text in dict.fromkeys(texts):
        JUDGES[suffix](text)
