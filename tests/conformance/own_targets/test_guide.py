"""The guide in docs/templates.md, followed by somebody who has Writ and nothing else: targets of their own, no rebuild."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from ruamel.yaml import YAML

FENCE = re.compile(r"^`(templates/[^`]+)`:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)

SPEC = """
kind: package
name: market_data
owner: data
image: {repository: registry.example.com/market-data, tag: "7"}
jobs:
  load_ticks:
    command: [load, --date, {run: date}, --note, 'no: "yes" # $(HOME) ''quoted''', "012"]
    env: {LOG_LEVEL: "on", GREETING: "a\\nb"}
    retries: 3
    timeout: 10m
  check_ticks: {command: [check]}
---
kind: schedule
name: nightly_ticks
package: market_data
engine: kubernetes
cron: "15 2 * * *"
timezone: Europe/Berlin
tasks: {load: {job: load_ticks}, check_all: {job: check_ticks, after: [load]}}
"""


@pytest.fixture(scope="module")
def guide(root: Path) -> dict[str, str]:
    """The files that the guide shows, by path."""
    return dict(FENCE.findall((root / "docs/templates.md").read_text()))


class Stranger:
    """A workspace of somebody who knows Writ from its documents."""

    def __init__(self, writ: Path, folder: Path) -> None:
        self.writ = writ
        self.folder = folder

    def run(self, *arguments: str, code: int = 0) -> str:
        """Runs Writ; the result is what it printed."""
        run = subprocess.run(
            [self.writ, "-C", self.folder, *arguments], capture_output=True, text=True
        )
        assert run.returncode == code, run.stdout + run.stderr
        return run.stdout + run.stderr

    def write(self, path: str, text: str) -> None:
        """Makes a file of the workspace, or replaces it."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)

    def compile(self, *targets: str) -> None:
        """Sets the targets that writ.yaml names, with a folder for templates."""
        self.write("templates/README.md", "# Targets of our own\n")
        self.write(
            "writ.yaml",
            'kind: workspace\nname: example\nspecs: ["specs/**/*.yaml"]\ntemplates: templates\n'
            f"targets: [{', '.join(targets)}]\n",
        )

    def output(self, path: str) -> str:
        """The text of an output."""
        return (self.folder / "generated" / path).read_text()


@pytest.fixture
def stranger(writ: Path, tmp_path: Path) -> Stranger:
    """A new workspace, as `writ init` makes it, with a schedule that no built-in target runs."""
    new = Stranger(writ, tmp_path)
    new.run("init")
    new.write("specs/market_data.yaml", SPEC)
    return new


def test_templates_of_the_guide_are_short(guide: dict[str, str]) -> None:
    """Under forty lines each: what takes thought is in the data."""
    assert {path.split("/")[1] for path in guide} == {"argo", "alerts", "kubernetes"}
    for path, text in guide.items():
        assert text.count("\n") < 40, path


def test_scaffold_builds_at_once(stranger: Stranger) -> None:
    """`writ new target` and the name in writ.yaml are enough."""
    stranger.run("new", "target", "argo")
    stranger.compile("argo")
    stranger.run("build")
    assert "Owned by data" in stranger.output("dev/argo/market_data.md")
    stranger.run("check")


def test_cron_workflows(stranger: Stranger, guide: dict[str, str]) -> None:
    """The manifest says what the spec says, to a YAML 1.1 and a YAML 1.2 reader."""
    stranger.run("new", "target", "argo")
    (stranger.folder / "templates/argo/package.md").unlink()
    for path, text in guide.items():
        if path.startswith("templates/argo/"):
            stranger.write(path, text)
    stranger.compile("argo")
    stranger.run("build")
    text = stranger.output("dev/argo/market-data--nightly-ticks.yaml")
    workflow = yaml.safe_load(text)
    assert YAML(typ="safe", pure=True).load(text) == workflow
    assert workflow["kind"] == "CronWorkflow"
    assert workflow["metadata"] == {"name": "market-data--nightly-ticks"}
    assert workflow["spec"]["schedules"] == ["15 2 * * *"]
    assert workflow["spec"]["timezone"] == "Europe/Berlin"
    graph, check, load = workflow["spec"]["workflowSpec"]["templates"]
    assert graph["dag"]["tasks"] == [
        {"name": "check-all", "template": "check-all", "dependencies": ["load"]},
        {"name": "load", "template": "load"},
    ]
    assert check["container"]["command"] == ["check"]
    assert load["serviceAccountName"] == "market-data--load-ticks"
    assert load["retryStrategy"] == {"limit": 3}
    assert load["activeDeadlineSeconds"] == 600
    command = load["container"]["command"]
    assert command[:2] == ["load", "--date"]
    assert command[3:] == ["--note", "no: \"yes\" # $$(HOME) 'quoted'", "012"]
    assert load["container"]["env"] == [
        {"name": "GREETING", "value": "a\nb"},
        {"name": "LOG_LEVEL", "value": "on"},
    ]


def test_alert_routes(stranger: Stranger, guide: dict[str, str]) -> None:
    """JSON without a comma too many, and a digest beside it."""
    for path, text in guide.items():
        if path.startswith("templates/alerts/"):
            stranger.write(path, text)
    stranger.compile("alerts")
    stranger.run("build")
    routes = json.loads(stranger.output("dev/alerts/routes.json"))
    assert [route["match"]["package"] for route in routes["route"]["routes"]] == [
        "hello",
        "market_data",
    ]
    receivers = {receiver["name"] for receiver in routes["receivers"]}
    assert receivers == {"nobody", "hello", "market_data"}
    why = stranger.run("why", "generated/dev/alerts/routes.json:6")
    assert "specs/hello.yaml" in why, why


def test_override_of_one_template(stranger: Stranger, guide: dict[str, str]) -> None:
    """The other outputs of the built-in target stay as they are."""
    stranger.compile("kubernetes")
    stranger.run("build")
    generated = stranger.folder / "generated"
    before = {path: path.read_text() for path in generated.rglob("*.yaml")}
    stranger.write(
        "templates/kubernetes/namespaces.yaml", guide["templates/kubernetes/namespaces.yaml"]
    )
    stranger.run("build")
    changed = [path for path, text in before.items() if path.read_text() != text]
    assert [path.name for path in changed] == ["namespaces.yaml"]
    for namespace in yaml.safe_load_all(changed[0].read_text()):
        labels = namespace["metadata"]["labels"]
        assert labels["tier"] == "development"
        assert labels["pod-security.kubernetes.io/enforce"] == "baseline"
    assert "built in, overridden here" in stranger.run("targets")


BROKEN = {
    "E0605": ("@{schedule.cron}", "@{schedule.corn}", "did you mean `cron`?"),
    "E0606": ("  @if schedule.cron\n", "", "may be absent"),
    "E0603": ("            @end\n      @for", "      @for", "is never closed"),
    "E0611": (
        "timezone: @{schedule.timezone}",
        "timezone: in @{schedule.timezone}",
        "cannot stand",
    ),
}


@pytest.mark.parametrize("code", BROKEN)
def test_broken_templates_fail_without_data(
    stranger: Stranger, guide: dict[str, str], code: str
) -> None:
    """Even where no spec would print anything: the types decide, at the template's line."""
    old, new, words = BROKEN[code]
    for path, text in guide.items():
        stranger.write(path, text.replace(old, new, 1))
    (stranger.folder / "specs/market_data.yaml").unlink()
    stranger.compile("argo")
    if code == "E0606":  # its `@end` closes nothing now
        path = stranger.folder / "templates/argo/cron-workflow.yaml"
        path.write_text(
            path.read_text().replace("    - @{schedule.cron}\n  @end\n", "    - @{schedule.cron}\n")
        )
    said = stranger.run("check", code=1)
    assert f"error[{code}]" in said, said
    assert words in said
    assert "templates/argo/cron-workflow.yaml:" in said


def test_two_outputs_of_one_path(stranger: Stranger, guide: dict[str, str]) -> None:
    """A path that forgets what its outputs are for."""
    for path, text in guide.items():
        stranger.write(path, text.replace("@{environment.name}/alerts/", "alerts/"))
    for path in (stranger.folder / "specs").iterdir():
        path.unlink()
    stranger.write(
        "specs/platform.yaml",
        "kind: platform\nname: example\nteams: {data: {}}\n"
        "environments: {dev: {tier: development}, prod: {tier: production}}\n",
    )
    stranger.compile("alerts")
    said = stranger.run("check", code=1)
    assert "error[E0701]" in said, said
    assert "templates/alerts/target.yaml:5" in said
