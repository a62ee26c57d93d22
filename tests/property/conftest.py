"""What the property tests share: where tools and built programs are."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """The path of an installed tool; skips the test, in CI fails it, when it is missing."""

    def path(name: str) -> str:
        install = ROOT / "tests/conformance/tools/install.sh"
        done = subprocess.run([install, "--path", name], capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.strip()
        message = f"{name} is not installed: run ./dev tools"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)

    return path


@pytest.fixture(scope="session")
def built() -> Callable[[str], Path]:
    """The path of a program that the build has made, in $WRIT_BUILD or build/."""

    def path(name: str) -> Path:
        program = ROOT / os.environ.get("WRIT_BUILD", "build") / "bin" / name
        assert program.exists(), f"{program} is missing: build first"
        return program

    return path
