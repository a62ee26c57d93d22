"""`writ why --map` over what real linters say of generated/."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

LINTERS = {
    "ruff": [
        *["check", "--isolated", "--no-cache", "--select", "Q000"],
        *["--config", 'lint.flake8-quotes.inline-quotes="single"'],
        *["--output-format", "concise", "generated/prod/airflow"],
    ],
    "yamllint": [
        *["-f", "parsable", "-d", "{rules: {line-length: {max: 40}}}"],
        "generated/prod/kubernetes",
    ],
}


@pytest.mark.parametrize("linter", LINTERS)
def test_every_message_gets_its_lines(
    writ: Path, root: Path, tool: Callable[[str], Path], linter: str
) -> None:
    """No message is lost or changed; below each about a generated line stands what made that line."""
    program = tool("tools").parent / linter
    said = subprocess.run(
        [program, *LINTERS[linter]], cwd=root, capture_output=True, text=True
    ).stdout.splitlines()
    run = subprocess.run(
        [writ, "why", "--map"],
        cwd=root,
        input="\n".join(said) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    added = ("  value ", "  default ", "  override ", "  template ")
    lines = run.stdout.splitlines()
    assert [line for line in lines if not line.startswith(added)] == said
    about = [i for i, line in enumerate(lines) if line.startswith("generated/")]
    header = [i for i in about if lines[i].split(":")[1] in ("1", "2")]
    assert len(about) > 20
    for i in about:
        if i not in header:  # no template and no spec made the header
            assert i + 1 < len(lines) and lines[i + 1].startswith(added), lines[i]
    assert any(" specs/" in line for line in lines if line.startswith(added))
