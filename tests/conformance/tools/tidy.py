"""Runs clang-tidy over every source of the repository that has changed since it last passed.

    tidy.py BUILD CACHE

BUILD is a build folder of Clang with a compile_commands.json, CACHE a folder of stamps. A source is skipped
if it, the repository's headers that it includes, its compile command and .clang-tidy are what they were
when it passed. Prints clang-tidy's findings; the exit status is 1 if there are any.
"""

import hashlib
import json
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def included_headers(build: Path) -> dict[str, list[Path]]:
    """The repository's files that each object file was compiled from, as ninja recorded them."""
    listing = subprocess.run(
        ["ninja", "-C", str(build), "-t", "deps"], check=True, capture_output=True, text=True
    ).stdout
    out: dict[str, list[Path]] = {}
    current: list[Path] = []
    for line in listing.splitlines():
        if line.startswith("    "):
            path = (build / line.strip()).resolve()
            if path.is_relative_to(ROOT) and not path.is_relative_to(build):
                current.append(path)
        elif line:
            current = out.setdefault(line.split(":")[0], [])
    return out


def stamp(command: str, files: list[Path]) -> str:
    """A hash of all that clang-tidy's verdict on one source depends on."""
    digest = hashlib.sha256(command.replace(str(ROOT), "").encode())
    for path in sorted({*files, ROOT / ".clang-tidy"}):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def findings(source: Path, build: Path, passed: Path) -> str:
    """What clang-tidy says about one source; if it has nothing to say, the source gets its stamp."""
    run = subprocess.run(
        ["clang-tidy", "-p", build, "--quiet", source], capture_output=True, text=True
    )
    if run.returncode:
        return run.stdout + run.stderr
    passed.touch()
    return ""


def main(build: Path, cache: Path) -> int:
    """Checks what has no stamp."""
    headers = included_headers(build)
    cache.mkdir(parents=True, exist_ok=True)
    checks = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for entry in json.loads((build / "compile_commands.json").read_text()):
            source = Path(entry["file"])
            if not source.is_relative_to(ROOT) or source.is_relative_to(build):
                continue
            arguments = shlex.split(entry["command"])
            made_from = headers.get(arguments[arguments.index("-o") + 1], [])
            passed = cache / stamp(entry["command"], [source, *made_from])
            if not made_from or not passed.exists():
                checks.append(pool.submit(findings, source, build, passed))
        failed = 0
        for check in as_completed(checks):
            if text := check.result():
                failed += 1
                print(text, flush=True)
    print(f"clang-tidy: {len(checks)} sources checked, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2])))
