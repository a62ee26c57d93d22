"""The fixture of tests that render templates."""

import subprocess
from pathlib import Path

import pytest
from rendering import Render


@pytest.fixture(scope="session")
def render(template_probe: Path) -> Render:
    """render(PATH, TEMPLATES, TEXTS): for each pair `ok`, `refused`, `error` or `unread`, and its text.

    With `broken`, one hole of each output is changed at random before it is read back.
    """

    def run(
        path: str, templates: list[str], texts: list[str], *, broken: bool = False
    ) -> list[tuple[str, str]]:
        def hexed(text: str) -> str:
            return text.encode().hex() or "-"

        lines = [
            f"{hexed(path)} {hexed(template)} {hexed(text)}{f' {seed}' if broken else ''}\n"
            for seed, (template, text) in enumerate(zip(templates, texts, strict=True))
        ]
        done = subprocess.run(
            [template_probe], input="".join(lines), capture_output=True, text=True, check=True
        )
        answers = []
        for line in done.stdout.splitlines():
            state, _, body = line.partition(" ")
            answers.append((state, "" if body == "-" else bytes.fromhex(body).decode()))
        assert len(answers) == len(texts)
        return answers

    return run
