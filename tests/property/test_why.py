"""`writ why` is complete: who edits a line of a spec finds that line behind each output line that changes.

Scalars of specs/, and of a package with physical names, are changed one at a time, a name together with all that
refers to it. What `writ build` makes then is compared with what it made before: each line that has another text must
have named one of the places that changed.
"""

import difflib
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

# What the example platform does not have: ids, a rename, a prefix, a job in CI and one with Google's secrets.
MORE = """
kind: package
name: weather
id: forecast
owner: mobility
environments: [staging, prod]
image: {repository: registry.acme.example/weather, digest: "sha256:4af76ae52d60a9dce369b3180c5e185a4fcb0ddd2a1841446fec5c6364ec6d76"}
jobs:
  fetch: {command: [fetch], secrets: {TOKEN: weather_api.token}}
  check: {command: [check], secrets: {TOKEN: weather_api.token}}
  share: {command: [share], secrets: {TOKEN: weather_key.value}, identity: {gcp_service_account: share@thoth-staging.iam.gserviceaccount.com}}
---
kind: schedule
name: hourly
id: every-hour
package: weather
engine: airflow
cron: "5 * * * *"
tasks: {fetch: {job: fetch}, share: {job: share, after: [fetch]}}
notify: {failure: [mobility]}
---
kind: schedule
name: afterwards
package: weather
engine: airflow
after: [weather/hourly]
run: check
---
kind: schedule
name: checks
package: weather
engine: gitlab
cron: "7 1 * * *"
run: check
---
kind: maintenance
name: forecasts
renamed_from: predictions
package: weather
engine: {clickhouse: {host: clickhouse.internal, port: 8443, database: weather, user: weather, password: weather_api.token}}
table: weather.forecasts
operations: {compaction: {}}
cron: "0 6 * * SAT"
---
kind: maintenance
name: upkeep
package: weather
environments: [prod]
engine: {airflow: {database: airflow_db_maintenance, disk_threshold_gb: system_maintenance_disk_threshold_gb, notify_email: system_maintenance_notify_email}}
operations: {database_cleanup: {keep: 30d}, health_check: {}}
cron: "0 7 * * SAT"
---
kind: maintenance
name: stations
package: weather
environments: [prod]
engine:
  trino:
    host: trino.internal
    port: 8443
    catalog: iceberg
    user: weather
table: iceberg.weather.stations
operations:
  compaction:
    {}
cron: "0 8 * * SAT"
limits:
  duration: 1h
---
kind: secret
name: weather_api
id: meteo
owner: mobility
environments: [staging, prod]
store: vault
keys: {token: password}
allow:
  - {package: weather, jobs: [fetch, check], maintenance: [forecasts]}
---
kind: secret
name: weather_key
id: meteo-key
owner: mobility
environments: [staging, prod]
store: gcp-secret-manager
keys: {value: password}
allow:
  - {package: weather, jobs: [share]}
"""
PREFIX = ("delivery: vault-agent\n", "delivery: vault-agent\n      name_prefix: stage\n")
# What these switch on or off appears or vanishes, here and there as an item or in the place of another line.
SWITCHES = (".enabled", ".manual", ".existing[]")
# What stands there prints its own name: `health_check` becomes a task of that name.
OPERATION = ".operations.(key)"
# Of the scalars in fields of one sort these are changed: each costs a build.
OF_A_SORT = (1, 3)
WORD = r"(?<![\w-]){}(?![\w-])"


@dataclass(frozen=True)
class Scalar:
    """A scalar of a spec: where it is, and what it says."""

    file: str
    line: int
    column: int
    begin: int
    end: int
    text: str
    field: str


def walk(node: yaml.Node, file: str, field: str) -> Iterator[Scalar]:
    """The scalars below a node, keys included."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from walk(key, file, f"{field}.(key)")
            yield from walk(value, file, f"{field}.{key.value}")
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from walk(item, file, f"{field}[]")
    else:
        at = node.start_mark
        place = (at.line + 1, at.column + 1, at.index, node.end_mark.index)
        yield Scalar(file, *place, node.value, field)


def scalars(texts: dict[str, str]) -> list[Scalar]:
    """All of them, in the order of the files."""
    return [
        scalar
        for file, text in texts.items()
        for document in yaml.compose_all(text)
        for scalar in walk(document, file, "")
    ]


def sort_of(field: str) -> str:
    """The field without the names in it: what is made of it is made in the same way."""
    return re.sub(
        r"\.(jobs|services|tasks|teams|environments|env|secrets)\.(?!\()[^.\[]+", r".\1.*", field
    )


def sample(every: list[Scalar]) -> list[Scalar]:
    """Some scalars of each sort, in different objects if possible; each operation."""
    seen = Counter()
    return [
        scalar
        for scalar in every
        if seen.update([sort_of(scalar.field)])
        or seen[sort_of(scalar.field)] in OF_A_SORT
        or scalar.field == OPERATION
    ]


def others(scalar: Scalar, every: list[Scalar]) -> list[str]:
    """Texts to put in its place, the likeliest to be valid first."""
    text = scalar.text
    number = re.search(r"\d+(?=\D*$)", text)
    out = [{"true": "false", "false": "true"}.get(text, text)]
    if number:
        first, last = number.span()
        digits = str(int(number[0]) + 1).zfill(last - first)
        out.append(text[:first] + digits + text[last:])
    out.append(text + "x")
    sort = sort_of(scalar.field)
    if scalar.field == OPERATION:  # these have no other names than those of each other
        out += sorted({other.text for other in every if other.field == OPERATION})
    elif not scalar.field.endswith("(key)"):  # what others say there
        out += sorted({other.text for other in every if sort_of(other.field) == sort})[:4]
    return [other for other in dict.fromkeys(out) if other != text]


class Workspace:
    """A copy of the example platform."""

    def __init__(self, writ: Path, root: Path, folder: Path) -> None:
        """Builds it once."""
        self.writ, self.folder = writ, folder
        shutil.copy(root / "writ.yaml", folder)
        for name in ("specs", "templates"):
            shutil.copytree(root / name, folder / name)
        platform = folder / "specs/platform.yaml"
        assert PREFIX[0] in platform.read_text()
        platform.write_text(platform.read_text().replace(*PREFIX))
        (folder / "specs/weather.yaml").write_text(MORE)
        self.texts = {
            str(path.relative_to(folder)): path.read_text()
            for path in sorted(folder.glob("specs/**/*.yaml"))
        }
        done = self.run("build")
        assert done.returncode == 0, done.stderr
        self.outputs = self.read()
        self.causes = self.ask()

    def run(self, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess:
        """Runs `writ` in it."""
        return subprocess.run(
            [self.writ, *arguments], cwd=self.folder, input=text, capture_output=True, text=True
        )

    def read(self) -> dict[str, list[str]]:
        """The lines of each output, by its path."""
        return {
            str(path.relative_to(self.folder)): path.read_text().splitlines()
            for path in self.folder.glob("generated/**/*")
            if path.is_file()
        }

    def ask(self) -> dict[tuple[str, int], set[tuple[str, int, int]]]:
        """The places in specs that `writ why` names for each line with values of each output."""
        asked = "".join(
            f"{file}:{line}: which\n"
            for file, lines in self.outputs.items()
            for line in range(1, len(lines) + 1)
        )
        done = self.run("why", "--map", "--format", "json", text=asked)
        assert done.returncode == 0, done.stderr
        return {
            (message["file"], message["line"]): {
                (source["file"], source["line"], source["column"]) for source in message["sources"]
            }
            for message in json.loads(done.stdout)["messages"]
            if message.get("set_by") not in ("template", "header")
        }

    def build(self, edits: dict[Scalar, str]) -> dict[str, list[str]] | None:
        """The outputs with some scalars changed; None when the specs are not valid then."""
        changed = dict(self.texts)
        for scalar in sorted(edits, key=lambda one: -one.begin):
            text = changed[scalar.file]
            changed[scalar.file] = text[: scalar.begin] + edits[scalar] + text[scalar.end :]
        for file, text in changed.items():
            if text != self.texts[file]:
                (self.folder / file).write_text(text)
        done = self.run("build")
        outputs = self.read() if done.returncode == 0 else None
        for file, text in changed.items():
            if text != self.texts[file]:
                (self.folder / file).write_text(self.texts[file])
        assert done.returncode in (0, 1), done.stderr
        return outputs


def changed_lines(before: list[str], after: list[str]) -> Iterator[int]:
    """The 1-based lines of `before` that have a new text and are not one more or one less."""
    plain = [[" ".join(line.split()) for line in lines] for lines in (before, after)]
    matcher = difflib.SequenceMatcher(None, *plain, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            yield from (i + 1 for i in range(i1, i2))


def edit(
    scalar: Scalar, text: str, everywhere: list[Scalar], texts: dict[str, str]
) -> dict[Scalar, str]:
    """The scalar with another text; with `everywhere`, all that refers to it as well."""
    quoted = texts[scalar.file][scalar.begin] in "\"'"
    edits = {scalar: json.dumps(text) if quoted else text}
    word = re.compile(WORD.format(re.escape(scalar.text)))
    for other in everywhere:
        source = texts[other.file][other.begin : other.end]
        if other != scalar and word.search(source):
            edits[other] = word.sub(text, source)
    return edits


def attempts(
    scalar: Scalar, every: list[Scalar], texts: dict[str, str]
) -> Iterator[dict[Scalar, str]]:
    """Ways to change it, by itself and as a name."""
    is_key = scalar.field.endswith("(key)")
    for text in others(scalar, every):
        if not is_key or scalar.field == OPERATION:
            yield edit(scalar, text, [], texts)
        yield edit(scalar, text, every, texts)


def renamed(path: str, scalar: Scalar, edits: dict[Scalar, str]) -> str:
    """The path of an output after the change."""
    return re.sub(WORD.format(re.escape(scalar.text)), edits[scalar], path)


def test_each_changed_line_names_what_was_edited(writ: Path, root: Path, tmp_path: Path) -> None:
    """No place in a spec changes a line of an output that does not name it."""
    workspace = Workspace(writ, root, tmp_path)
    every = scalars(workspace.texts)
    silent, edited, compared, operations = [], 0, 0, 0
    for scalar in sample(every):
        if scalar.field.endswith(SWITCHES):
            continue
        for edits in attempts(scalar, every, workspace.texts):
            outputs = workspace.build(edits)
            if outputs is None:
                continue
            edited += 1
            operations += scalar.field == OPERATION
            places = {(one.file, one.line, one.column) for one in edits}
            for path, before in workspace.outputs.items():
                after = outputs.get(path) or outputs.get(renamed(path, scalar, edits), before)
                for line in changed_lines(before, after) if after != before else ():
                    named = workspace.causes.get((path, line))
                    compared += named is not None
                    if named is not None and not named & places:
                        silent.append(
                            f"{scalar.file}:{scalar.line}: {scalar.text}: {path}:{line}: {before[line - 1]}"
                        )
            break
    assert edited > 200 and compared > 2000 and operations > 1
    print(f"counted: why: {edited} edits of specs, {compared} changed lines of outputs")
    assert not silent, "\n".join(silent)


def test_each_key_that_is_printed_is_named(writ: Path, root: Path, tmp_path: Path) -> None:
    """Keys of `operations` and `extend` that an output prints, and no template does, are behind their lines."""
    workspace = Workspace(writ, root, tmp_path)
    templates = "\n".join(
        path.read_text() for path in tmp_path.glob("templates/**/*") if path.is_file()
    )
    places = {}
    for scalar in scalars(workspace.texts):
        # Components of the chart have keys in values that Writ writes, too.
        extends = ".extend." in scalar.field and ".helm." not in scalar.field
        printed = scalar.field == OPERATION or extends
        word = re.compile(WORD.format(re.escape(scalar.text)))
        if printed and scalar.field.endswith("(key)") and not word.search(templates):
            places.setdefault(word, set()).add((scalar.file, scalar.line, scalar.column))
    silent, compared = [], Counter()
    for (path, line), named in workspace.causes.items():
        text = workspace.outputs[path][line - 1]
        for word, keys in places.items():
            if word.search(text):
                compared[word] += 1
                if not named & keys:
                    silent.append(f"{word.pattern}: {path}:{line}: {text}")
    assert len(compared) > 8 and compared.total() > 50, compared
    assert not silent, "\n".join(silent)
