"""compiler/syntax against PyYAML: the same kinds, styles, texts and places for every node."""

import json
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml

SEED = 20261121
DOCUMENTS = 500

# No U+0085, U+00A0 (PyYAML writes them as escapes that Writ refuses), U+2028, U+2029 (line breaks in
# YAML 1.1 only) and U+FEFF.
ALPHABET = "abz019 -_.:,#'\"[]{}!&*?|>%@`~\\/=\t\nnulltrue\u00e9\u0416\u6771\U0001f600"
WORDS = ["null", "~", "no", "012", "1e3", "22:22", "", " ", "a: b", "- a", "# c", "a\n\nb\n", "x\n"]

# What PyYAML's emitter does not write: layouts, comments, explicit keys, block headers, line ends.
HANDWRITTEN = [
    "a: 1   # c\nb:\n  - x # d\n\n  - y\n# e\nc: {x: [1, 2 , ], y: , 'z': ~}\n",
    "? a\n: b\n? 'd'\n: - e\n",
    "a:\n# c\n\n\nb:\n- \n- x\n-\nc:\n",
    "a: |\n  x\n\n   y\n\n\nb: >-\n  z\n  w\n\n  v\nc: |2\n   x\nd: |+\n  t\n\ne: >+\n  x\n\n\nf: 1\n",
    "- |\n x\n- - >\n   y\n  - z\n- a: b\n  c: d\n-   - e\n    - f\n",
    "[a: b, {c: d}, [e, f: g], \"h\": i]\n",
    "{a, b: , ? c : d, e: {f: [g, h]}}\n",
    "a: one\n  two\n\n  three\nb: 'it''s\n  x\n\n  y'\nc: \"p\\\n  q\n  r \\x41\\u00e9\"\n",
    "\"\n\n  \"\n",
    "'\n  '\n",
    "--- # c\na: 1\n---\nb: 2\n...\n# c\n---\nc\n...\n---\n- d\n",
    "null\n",
    "a: null\nb: ~\nc:\n  Null # x\nd: [null, ~, NULL]\n",
    "text: http://x/?y=z#w\nmail: a@b:c\n'q': x#y\n",
]  # fmt: skip


def leaf(rng: random.Random, quoted: bool) -> str | None:
    if not quoted and rng.random() < 0.1:
        return None
    if rng.random() < 0.3:
        return rng.choice(WORDS)
    return "".join(rng.choice(ALPHABET) for _ in range(rng.randrange(30)))


def value(rng: random.Random, depth: int, quoted: bool) -> object:
    sort = rng.random() if depth < 5 else 0
    if sort < 0.4:
        return leaf(rng, quoted)
    if sort < 0.7:
        return [value(rng, depth + 1, quoted) for _ in range(rng.randrange(5))]
    keys = {leaf(rng, True) for _ in range(rng.randrange(5))} - {"<<"}
    return {key: value(rng, depth + 1, quoted) for key in sorted(keys)}


class Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def random_text(rng: random.Random) -> str:
    style = rng.choice([None, None, None, '"', "'", "|", ">"])
    return yaml.dump(
        value(rng, 0, style is not None),
        Dumper=Dumper,
        default_style=style,
        default_flow_style=rng.choice([True, False, None]),
        width=rng.choice([20, 80, 1000]),
        indent=rng.choice([2, 4]),
        allow_unicode=rng.choice([True, False]),
        line_break=rng.choice(["\n", "\r\n"]),
        explicit_start=rng.choice([True, False]),
        sort_keys=False,
    )


STYLES = {None: "plain", "": "plain", "'": "single-quoted", '"': "double-quoted", "|": "literal", ">": "folded"}  # fmt: skip


def expected(text: str) -> list[tuple]:
    """The nodes in order. Ends are given for scalars and flow collections: PyYAML ends a block
    collection at the next token, and a block scalar behind its trailing blank lines."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + len(character.encode()))
    nodes: list[tuple] = []
    open_nodes: list[int] = []
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        begin, end = offsets[event.start_mark.index], offsets[event.end_mark.index]
        if isinstance(event, yaml.DocumentStartEvent):
            nodes.append(("document",))
        elif isinstance(event, yaml.ScalarEvent):
            style = STYLES[event.style]
            source = text.encode()[begin:end].decode()
            is_null = style == "plain" and source in ("", "~", "null", "Null", "NULL")
            if is_null:
                nodes.append(("null", "plain" if source else "empty", begin, end))
            else:
                end = begin + len(source.rstrip().encode()) if event.style in ("|", ">") else end
                nodes.append(("text", style, begin, end, event.value))
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            kind = "list" if isinstance(event, yaml.SequenceStartEvent) else "map"
            open_nodes.append(len(nodes))
            nodes.append((kind, "flow" if event.flow_style else "block", begin))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            start = open_nodes.pop()
            if nodes[start][1] == "flow":
                nodes[start] += (end,)
    # A document of nothing is none to Writ.
    return [
        node
        for i, node in enumerate(nodes)
        if not (node[0] == "document" and nodes[i + 1][:2] == ("null", "empty"))
        and not (node[:2] == ("null", "empty") and nodes[i - 1] == ("document",))
    ]


LINE = re.compile(r' *(\w+) ([\w-]+) (\d+)\.\.(\d+)(?: (".*"))?')


def read_dump(lines: list[str]) -> list[tuple]:
    nodes: list[tuple] = []
    for line in lines:
        if line == "document":
            nodes.append(("document",))
            continue
        kind, style, begin, end, text = LINE.fullmatch(line).groups()
        node = (kind, style, int(begin), int(end))
        if kind == "text":
            node += (json.loads(text),)
        if kind in ("list", "map") and style == "block":
            node = node[:3]
        nodes.append(node)
    return nodes


def inspect(writ: Path, folder: Path, texts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each text with the lines that `writ inspect` prints about it."""
    (folder / "specs").mkdir()
    (folder / "writ.yaml").write_text("kind: workspace\nname: x\n")
    names = [f"specs/{i:06}.yaml" for i in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_bytes(text.encode())
    command = [writ, "-C", folder, "inspect", "--stage=syntax"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    dumps: dict[str, list[str]] = {}
    for line in run.stdout.splitlines():
        if line.startswith("# "):
            lines = dumps.setdefault(line[2:], [])
        else:
            lines.append(line)
    assert set(names) <= set(dumps), run.stderr[-2000:]
    return ((text, dumps[name]) for name, text in zip(names, texts, strict=True))


def test_every_node_is_where_pyyaml_says(writ: Path, tmp_path: Path) -> None:
    rng = random.Random(SEED)
    texts = HANDWRITTEN + [random_text(rng) for _ in range(DOCUMENTS)]
    nodes = 0
    for text, lines in inspect(writ, tmp_path, texts):
        want = expected(text)
        assert read_dump(lines) == want, text
        nodes += len(want)
    assert nodes > 10 * DOCUMENTS


def test_the_example_platform_reads_as_in_pyyaml(writ: Path, root: Path, tmp_path: Path) -> None:
    texts = [path.read_text() for path in sorted((root / "specs").rglob("*.yaml"))]
    assert texts
    for text, lines in inspect(writ, tmp_path, texts):
        assert read_dump(lines) == expected(text)
