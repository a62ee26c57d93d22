"""The settings in the values, read by the real Airflow of each environment."""

import json
import pathlib
import subprocess

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
ENVIRONMENTS = sorted(
    path.parents[1].name for path in ROOT.glob("generated/*/kubernetes/airflow-values.yaml")
)

# Run inside Airflow's own Python: prints what Airflow reads from the configuration file.
PROBE = """
import json, sys
from airflow.configuration import conf
asked = json.loads(sys.argv[1])
known = [[s, o] for s, o in asked
         if o in conf.configuration_description.get(s, {}).get("options", {})]
values = {f"{s}.{o}": conf.get(s, o) for s, o in asked}
from airflow.providers.hashicorp.secrets.vault import VaultBackend
backend = VaultBackend(**conf.getjson("secrets", "backend_kwargs"))
client = backend.vault_client
print(json.dumps({"known": known, "values": values, "auth_type": client.auth_type,
                  "url": client.url, "mount": backend.mount_point,
                  "connections": backend.connections_path, "variables": backend.variables_path,
                  "config": backend.config_path}))
"""


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_airflow_reads_them(environment, tool, tmp_path):
    values = yaml.safe_load(
        (ROOT / "generated" / environment / "kubernetes/airflow-values.yaml").read_text()
    )
    lines = []
    for section, options in values["config"].items():
        lines.append(f"[{section}]")
        lines += [f"{option} = {value}" for option, value in options.items()]
    # The handler of remote logs belongs to a provider that is not installed here.
    lines = [line for line in lines if not line.startswith("remote_logging = ")]
    config = tmp_path / "airflow.cfg"
    config.write_text("\n".join(lines) + "\n")
    asked = [
        [section, option] for section, options in values["config"].items() for option in options
    ]

    python = tool("airflow2" if values["airflowVersion"].startswith("2.") else "airflow3")
    done = subprocess.run(
        [python, "-c", PROBE, json.dumps(asked)],
        capture_output=True,
        text=True,
        check=False,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(tmp_path),
            "AIRFLOW_HOME": str(tmp_path),
            "AIRFLOW_CONFIG": str(config),
        },
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])

    assert seen["known"] == asked, "options that this Airflow does not know"
    for section, option in asked:
        if option == "remote_logging":
            continue
        assert seen["values"][f"{section}.{option}"] == str(values["config"][section][option])
    kwargs = json.loads(values["config"]["secrets"]["backend_kwargs"])
    assert seen["auth_type"] == kwargs["auth_type"]
    assert seen["url"] == kwargs["url"]
    assert seen["connections"] in (["airflow/connections"], "airflow/connections")
    assert seen["variables"] in (["airflow/variables"], "airflow/variables")
    assert not seen["config"]
