"""Runs every fuzz target for a while, starting from the repository's own specs, goldens and templates.

    run.py BIN CACHE SECONDS [SEED]

BIN is the folder of the programs `fuzz_*`, CACHE a folder where what they learn is kept between runs, SECONDS
the time that each target gets. With SEED, for CI, nothing that was learnt before is used, and two runs on one
machine try much the same. As many run at once as there are processors. A crash, a leak, an input that
takes more than 10 s or more than 2 GiB fails the run, and the input is left in CACHE/<target>.found.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["tf", "yaml", "json", "py", "sh", "md", "txt"]  # in the order of template.cpp


def txtar_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a golden case, by name."""
    parts = re.split(rb"(?m)^-- (.+) --\n", path.read_bytes())
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        yield name.decode(), text


def spec_seeds() -> Iterator[bytes]:
    """Every spec of the example and of the goldens."""
    for path in ROOT.glob("specs/**/*.yaml"):
        yield path.read_bytes()
    for case in ROOT.glob("golden/**/*.txtar"):
        for name, text in txtar_files(case):
            if name.endswith(".yaml") and not name.startswith(("want/", "generated/")):
                yield text


def template_seeds() -> Iterator[bytes]:
    """Every built-in template and those of the goldens, each with a text that needs care."""
    value = b'\0it\'s "a" ${b} {{c}} \\d\n#e'
    for path in ROOT.glob("templates/*/**/*"):
        suffix = path.suffix.lstrip(".")
        if path.is_file() and path.name != "target.yaml" and suffix in LANGUAGES:
            yield bytes([LANGUAGES.index(suffix)]) + path.read_bytes() + value
    for case in ROOT.glob("golden/template/*.txtar"):
        for name, text in txtar_files(case):
            suffix = name.rsplit(".", 1)[-1]
            if name.startswith("templates/") and suffix in LANGUAGES and "target.yaml" not in name:
                yield bytes([LANGUAGES.index(suffix)]) + text + value
    fields = (
        b"@{text}\n@{any}\n@for t in tasks\n@{t.name}\n@if t.retries\n@{t.retries}\n@end\n@end\n"
    )
    for language in range(len(LANGUAGES)):
        for pattern in (b"@{text}", b'"@{text}"', b"a = @{any}", b"key: @{map}", b"# @{text}"):
            yield bytes([language]) + pattern + b"\n" + fields + value


def value_seeds() -> Iterator[bytes]:
    """Texts that break out of their place wherever values are pasted, for each template of render.cpp."""
    texts = ['it\'s "a"', "${a} %{b}", "{{ a }}{% b %}", "$(A) $$ $B", "'''\n\"\"\"", "a: b # c"]
    texts += ["no", "012", "1e3", "\u202e\u2028", "e\u0301", "`*/-->", "EOT", "- a\n---\n", "\\"]
    texts += ["\x85\x1b", "x" * 300, ""]
    for template in range(18):
        for text in texts:
            yield bytes([template]) + text.encode()


SEEDS = {
    "fuzz_syntax": spec_seeds,
    "fuzz_decode": spec_seeds,
    "fuzz_template": template_seeds,
    "fuzz_render": value_seeds,
}


def words() -> set[str]:
    """The keys and enumerated values of the spec language and the words of templates."""
    out = {
        "@{",
        "@for ",
        "@if ",
        "@else",
        "@end",
        "@include ",
        ":shell}",
        ":json}",
        "---\n",
        "{run: [",
    }

    def walk(node: object) -> None:
        if isinstance(node, dict):
            out.update(node.get("properties", {}))
            out.update(value for value in node.get("enum", []) if isinstance(value, str))
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    writ = os.environ.get("WRIT", str(ROOT / "build/bin/writ"))
    walk(json.loads(subprocess.run([writ, "schema"], check=True, capture_output=True).stdout))
    return out


def prepare(name: str, cache: Path, seed: str | None) -> tuple[Path, Path]:
    """The folder that a target learns in, and the one with its seeds."""
    corpus, seeds = cache / (f"{name}.{seed}" if seed else name), cache / f"{name}.seeds"
    if seed:
        shutil.rmtree(corpus, ignore_errors=True)
    for folder in (corpus, seeds):
        folder.mkdir(parents=True, exist_ok=True)
    for text in SEEDS[name]():
        (seeds / sha256(text).hexdigest()[:16]).write_bytes(text)
    return corpus, seeds


def fuzz(name: str, binaries: Path, cache: Path, seconds: int, seed: str | None) -> bool:
    """Runs one target and prints what it did. Whether it found nothing."""
    corpus, seeds = prepare(name, cache, seed)
    command = [
        binaries / name,
        f"-max_total_time={seconds}",
        "-timeout=10",
        "-rss_limit_mb=2048",
        "-max_len=16384",
        "-print_final_stats=1",
        f"-seed={seed or 0}",
        f"-dict={cache / 'words.dict'}",
        f"-artifact_prefix={cache / name}.found-",
        corpus,
        seeds,
    ]
    run = subprocess.run(command, capture_output=True, cwd=ROOT)
    log = run.stderr.decode(errors="replace")
    stats = dict(re.findall(r"stat::(\w+):\s+(\d+)", log))
    print(
        f"{name}: {stats.get('number_of_executed_units', '?')} inputs, status {run.returncode}",
        flush=True,
    )
    if run.returncode:
        print(log[-6000:], flush=True)
    return run.returncode == 0


def main(binaries: Path, cache: Path, seconds: int, seed: str | None) -> int:
    """Runs all targets."""
    cache.mkdir(parents=True, exist_ok=True)
    quoted = (
        word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\x0A")
        for word in sorted(words())
    )
    (cache / "words.dict").write_text("".join(f'"{word}"\n' for word in quoted))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = list(pool.map(lambda name: fuzz(name, binaries, cache, seconds, seed), SEEDS))
    print(f"{sum(passed)} passed, {len(passed) - sum(passed)} failed")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    seed = sys.argv[4] if len(sys.argv) > 4 else None
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), int(sys.argv[3]), seed))
