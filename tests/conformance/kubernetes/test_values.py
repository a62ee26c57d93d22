"""The values for the Airflow chart: Helm takes them, and the pods they make are right.

The chart itself is not at hand here. Helm checks the values with the part of its schema that
`chart_facts.py` took from the release, and a small chart of our own renders them into pods.
"""

import json
import pathlib
import re
import shutil
import subprocess

import pytest
import yaml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
ENVIRONMENTS = sorted(
    path.parents[1].name for path in ROOT.glob("generated/*/kubernetes/airflow-values.yaml")
)
EXECUTORS = ("LocalExecutor", "CeleryExecutor", "KubernetesExecutor")

# Which components read DAG files, by Airflow's major version and executor: with a sidecar, or once
# by an init container.
SIDECARS = {
    ("2", "LocalExecutor"): {"scheduler", "triggerer"},
    ("2", "CeleryExecutor"): {"scheduler", "triggerer", "worker-celery"},
    ("2", "KubernetesExecutor"): {"scheduler", "triggerer"},
    ("3", "LocalExecutor"): {"dagprocessor", "scheduler", "triggerer"},
    ("3", "CeleryExecutor"): {"dagprocessor", "triggerer", "worker-celery"},
    ("3", "KubernetesExecutor"): {"dagprocessor", "triggerer"},
}


@pytest.fixture(name="chart", scope="module")
def chart_fixture(tmp_path_factory):
    """The chart that stands in for the official one, with the facts as its schema."""
    folder = tmp_path_factory.mktemp("chart") / "airflow"
    shutil.copytree(HERE / "chart", folder)
    shutil.copy(HERE / "airflow-chart-1.22.0.schema.json", folder / "values.schema.json")
    return folder


@pytest.fixture(name="variants", scope="module")
def variants_fixture(tmp_path_factory, build_workspace):
    """(environment, executor) -> values file: the example platform under each executor."""
    out = {}
    for executor in EXECUTORS:
        folder = tmp_path_factory.mktemp(executor)

        def use(path, text, name=executor):
            if "kind: platform" not in text:
                return text
            assert re.search(r"executor: \w+Executor", text), f"{path} names no executor"
            return re.sub(r"executor: \w+Executor", f"executor: {name}", text)

        generated = build_workspace(folder, edit=use)
        for environment in ENVIRONMENTS:
            folder = generated / environment / "kubernetes"
            # In the order in which the header of the first one says to give them to Helm.
            out[environment, executor] = sorted(
                folder.glob("airflow-values*.yaml"), key=len_of_name
            )
    return out


def len_of_name(path):
    """airflow-values.yaml comes before airflow-values-extend.yaml."""
    return len(path.name)


def helm(tool, tmp_path, *arguments):
    """Runs Helm with folders of its own."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "HELM_CONFIG_HOME": str(tmp_path / "config"),
        "HELM_CACHE_HOME": str(tmp_path / "cache"),
        "HELM_DATA_HOME": str(tmp_path / "data"),
    }
    return subprocess.run(
        [tool("helm"), *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_there_are_values():
    assert {"prod", "staging"} <= set(ENVIRONMENTS)


def test_the_example_platform_says_which_airflow():
    versions = {environment: read(environment)["airflowVersion"] for environment in ENVIRONMENTS}
    assert versions["prod"] == "2.11.2"
    assert versions["staging"] == "3.3.2"


def read(environment):
    """The committed values of an environment."""
    return yaml.safe_load(
        (ROOT / "generated" / environment / "kubernetes/airflow-values.yaml").read_text()
    )


@pytest.mark.parametrize("executor", EXECUTORS)
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_helm_and_the_api_server_accept_them(
    environment, executor, variants, chart, tool, tmp_path
):
    values = variants[environment, executor]
    files = [word for path in values for word in ("--values", str(path))]
    lint = helm(tool, tmp_path, "lint", "--strict", str(chart), *files)
    assert lint.returncode == 0, lint.stdout + lint.stderr
    rendered = helm(tool, tmp_path, "template", "airflow", str(chart), *files)
    assert rendered.returncode == 0, rendered.stderr
    judged = subprocess.run(
        [tool("kubejudge"), "-"], input=rendered.stdout, capture_output=True, text=True, check=False
    )
    assert judged.returncode == 0, judged.stdout

    pods = {
        doc["metadata"]["name"]: doc["spec"]
        for doc in yaml.safe_load_all(rendered.stdout)
        if doc and doc["kind"] == "Pod"
    }
    major = yaml.safe_load(values[0].read_text())["airflowVersion"][0]
    expected = SIDECARS[major, executor]
    assert {name for name, pod in pods.items() if container(pod, "dag-sync")} == expected
    once = {"worker-kubernetes"} if executor == "KubernetesExecutor" else set()
    assert {name for name, pod in pods.items() if init(pod, "dag-first-sync")} == expected | once
    assert ("apiserver" if major == "3" else "webserver") in pods
    for name, pod in pods.items():
        check_pod(pod, reads_dags=name in expected | once)


def container(pod, name):
    """The container of that name, or None."""
    return next((one for one in pod["containers"] if one["name"] == name), None)


def init(pod, name):
    """The init container of that name, or None."""
    return next((one for one in pod.get("initContainers", []) if one["name"] == name), None)


def check_pod(pod, reads_dags):
    """What holds for every pod: DAGs are read only, Vault's token is a projected one."""
    main = {mount["mountPath"]: mount for mount in container(pod, "main")["volumeMounts"]}
    assert main["/var/run/secrets/vault"]["readOnly"] is True
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    token = volumes["vault-token"]["projected"]["sources"][0]["serviceAccountToken"]
    assert token["audience"] and token["expirationSeconds"] <= 3600
    assert ("/opt/airflow/dags" in main) == reads_dags
    if not reads_dags:
        assert "dags" not in volumes
        return
    assert main["/opt/airflow/dags"]["readOnly"] is True
    assert volumes["dags"] == {"name": "dags", "emptyDir": {}}
    for one in (init(pod, "dag-first-sync"), container(pod, "dag-sync")):
        if one is None:
            continue
        security = one["securityContext"]
        assert security["readOnlyRootFilesystem"] and not security["allowPrivilegeEscalation"]
        assert security["capabilities"] == {"drop": ["ALL"]}
        mounts = {mount["mountPath"]: mount for mount in one["volumeMounts"]}
        assert mounts["/opt/airflow/dags"]["name"] == "dags"
        assert {"name": "HOME", "value": "/tmp"} in one["env"]
        assert "/tmp" in mounts
    sidecar = container(pod, "dag-sync")
    if sidecar is not None:
        assert sidecar["livenessProbe"]["exec"]["command"][-1] == "healthy"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_what_reads_dags_may_read_the_bucket(environment):
    values = read(environment)
    components = [
        values[name]
        for name in (
            "scheduler",
            "dagProcessor",
            "triggerer",
            "webserver",
            "apiServer",
            "migrateDatabaseJob",
        )
        if name in values
    ]
    components += values.get("workers", {}).values()
    for component in components:
        if "serviceAccount" not in component:
            continue
        role = component["serviceAccount"].get("annotations", {}).get("eks.amazonaws.com/role-arn")
        reads = "extraInitContainers" in component
        assert reads == bool(role and role.endswith(f"/airflow-dag-reader--{environment}"))
        if role:
            assert re.fullmatch(r"arn:aws:iam::\d{12}:role/[\w+=,.@-]+", role)
        if role and not reads:  # it shows task logs, which lie in S3
            assert role.endswith(f"/airflow-log-reader--{environment}")
            assert values["config"]["logging"]["remote_base_log_folder"].startswith("s3://")


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_new_dag_is_listed_within_a_minute(environment):
    values = read(environment)
    maps = {
        doc["metadata"]["name"]: doc["data"]
        for doc in yaml.safe_load_all(
            (ROOT / "generated" / environment / "kubernetes/airflow-configmap.yaml").read_text()
        )
    }
    sync = int(maps["airflow-environment"]["DAG_SYNC_INTERVAL"])
    section, option = (
        ("scheduler", "dag_dir_list_interval")
        if values["airflowVersion"][0] == "2"
        else ("dag_processor", "refresh_interval")
    )
    listing = int(values["config"][section][option])
    assert 0 < sync + listing < 60
    assert sync + int(values["config"][section]["min_file_process_interval"]) < 60


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_there_are_no_credentials(environment):
    text = (ROOT / "generated" / environment / "kubernetes/airflow-values.yaml").read_text()
    values = yaml.safe_load(text)
    kwargs = json.loads(values["config"]["secrets"]["backend_kwargs"])
    assert not {"token", "secret_id", "password", "key_id", "role_id"} & set(kwargs)
    assert kwargs["auth_type"] in ("jwt", "kubernetes")
    assert (
        kwargs.get("jwt_token_path", kwargs.get("kubernetes_jwt_path"))
        == "/var/run/secrets/vault/token"
    )
    assert not {"fernetKey", "webserverSecretKey", "apiSecretKey", "jwtSecret"} & set(values)
    assert set(values["data"]) <= {"metadataSecretName", "brokerUrlSecretName"}
    assert values["postgresql"] == {"enabled": False}
    assert values["createUserJob"]["enabled"] is False


def test_a_key_that_the_chart_does_not_know_is_refused(chart, tool, tmp_path):
    """Proves that the schema is really consulted."""
    values = read("prod")
    values["scheduler"]["extraInitContainer"] = []
    broken = tmp_path / "values.yaml"
    broken.write_text(yaml.safe_dump(values))
    done = helm(tool, tmp_path, "lint", "--strict", str(chart), "--values", str(broken))
    assert done.returncode != 0
    assert "extraInitContainer" in done.stdout + done.stderr


def test_adding_a_package_changes_no_helm_value(tmp_path, build_workspace):
    package = """kind: package
name: brand_new
owner: reporting
image: {repository: registry.acme.example/brand-new, digest: "sha256:%s"}
jobs:
  run_it:
    command: [run-it]
---
kind: schedule
name: nightly
package: brand_new
engine: airflow
cron: "0 5 * * *"
timezone: UTC
start: 2026-01-01
run: run_it
""" % ("0" * 64)
    before = build_workspace(tmp_path / "before")
    after = build_workspace(tmp_path / "after", add={"specs/brand_new.yaml": package})
    for environment in ENVIRONMENTS:
        folder = pathlib.Path(environment) / "kubernetes"
        for name in (
            "airflow-values.yaml",
            "airflow-configmap.yaml",
            "rbac.yaml",
            "namespaces.yaml",
            "network-policies.yaml",
        ):
            assert strip(after / folder / name) == strip(before / folder / name), name
    accounts = (after / "prod/kubernetes/service-accounts.yaml").read_text()
    assert "brand-new--run-it" in accounts


def strip(path):
    """A file's text without the header, which names the objects it came from."""
    return path.read_text()
