"""`writ why --map` over what real tools say of generated/."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

QUOTES = [
    *["check", "--isolated", "--no-cache", "--select", "Q000"],
    *["--config", 'lint.flake8-quotes.inline-quotes="single"'],
]
RULES = ["-d", "{rules: {line-length: {max: 40}}}"]
LINTERS = {
    "ruff concise": [*QUOTES, "--output-format", "concise", "generated/prod/airflow"],
    "ruff full": [*QUOTES, "--output-format", "full", "generated/prod/airflow"],
    "ruff grouped": [*QUOTES, "--output-format", "grouped", "generated/prod/airflow"],
    "yamllint parsable": ["-f", "parsable", *RULES, "generated/prod/kubernetes"],
    "yamllint standard": ["-f", "standard", *RULES, "generated/prod/kubernetes"],
    "yamllint colored": ["-f", "colored", *RULES, "generated/prod/kubernetes"],
}
ADDED = ("  value ", "  default ", "  override ", "  template ", "  header ")
# A line that says where: after a name, after an arrow, or below the name of its file.
PLACE = re.compile(r"(?:^|--> )generated/\S+:\d+:\d+|^  \d+:\d+ ")


def mapped(writ: Path, root: Path, said: str) -> list[str]:
    """What Writ makes of it. No line of it is lost or changed."""
    run = subprocess.run(
        [writ, "why", "--map"], cwd=root, input=said, capture_output=True, text=True, check=True
    )
    lines = run.stdout.splitlines()
    assert [line for line in lines if not line.startswith(ADDED)] == said.splitlines()
    return lines


@pytest.mark.parametrize("colours", [False, True])
@pytest.mark.parametrize("linter", LINTERS)
def test_every_message_gets_its_lines(
    writ: Path, root: Path, tool: Callable[[str], Path], linter: str, colours: bool
) -> None:
    """Below each message about a generated line stands what made that line."""
    program = tool("tools").parent / linter.split()[0]
    said = subprocess.run(
        [program, *LINTERS[linter]],
        cwd=root,
        env=os.environ | ({"FORCE_COLOR": "1"} if colours else {"NO_COLOR": "1"}),
        capture_output=True,
        text=True,
    ).stdout
    lines = mapped(writ, root, said)
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    about = [i for i, line in enumerate(plain) if PLACE.search(line)]
    assert len(about) > 20
    for i in about:
        assert i + 1 < len(lines) and lines[i + 1].startswith(ADDED), lines[i]
    assert any(" specs/" in line for line in lines if line.startswith(ADDED))


def test_a_traceback_gets_its_lines(writ: Path, root: Path) -> None:
    """Python names files by their full paths."""
    dag = root / "generated/prod/airflow/reporting_seeder/dags/reporting_seeder_refresh_all.py"
    said = subprocess.run(
        [
            sys.executable,
            "-S",
            "-c",
            f"exec(compile(open({str(dag)!r}).read(), {str(dag)!r}, 'exec'))",
        ],
        cwd=root,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    ).stderr
    assert "No module named" in said
    lines = mapped(writ, root, said)
    at = next(i for i, line in enumerate(lines) if f'"{dag}"' in line)
    assert lines[at + 1].startswith("  template  templates/airflow/"), lines


def test_terraform_gets_its_lines(
    writ: Path,
    root: Path,
    terraform: Callable[..., subprocess.CompletedProcess],
    tmp_path: Path,
) -> None:
    """Terraform names files from its own folder, in a frame and in colours."""
    roles = root / "generated/prod/terraform/vault/roles.tf"
    text = roles.read_text().replace("role_name", "role name", 1)
    (tmp_path / "roles.tf").write_text(text)
    said = terraform(tmp_path, "validate").stderr
    assert "on roles.tf line " in said
    lines = mapped(writ, roles.parent, said)
    at = next(i for i, line in enumerate(lines) if "on roles.tf line " in line)
    assert lines[at + 1].startswith("  value "), lines


def test_commands_of_github_get_their_lines(
    writ: Path, root: Path, tool: Callable[[str], Path]
) -> None:
    """What ruff prints in a job of GitHub's names files in properties of a command."""
    program = tool("tools").parent / "ruff"
    command = [program, *QUOTES, "--output-format", "github", "generated/prod/airflow"]
    said = subprocess.run(command, cwd=root, capture_output=True, text=True).stdout
    said = re.sub(r"::\S+:\d+:\d+:.*", "::the message", said)  # it says the place once more
    lines = mapped(writ, root, said)
    about = [i for i, line in enumerate(lines) if line.startswith("::")]
    assert about, said
    for i in about:
        assert lines[i + 1].startswith(ADDED), lines[i]


def test_a_shell_s_message_gets_its_lines(writ: Path, root: Path) -> None:
    """Bash says `FILE: line N: message`."""
    output = "generated/prod/terraform/vault/roles.tf"
    said = subprocess.run(["bash", "-n", output], cwd=root, capture_output=True, text=True).stderr
    lines = mapped(writ, root, said)
    assert re.match(rf"{output}: line \d+: ", lines[0]), said
    assert lines[1].startswith(ADDED), lines


def test_json_of_terraform_gets_its_lines(
    writ: Path,
    root: Path,
    terraform: Callable[..., subprocess.CompletedProcess],
    tmp_path: Path,
) -> None:
    """`terraform validate -json` prints one document."""
    roles = root / "generated/prod/terraform/vault/roles.tf"
    text = roles.read_text().replace("role_name", "role name", 1)
    (tmp_path / "roles.tf").write_text(text)
    said = terraform(tmp_path, "validate", "-json").stdout
    assert '"filename"' in said
    done = subprocess.run(
        [writ, "why", "--map"], cwd=roles.parent, input=said, capture_output=True, text=True
    )
    first, second, *_ = done.stdout.splitlines()
    assert re.match(r"roles\.tf:\d+:\d+: error: ", first), done.stdout
    assert second.startswith("  value "), done.stdout
