"""What `writ schema` prints is a JSON Schema that real validators take; it takes what Writ takes, and what docs/reference.md shows."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from schema import core_yaml

KINDS = ["workspace", "package", "schedule", "secret", "maintenance", "platform"]


@pytest.fixture(scope="module")
def schema(writ: Path) -> dict:
    """The schema of objects of any kind."""
    return json.loads(
        subprocess.run([writ, "schema"], check=True, capture_output=True, text=True).stdout
    )


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_check_jsonschema_takes_it(writ: Path, tool, tmp_path: Path, kind: str) -> None:
    """The validator that pre-commit and CI run finds no mistake in the schema itself."""
    file = tmp_path / "schema.json"
    with file.open("w") as out:
        subprocess.run([writ, "schema", *([kind] if kind else [])], check=True, stdout=out)
    program = tool("tools").parent / "check-jsonschema"
    run = subprocess.run(
        [program, "--check-metaschema", file], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_example_platform_is_valid(schema: dict, root: Path) -> None:
    """Every object of specs/, and writ.yaml."""
    validator = Draft202012Validator(schema)
    files = [root / "writ.yaml", *sorted((root / "specs").rglob("*.yaml"))]
    objects = [(file, item) for file in files for item in core_yaml.load_all(file.read_text())]
    assert {item["kind"] for _, item in objects} == set(KINDS)
    for file, item in objects:
        errors = [error.message for error in validator.iter_errors(item)]
        assert not errors, f"{file} {item['name']}: {errors}"


PACKAGE = """
kind: package
name: seeder
owner: data
image: {repository: registry.example.com/seeder, tag: "1"}
jobs:
  load: {command: [load, {run: date}], secrets: {PASSWORD: db.password}, timeout: 1h}
"""
SCHEDULE = """
kind: schedule
name: nightly
package: seeder
engine: airflow
cron: "0 2 * * *"
run: load
overrides: {dev: {enabled: false}}
"""
SECRET = """
kind: secret
name: db
owner: data
store: vault
path: db
keys: {password: password}
allow: [{package: seeder}]
"""
PLATFORM = """
kind: platform
name: example
defaults: {job: {retries: 2}, schedule: {timezone: UTC}}
teams: {data: {email: data@example.com}}
environments: {dev: {tier: development}}
"""
BROKEN = {
    "unknown field": (PACKAGE, "owner: data", "owner: data\nownr: data"),
    "missing field": (PACKAGE, "owner: data", ""),
    "unknown kind": (PACKAGE, "kind: package", "kind: packge"),
    "map for a text": (PACKAGE, "owner: data", "owner: {team: data}"),
    "two of tag and digest": (PACKAGE, 'tag: "1"', 'tag: "1", stamped: true'),
    "duration without unit": (PACKAGE, "timeout: 1h", "timeout: 3600"),
    "name in capitals": (PACKAGE, "name: seeder", "name: Seeder"),
    "unknown value of the run": (PACKAGE, "{run: date}", "{run: day}"),
    "secret without key": (PACKAGE, "db.password", "db"),
    "unknown engine": (SCHEDULE, "engine: airflow", "engine: airflw"),
    "two triggers": (SCHEDULE, "run: load", "run: load\nmanual: true"),
    "field of another engine": (SCHEDULE, "run: load", "run: load\nattempt_deadline: 30m"),
    "unknown field in an override": (SCHEDULE, "enabled: false", "enable: false"),
    "identity in an override": (SCHEDULE, "enabled: false", "name: other"),
    "override in an override": (SCHEDULE, "enabled: false", "overrides: {}"),
    "unknown type of a key": (SECRET, "{password: password}", "{password: passwrd}"),
    "consent to nobody": (SECRET, "[{package: seeder}]", "[{jobs: [load]}]"),
    "path that ends in a slash": (SECRET, "path: db", "path: db/"),
    "unknown field in defaults": (PLATFORM, "retries: 2", "retry: 2"),
    "identity in defaults": (PLATFORM, "timezone: UTC", "name: nightly"),
    "key that `extend` refuses": (PACKAGE, "timeout: 1h", "extend: {pod: {hostNetwork: true}}"),
    "key that `extend` does not know": (
        PACKAGE,
        "timeout: 1h",
        "extend: {pod: {tollerations: []}}",
    ),
    "value beyond its range in `extend`": (
        PACKAGE,
        "timeout: 1h",
        "extend: {pod: {securityContext: {runAsUser: 0}}}",
    ),
    "label with a prefix in `extend`": (
        PLATFORM,
        "tier: development",
        "tier: development, extend: {helm: {labels: {istio.io/rev: x}}}",
    ),
    "unknown tier": (PLATFORM, "tier: development", "tier: laptop"),
}


# What Writ takes, and an editor should not mark.
TAKEN = {
    "null removes a field": (SCHEDULE, "enabled: false", "timezone: null"),
    "null removes an entry of a map": (PLATFORM, "retries: 2", "env: {LEVEL: ~}"),
    "null for a field that is left out": (PACKAGE, "timeout: 1h", "timeout: ~"),
    "a number in quotes": (PACKAGE, "timeout: 1h", 'retries: "2"'),
    "a boolean in quotes": (SCHEDULE, "enabled: false", 'enabled: "false"'),
    "a version that is a number": (
        PLATFORM,
        "tier: development",
        "tier: development, airflow: {version: 2.11, chart: 1.22, executor: KubernetesExecutor}",
    ),
    "a number for a text": (PACKAGE, "[load, {run: date}]", "[load, 7, true, 1.50]"),
    "what `extend` takes": (
        (
            PACKAGE,
            "timeout: 1h",
            'extend: {pod: {securityContext: {runAsUser: 1}, dnsConfig: {options: [{name: ndots, value: "2"}]}}}',
        ),
        (
            PLATFORM,
            "tier: development",
            "tier: development, extend: {helm: {labels: {team: data}, scheduler: {replicas: 2}}}",
        ),
    ),
    "a command from the defaults": (
        (PLATFORM, "retries: 2", "command: [load]"),
        (PACKAGE, "command: [load, {run: date}], ", ""),
    ),
    "a trigger from the defaults": (
        (PLATFORM, "timezone: UTC", 'cron: "0 2 * * *"'),
        (SCHEDULE, 'cron: "0 2 * * *"\n', ""),
    ),
}


def write_workspace(folder: Path, changed: dict[str, str]) -> None:
    (folder / "writ.yaml").write_text("kind: workspace\nname: example\nspecs: ['*.yml']\n")
    for i, sound in enumerate([PACKAGE, SCHEDULE, SECRET, PLATFORM]):
        (folder / f"{i}.yml").write_text(changed.get(sound, sound))


@pytest.mark.parametrize("variant", TAKEN)
def test_variants_are_taken(schema: dict, writ: Path, tmp_path: Path, variant: str) -> None:
    """By the schema, and by Writ."""
    edits = TAKEN[variant]
    changed = {}
    for text, old, new in edits if isinstance(edits[0], tuple) else [edits]:
        assert old in text
        changed[text] = text.replace(old, new)
    for text in changed.values():
        Draft202012Validator(schema).validate(core_yaml.load(text))
    write_workspace(tmp_path, changed)
    run = subprocess.run([writ, "-C", tmp_path, "check"], capture_output=True, text=True)
    assert "error[E02" not in run.stderr, run.stderr  # what the environment lacks is another thing


def golden_files(case: Path) -> dict[str, str]:
    """The files that a golden case starts from."""
    files: dict[str, str] = {}
    name = ""
    for line in case.read_text().splitlines(keepends=True):
        if match := re.match(r"-- (.+) --$", line.rstrip("\n")):
            name = match[1]
            files[name] = ""
        elif name:
            files[name] += line
    return {
        path: text
        for path, text in files.items()
        if path != "cmd" and not path.startswith(("want/", "chmod"))
    }


def accepted_by_writ(writ: Path, folder: Path, files: dict[str, str]) -> bool:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    run = subprocess.run([writ, "-C", folder, "check", "-q"], capture_output=True)
    return run.returncode in (0, 2)


def test_accepted_specs_of_goldens_are_valid(
    schema: dict, writ: Path, root: Path, tmp_path: Path
) -> None:
    """An editor marks nothing in what Writ takes."""
    validator = Draft202012Validator(schema)
    accepted = 0
    for number, case in enumerate(sorted((root / "golden").rglob("*.txtar"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            files = golden_files(case)
            if "writ.yaml" not in files or not accepted_by_writ(writ, folder, files):
                continue
        except (OSError, UnicodeError):
            continue  # a case whose point is what no file system or text holds
        accepted += 1
        for path, text in files.items():
            if not path.endswith(".yaml") or path.startswith(("templates/", "generated/")):
                continue
            for item in core_yaml.load_all(text):
                errors = [error.message for error in validator.iter_errors(item)]
                assert not errors, f"{case}: {path}: {errors}"
    assert accepted > 40


@pytest.mark.parametrize("text", [PACKAGE, SCHEDULE, SECRET, PLATFORM])
def test_sound_objects_are_taken(schema: dict, text: str) -> None:
    """What the broken objects below are made of."""
    Draft202012Validator(schema).validate(core_yaml.load(text))


@pytest.mark.parametrize("mistake", BROKEN)
def test_broken_objects_are_refused(schema: dict, writ: Path, tmp_path: Path, mistake: str) -> None:
    """By the schema, and by Writ."""
    text, old, new = BROKEN[mistake]
    broken = text.replace(old, new)
    assert broken != text
    assert not Draft202012Validator(schema).is_valid(core_yaml.load(broken))
    write_workspace(tmp_path, {text: broken})
    run = subprocess.run([writ, "-C", tmp_path, "check"], capture_output=True, text=True)
    assert run.returncode == 1, run.stderr
    assert "error[E02" in run.stderr, run.stderr


def described(node: object) -> Iterator[dict]:
    """Every schema inside a schema."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from described(value)
    elif isinstance(node, list):
        for value in node:
            yield from described(value)


def test_defaults_are_valid_values(schema: dict) -> None:
    """A default that its own field would refuse helps nobody."""
    # Below `properties`, `default` may be the name of a field: then it is a schema, not a value.
    with_default = [
        node for node in described(schema) if not isinstance(node.get("default", {}), dict)
    ]
    assert len(with_default) > 20
    for node in with_default:
        field = {**node, "$defs": schema["$defs"]}
        Draft202012Validator(field).validate(node["default"])


EXTEND = "## What `extend` takes\n"
RECORD = re.compile(r"^###? (?P<name>.+)$")
ROW = re.compile(r"^\| `(?P<key>\w+)` \|.*\| `(?P<example>\w+: .*)` \|$")


def examples(page: str) -> Iterator[tuple[str, str]]:
    """(record, `key: value`) of each row of the reference page that shows a whole value."""
    record = ""
    for line in page.splitlines():
        if match := RECORD.match(line):
            record = match["name"].replace(" ", "-")
        elif match := ROW.match(line):
            if "..." not in match["example"]:
                yield record, match["example"].replace("\\|", "|")


def test_examples_of_the_reference_are_valid(schema: dict, root: Path) -> None:
    """Each field's example, against the schema of that field."""
    found = list(examples((root / "docs/reference.md").read_text()))
    assert len(found) > 150
    for record, example in found:
        value = core_yaml.load(example)
        one_field = {
            "properties": schema["$defs"][record]["properties"],
            "additionalProperties": False,
            "$defs": schema["$defs"],
        }
        errors = [error.message for error in Draft202012Validator(one_field).iter_errors(value)]
        assert not errors, f"{record}: {example}: {errors}"


def test_smallest_objects_of_the_reference_are_valid(schema: dict, root: Path) -> None:
    """The object that opens the section of each kind."""
    page = (root / "docs/reference.md").read_text()
    objects = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(objects) == len(KINDS)
    for text in objects:
        Draft202012Validator(schema).validate(core_yaml.load(text))


def test_every_field_has_a_row(schema: dict, root: Path) -> None:
    """The page and the schema come from one table: they have the same records and fields."""
    rows: dict[str, set[str]] = {}
    record = ""
    page = (root / "docs/reference.md").read_text().split(EXTEND)[0]
    for line in page.splitlines():
        if match := RECORD.match(line):
            record = match["name"].replace(" ", "-")
            assert record not in rows, f"two sections are called {record}"
            rows[record] = set()
        elif match := re.match(r"\| `(\w+)` \|", line):
            rows[record].add(match[1])
    wanted = {
        name: set(body["properties"])
        for name, body in schema["$defs"].items()
        if not name.endswith(".partial") and not name.startswith("extend.")
    }
    assert {name: fields for name, fields in rows.items() if name != "Types"} == wanted


def test_every_key_of_extend_is_on_the_page(schema: dict, root: Path) -> None:
    """The keys that the schema knows below `extend`, taken or refused, and those of what it refers to."""
    page = (root / "docs/reference.md").read_text().split(EXTEND)[1]
    keys = set(re.findall(r"[\w-]+", " ".join(re.findall(r"^\| `([^`]+)`", page, re.MULTILINE))))
    known = {name: node for name, node in schema["$defs"].items() if name.startswith("extend.")}
    assert {"extend.pod", "extend.helm", "extend.gitlab", "extend.terraform_args"} <= known.keys()
    names = {
        key
        for node in described(list(known.values()))
        if isinstance(node.get("properties"), dict)
        for key in node["properties"]
        if re.fullmatch(r"[\w-]+", key)
    }
    assert len(names) > 150
    assert names <= keys, names - keys
