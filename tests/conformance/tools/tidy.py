"""Runs clang-tidy over every source of the repository that has changed since it last passed.

    tidy.py BUILD CACHE

BUILD is a build folder of Clang with a compile_commands.json (nothing need be built there), CACHE a folder of
stamps. Prints clang-tidy's findings; the exit status is 1 if there are any.

Nine tenths of the time that clang-tidy takes for one source it spends in the standard library's headers. So the
sources of a folder are checked as one: their texts, one after the other. A batch is skipped if its sources, the
repository's headers that they include, its compile command, .clang-tidy and clang-tidy itself are what they were
when it passed. Sources that do not compile after one another, for example since both have a local function of
one name, are checked apart.
"""

import bisect
import functools
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
UNNAMED_NAMESPACE = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
# A type, or what stands before the first of `(`, ` =`, `{`, `[` and `;` of a line that is not indented.
DECLARATION = re.compile(
    r"(?:struct|class|enum class) (\w+)"
    r"|(?!template|TEST_CASE|namespace|using)[\w:][^=({;]*?(\w+)(?:\(| =|\{|\[|;)"
)


@dataclass(frozen=True)
class Batch:
    """Sources that are checked as one text, and the compiler options that all of them have."""

    name: str
    sources: tuple[Path, ...]
    options: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What clang-tidy said about a batch: `text` is empty if it passed."""

    text: str
    broken: frozenset[Path]  # the sources that did not compile


def options_of(command: str) -> tuple[str, ...]:
    """The options of a compile command, without its files and precompiled headers."""
    out: list[str] = []
    words = iter(shlex.split(command)[1:])
    for word in words:
        if word in ("-o", "-c"):
            next(words)
        elif word == "-Xclang":
            out += [word, next(words)]
        elif word != "-Winvalid-pch" and word not in out:
            out.append(word)
    text = "\0".join(out)
    text = re.sub(r"-Xclang\0-include(-pch)?\0-Xclang\0[^\0]*\0?", "", text)
    return tuple(text.rstrip("\0").split("\0"))


def local_names(source: Path) -> set[str]:
    """What a source seems to declare for itself, which two sources of a folder may declare differently."""
    text = source.read_text()
    out = {"main"} if re.search(r"^int main\(", text, re.MULTILINE) else set()
    for body in UNNAMED_NAMESPACE.findall(text):
        for line in body.splitlines():
            if declared := DECLARATION.match(line):
                out.add(declared[1] or declared[2])
    return out


@dataclass
class Bin:
    """A batch being filled."""

    name: str
    sources: list[Path]
    names: set[tuple[str, str]]


def batches_of(build: Path) -> list[Batch]:
    """Sources by folder and options; those whose names clash with others of the folder go elsewhere."""
    bins: dict[tuple[str, ...], dict[str, Bin]] = defaultdict(dict)
    clashing = []
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = Path(entry["file"])
        if source.is_relative_to(ROOT) and not source.is_relative_to(build):
            options = options_of(entry["command"])
            folder = "/".join(source.relative_to(ROOT).parent.parts[:2])
            home = bins[options].setdefault(folder, Bin(folder, [], set()))
            names = {(folder, name) for name in local_names(source)}
            if names & home.names:
                clashing.append((source, names, bins[options]))
            else:
                home.sources.append(source)
                home.names |= names
    for source, names, beside in clashing:
        fitting = [into for into in beside.values() if not names & into.names]
        if not fitting:
            name = f"more {len(beside)}"
            fitting = [beside.setdefault(name, Bin(name, [], set()))]
        into = min(fitting, key=lambda each: len(each.sources))
        into.sources.append(source)
        into.names |= names
    return [
        Batch(each.name, tuple(sorted(each.sources)), options)
        for options, beside in bins.items()
        for each in beside.values()
    ]


@functools.cache
def named_in(path: Path) -> frozenset[Path]:
    """The repository's files that `path` itself includes."""
    names = re.findall(r'^\s*#\s*include\s+"([^"]+)"', path.read_text(), re.MULTILINE)
    found = (folder / name for name in names for folder in (path.parent, ROOT / "compiler"))
    return frozenset(file.resolve() for file in found if file.is_file())


def with_headers(sources: tuple[Path, ...]) -> set[Path]:
    """The sources and all files of the repository that they include, directly or not."""
    out: set[Path] = set()
    left = set(sources)
    while left:
        path = left.pop()
        out.add(path)
        left |= named_in(path) - out
    return out


@functools.cache
def version() -> str:
    """Which clang-tidy runs."""
    return subprocess.run(
        ["clang-tidy", "--version"], check=True, capture_output=True, text=True
    ).stdout


def stamp(batch: Batch) -> str:
    """A hash of all that clang-tidy's verdict on a batch depends on."""
    digest = hashlib.sha256("\0".join([version(), *batch.options]).replace(str(ROOT), "").encode())
    for path in sorted({ROOT / ".clang-tidy"} | with_headers(batch.sources)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def joined(batch: Batch, into: Path) -> list[int]:
    """Writes the sources one after the other; returns the line before each one's first."""
    before, count = [], 0
    with into.open("w") as out:
        for source in batch.sources:
            text = source.read_text().rstrip("\n") + "\n"
            before.append(count)
            out.write(text)
            count += text.count("\n")
    return before


def clang_tidy(batch: Batch, build: Path) -> Verdict:
    """Checks one batch. Places in the joined text are told as places in the sources."""
    beside = [f"-iquote{folder}" for folder in sorted({source.parent for source in batch.sources})]
    # Below ROOT, where clang-tidy finds its settings.
    with tempfile.TemporaryDirectory(dir=build) as folder:
        text = Path(folder) / "joined.cpp"
        before = joined(batch, text)
        run = subprocess.run(
            ["clang-tidy", "--quiet", text, "--", *batch.options, *beside, "-ferror-limit=0"],
            capture_output=True,
            text=True,
        )
    if not run.returncode:
        return Verdict("", frozenset())
    broken: set[Path] = set()

    def place(found: re.Match[str]) -> str:
        line = int(found[1])
        index = bisect.bisect_left(before, line) - 1
        if "[clang-diagnostic-error]" in found[2]:
            broken.add(batch.sources[index])
        path = batch.sources[index].relative_to(ROOT)
        return f"{path}:{line - before[index]}:{found[2]}"

    output = re.sub(re.escape(str(text)) + r":(\d+):(.*)", place, run.stdout)
    if not broken and "[clang-diagnostic-error]" in output:
        broken = set(batch.sources)  # in a header, or clang-tidy itself could not go on
    output = output.replace(f"{ROOT}/", "") or f"{batch.name}: {run.returncode}\n{run.stderr}"
    return Verdict(output, frozenset(broken))


def findings(batch: Batch, build: Path, cache: Path) -> str:
    """What clang-tidy says about a batch; if it has nothing to say, the batch gets its stamp."""
    passed = cache / stamp(batch)
    verdict = clang_tidy(batch, build)
    if verdict.broken and len(batch.sources) > 1:
        half = set(batch.sources[len(batch.sources) // 2 :])
        apart = verdict.broken if verdict.broken < set(batch.sources) else half
        parts = (apart, set(batch.sources) - apart)
        output = "".join(
            findings(Batch(batch.name, tuple(sorted(part)), batch.options), build, cache)
            for part in parts
        )
    else:
        output = verdict.text
    if not output:
        passed.touch()
    return output


def main(build: Path, cache: Path) -> int:
    """Checks what has no stamp, the largest first."""
    cache.mkdir(parents=True, exist_ok=True)
    batches = [batch for batch in batches_of(build) if not (cache / stamp(batch)).exists()]
    batches.sort(key=lambda batch: -sum(source.stat().st_size for source in batch.sources))
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for check in as_completed(
            [pool.submit(findings, batch, build, cache) for batch in batches]
        ):
            if text := check.result():
                failed += 1
                print(text, flush=True)
    print(f"clang-tidy: {len(batches)} batches checked, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2])))
