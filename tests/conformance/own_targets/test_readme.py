"""The hostile value of the README, rendered by the real Jinja and by Writ, and run."""

import re
import subprocess
from pathlib import Path

import pytest

JINJA = "import sys, jinja2; sys.stdout.write(jinja2.Template(sys.argv[1]).render(description=sys.argv[2]))"


@pytest.fixture(scope="module")
def story(root: Path) -> dict[str, str]:
    """What the README shows: the spec's line, both templates and both outputs."""
    text = (root / "README.md").read_text()
    section = text.split("## A hostile value")[1].split("\n## ")[0]
    spec, from_jinja, from_writ = re.findall(r"```\w+\n(.*?)\n```", section, re.DOTALL)
    jinja, writ = re.findall(r"`(note\(.*?\))`", section)
    return {
        "spec": spec,
        "jinja": jinja,
        "writ": writ,
        "from_jinja": from_jinja,
        "from_writ": from_writ,
    }


def value_of(story: dict[str, str]) -> str:
    """The text that the spec's author wrote, without YAML's quotes."""
    return story["spec"].removeprefix("description: '").removesuffix("'")


def run(code: str, capsys: pytest.CaptureFixture) -> tuple[list[str], str]:
    """What the code noted, and what it printed although nobody asked it to."""
    notes: list[str] = []
    exec(code, {"note": notes.append})
    return notes, capsys.readouterr().out


def test_jinja_pastes(story: dict[str, str], tool, capsys: pytest.CaptureFixture) -> None:
    """The value ends its string and becomes code."""
    command = [tool("airflow3"), "-c", JINJA, story["jinja"], value_of(story)]
    rendered = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert rendered == story["from_jinja"]
    notes, printed = run(rendered, capsys)
    assert notes != [value_of(story)]
    assert printed == "runs on the scheduler\n"


def test_writ_prints_a_literal(
    story: dict[str, str], writ: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """The value arrives as it was written, and nothing else happens."""
    files = {
        "writ.yaml": "kind: workspace\nname: example\ntemplates: templates\ntargets: [notes]\n",
        "specs/platform.yaml": "kind: platform\nname: example\nteams: {data: {}}\n"
        "environments: {dev: {tier: development}}\n",
        "specs/seeder.yaml": f"kind: package\nname: seeder\nowner: data\n{story['spec']}\n",
        "templates/notes/target.yaml": "kind: target\nname: notes\noutputs:\n"
        "  - {each: [environment, package], path: notes.py, template: note.py}\n",
        "templates/notes/note.py": "@if package.description\n" + story["writ"] + "\n@end\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    subprocess.run([writ, "-C", tmp_path, "build"], check=True, capture_output=True)
    rendered = (tmp_path / "generated/notes.py").read_text()
    assert rendered.splitlines()[-1] == story["from_writ"]
    notes, printed = run(rendered, capsys)
    assert notes == [value_of(story)]
    assert printed == ""
