"""The output is a function of the specs alone: not of their files, the machine, or the threads."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# Each run differs from the plain one in all that must not matter.
SURROUNDINGS = [
    {"LC_ALL": "C", "TZ": "Pacific/Apia", "threads": "1"},
    {"LC_ALL": "de_DE.UTF-8", "TZ": "America/New_York", "threads": "2"},
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kolkata", "threads": "1", "umask": 0o077},
    {"LC_ALL": "C.UTF-8", "TZ": "", "threads": "7", "HOME": "/nonexistent"},
]


def documents(workspace: Path) -> list[str]:
    """All objects of the workspace, as text."""
    return [
        part
        for path in sorted(workspace.glob("specs/**/*.yaml"))
        for part in path.read_text().split("\n---\n")
    ]


def rearrange(workspace: Path, rng: random.Random) -> None:
    """Deals the objects out to other files, in another order: one each, all in one, or in between."""
    parts = documents(workspace)
    for path in workspace.glob("specs/**/*.yaml"):
        path.unlink()
    rng.shuffle(parts)
    count = rng.choice([1, len(parts), rng.randint(2, len(parts))])
    for i in range(count):
        folder = workspace / "specs" / rng.choice(["", "a", "b/c", "Z"])
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{rng.randrange(16**8):08x}-{i}.yaml"
        (folder / name).write_text("\n---\n".join(parts[i::count]) + "\n")


def build(writ: Path, workspace: Path, surroundings: dict) -> dict[str, bytes]:
    """The output tree of a build: path to content."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/"}
    environment |= {key: value for key, value in surroundings.items() if key.isupper()}
    inside = surroundings["threads"] == "1"
    done = subprocess.run(
        [
            writ,
            *([] if inside else ["-C", workspace]),
            "build",
            "--threads",
            surroundings["threads"],
        ],
        cwd=workspace if inside else workspace.parent,
        env=environment,
        umask=surroundings.get("umask", 0o022),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    output = workspace / "generated"
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
    }


def copy_of_platform(root: Path, target: Path) -> None:
    target.mkdir()
    for name in ("writ.yaml", "specs", "templates"):
        source = root / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        else:
            shutil.copy(source, target / name)


def corpus(root: Path, target: Path) -> None:
    program = root / "tests/bench/gen_corpus.py"
    subprocess.run([sys.executable, program, target, "20"], check=True)


@pytest.mark.parametrize("make", [copy_of_platform, corpus])
def test_only_the_objects_decide_the_output(
    make: Callable[[Path, Path], None], root: Path, writ: Path, tmp_path: Path
):
    plain = tmp_path / "plain"
    make(root, plain)
    expected = build(writ, plain, {"LC_ALL": "C.UTF-8", "TZ": "UTC", "threads": "2"})
    assert len(expected) > 20
    for seed, surroundings in enumerate(SURROUNDINGS):
        workspace = tmp_path / f"elsewhere {seed}"
        make(root, workspace)
        rearrange(workspace, random.Random(seed))
        found = build(writ, workspace, surroundings)
        assert sorted(found) == sorted(expected), f"other files with {surroundings}"
        different = [path for path in expected if found[path] != expected[path]]
        assert not different, f"other bytes with {surroundings}: {different[:10]}"
