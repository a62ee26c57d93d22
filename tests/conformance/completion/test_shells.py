"""The scripts of `writ completion`, asked by the real shells."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ASK = """
source "$SCRIPT"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMPREPLY=()
_writ
printf '%s\\n' "${COMPREPLY[@]}"
"""


def environment(writ: Path) -> dict[str, str]:
    return {"PATH": f"{writ.parent}:{os.environ['PATH']}", "LC_ALL": "C"}


def script(writ: Path, shell: str, folder: Path) -> Path:
    file = folder / f"writ.{shell}"
    with file.open("w") as out:
        subprocess.run([writ, "completion", shell], check=True, stdout=out)
    return file


def bash(writ: Path, folder: Path, *words: str) -> set[str]:
    """What bash offers for the last of the words."""
    run = subprocess.run(
        ["bash", "-c", ASK, "bash", *words],
        env={**environment(writ), "SCRIPT": str(script(writ, "bash", folder))},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == ""
    return set(run.stdout.split())


VERBS = {"help", "init", "build", "check", "why", "explain", "schema", "inspect", "targets", "new"}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["writ", ""], VERBS),
        (["writ", "-C", "x", ""], VERBS),
        (["writ", "--color", "=", "never", ""], VERBS),
        (["writ", "bu"], {"build"}),
        (["writ", "build", "--f"], {"--fail-if-changed", "--format"}),
        (["writ", "-q", "check", "--d"], {"--diff", "--directory"}),
        (["writ", "check", "--format", "s"], {"sarif"}),
        (["writ", "check", "--format", "=", "s"], {"sarif"}),
        (["writ", "check", "--format", "="], {"text", "json", "sarif", "junit"}),
        (["writ", "schema", "--format", ""], {"json", "markdown"}),
        (["writ", "inspect", "--stage", "p"], {"program", "plan"}),
        (["writ", "check", "--color", "a"], {"auto", "always"}),
        (["writ", "help", "com"], {"completion"}),
        (["writ", "explain", "E030"], {"E0301"}),
        (["writ", "schema", "s"], {"schedule", "secret"}),
        (["writ", "completion", ""], {"bash", "zsh", "fish"}),
        (["writ", "hook", ""], {"install"}),
        (["writ", "new", ""], {"target"}),
        (["writ", "check", ""], set()),
    ],
)
def test_bash(writ: Path, tmp_path: Path, words: list[str], wanted: set[str]) -> None:
    found = bash(writ, tmp_path, *words)
    assert wanted <= found
    assert all(word.startswith(words[-1].removeprefix("=")) for word in found)
    if not wanted:
        assert not found


def test_bash_knows_the_targets(writ: Path, tmp_path: Path) -> None:
    subprocess.run([writ, "init"], cwd=tmp_path, check=True, capture_output=True)
    offered = bash(writ, tmp_path, "writ", "build", "--target", "")
    assert {"airflow", "gitlab", "kubernetes", "terraform", "vault"} <= offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_read_theirs(
    writ: Path, program: Callable[[str], str], tmp_path: Path, shell: str
) -> None:
    run = subprocess.run(
        [program(shell), "-n", script(writ, shell, tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_fish(writ: Path, program: Callable[[str], str], tmp_path: Path) -> None:
    fish = program("fish")
    file = script(writ, "fish", tmp_path)

    def offered(line: str) -> set[str]:
        run = subprocess.run(
            [fish, "--no-config", "-c", f'source {file}; complete -C "{line}"'],
            env={**environment(writ), "HOME": str(tmp_path)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        return {row.split("\t")[0] for row in run.stdout.splitlines()}

    assert VERBS <= offered("writ ")
    assert offered("writ schema --format ") == {"json", "markdown"}
    assert "sarif" in offered("writ check --format ")
    assert offered("writ inspect --stage p") == {"plan", "program"}
    assert "E0301" in offered("writ explain E03")
