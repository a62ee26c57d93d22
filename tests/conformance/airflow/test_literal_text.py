"""What an author writes arrives in the pod as written, through Python, Jinja and the kubelet."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

TEXTS = [
    "plain",
    "",
    " leading and trailing ",
    "{{ ds }}",
    "{{ var.value.password }}",
    "{% raw %}x{% endraw %}",
    "{# gone? #}",
    "{{",
    "{%",
    "{#",
    "}} %} #}",
    "{ {",
    "a {",
    '{"a": {"b": 1}}',
    "$HOME $(HOME) $$(HOME) $$ $",
    "$(LOG_LEVEL)$(LOG_LEVEL)",
    "${HOME} %(x)s %s",
    "$$$(A)$$$$",
    "'single' \"double\" '''three''' \"\"\"three\"\"\"",
    "back\\slash \\n \\x41 \\",
    "line\nline\n",
    "\n",
    "\r\n",
    "a\rb",
    "tab\there",
    "{{ '\n' }}\n",
    "ends.json",
    "run.sh",
    "config.yaml",
    "# no comment",
    "no",
    "012",
    "1e3",
    "~",
    "\u2028 \u2029 \u0085",
    "\u202e right to left \u2066",
    "e\u0301 \u00e9",
    "\U0001f600",
    "`id` $(id) ; rm -rf /",
    "<b>&amp;</b>",
    "x" * 20000,
]
NAMES = [f"TEXT_{number}" for number in range(len(TEXTS))]


def quoted(text: str) -> str:
    """A double-quoted YAML text of ASCII characters."""
    plain = (f"\\U{ord(c):08x}" if not " " <= c <= "~" or c in '"\\' else c for c in text)
    return '"' + "".join(plain) + '"'


def as_yaml(data: dict) -> str:
    """JSON whose pairs of surrogates are written as YAML does."""

    def joined(pair: re.Match) -> str:
        return f"\\U{ord(json.loads(f'{chr(34)}{pair[0]}{chr(34)}')):08x}"

    return re.sub(r"\\ud[89ab]..\\ud[c-f]..", joined, json.dumps(data))


@pytest.fixture(scope="session")
def hostile(writ: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Airflow folder of prod, compiled from the example platform and a package of ugly texts."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(root / "specs", folder / "specs")
    (folder / "writ.yaml").write_text(
        'kind: workspace\nname: hostile\nspecs: ["specs/**/*.yaml"]\n'
        "output: generated\ntargets: [airflow]\n"
    )
    lines = [
        "kind: package",
        "name: hostile",
        "owner: reporting",
        "description: " + json.dumps("'''\"\"\" {{ x }} \\ \n#"),
        f'image: {{repository: registry.acme.example/hostile, digest: "sha256:{"0" * 64}"}}',
        "jobs:",
        "  say:",
        "    command:",
        "      - say",
        *[f"      - {quoted(text)}" for text in TEXTS],
        "    env:",
        *[f"      {name}: {quoted(text)}" for name, text in zip(NAMES, TEXTS)],
        "    secrets: {HOSTILE_PASSWORD: hostile.password}",
        "---",
        "kind: secret",
        "name: hostile",
        "owner: reporting",
        "store: vault",
        "path: hostile/database",
        "keys: {password: password}",
        "allow: [{package: hostile}]",
        "---",
        "kind: schedule",
        "name: say",
        "package: hostile",
        "engine: airflow",
        "description: " + json.dumps("'''\"\"\" {{ x }} \\ \n#"),
        'cron: "* * * * *"',
        "run: say",
        "airflow:",
        "  tags: " + json.dumps(["{{ x }}", "'\"'", "\\"]),
        "overrides: {dev: {enabled: false}}",
    ]
    (folder / "specs/hostile.yaml").write_text("\n".join(lines) + "\n")
    done = subprocess.run([writ, "-C", folder, "build"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "generated"


@pytest.mark.parametrize("environment", ["staging", "prod"])
def test_texts_arrive_as_written(
    airflow, hostile: Path, tool: Callable[[str], Path], tmp_path: Path, environment: str
) -> None:
    found = airflow.inside("describe.py", hostile / environment / "airflow/hostile")
    assert found["import_errors"] == {}
    file = tmp_path / "pod.yaml"
    for pod in found["dags"]["hostile_say"]["pods"]["say"].values():
        file.write_text(as_yaml(pod))
        done = subprocess.run([tool("kubejudge"), "expand", file], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        containers = [json.loads(line) for line in done.stdout.strip("\n").split("\n")]
        base = next(container for container in containers if container["name"] == "base")
        words = base["command"] + base["args"]
        assert words[-len(TEXTS) - 1 :] == ["say", *TEXTS]
        assert {name: base["env"][name] for name in NAMES} == dict(zip(NAMES, TEXTS))


def test_references_arrive_and_no_value_does(airflow, hostile: Path) -> None:
    found = airflow.inside("describe.py", hostile / "prod/airflow/hostile")
    pod = found["dags"]["hostile_say"]["pods"]["say"]["scheduled"]
    env = {
        variable["name"]: variable.get("value") for variable in pod["spec"]["containers"][0]["env"]
    }
    assert "HOSTILE_PASSWORD" not in env
    assert json.loads(env["WRIT_SECRETS"]) == {
        "HOSTILE_PASSWORD": {
            "store": "vault",
            "mount": "secret",
            "path": "hostile/database",
            "key": "password",
        }
    }
    login = json.loads(env["WRIT_VAULT"])
    assert (login["auth"], login["mount"]) == ("jwt", "eks-prod")
    token = next(v for v in pod["spec"]["volumes"] if v["name"] == "vault-token")
    assert token["projected"]["sources"][0]["serviceAccountToken"]["audience"] == "vault"
    mounts = pod["spec"]["containers"][0]["volumeMounts"]
    folder = next(m["mountPath"] for m in mounts if m["name"] == "vault-token")
    assert login["token_file"] == f"{folder}/token"


def test_vault_agent_is_told_by_annotations(airflow, hostile: Path) -> None:
    found = airflow.inside("describe.py", hostile / "staging/airflow/hostile")
    pod = found["dags"]["hostile_say"]["pods"]["say"]["scheduled"]
    notes = {
        key.removeprefix("vault.hashicorp.com/"): value
        for key, value in pod["metadata"]["annotations"].items()
    }
    assert notes["agent-inject"] == "true" and notes["agent-pre-populate-only"] == "true"
    assert notes["role"] == "hostile.say"
    assert notes["agent-inject-template-env"] == (
        "export HOSTILE_PASSWORD='"
        '{{ with secret "secret/data/hostile/database" }}'
        '{{ index .Data.data "password" | replaceAll "\'" "\'\\\\\'\'" }}'
        "{{ end }}'\n"
    )
    container = pod["spec"]["containers"][0]
    assert container["command"][:2] == ["/bin/sh", "-c"]
    assert container["args"][0] == "say"
