"""The plain manifests: accepted by kube-apiserver's own code, and they say what they must."""

import pathlib
import subprocess

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
MANIFESTS = sorted(
    path
    for path in ROOT.glob("generated/*/kubernetes/*.yaml")
    if not path.name.startswith("airflow-values")
)
ENVIRONMENTS = sorted({path.parents[1].name for path in MANIFESTS})


def documents(environment, name):
    """The documents of one generated manifest."""
    path = ROOT / "generated" / environment / "kubernetes" / name
    return [doc for doc in yaml.safe_load_all(path.read_text()) if doc is not None]


def test_there_are_manifests():
    assert MANIFESTS, "generated/ holds no Kubernetes manifests"


@pytest.mark.parametrize(
    "path", MANIFESTS, ids=lambda path: str(path.relative_to(ROOT / "generated"))
)
def test_the_api_server_accepts_it(path, tool):
    done = subprocess.run(
        [tool("kubejudge"), str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == len([doc for doc in yaml.safe_load_all(path.read_text()) if doc])
    assert all(line.endswith(": ok") for line in lines)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_names_are_unique(environment):
    seen = set()
    for path in MANIFESTS:
        if path.parents[1].name != environment:
            continue
        for doc in yaml.safe_load_all(path.read_text()):
            if doc is None:
                continue
            key = (doc["kind"], doc["metadata"].get("namespace"), doc["metadata"]["name"])
            assert key not in seen, key
            seen.add(key)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_no_secret_is_created(environment):
    for path in MANIFESTS:
        if path.parents[1].name != environment:
            continue
        for doc in yaml.safe_load_all(path.read_text()):
            if not doc or doc["kind"] != "Secret":
                continue
            # Kubernetes itself fills this one in.
            assert doc["type"] == "kubernetes.io/service-account-token"
            assert "data" not in doc and "stringData" not in doc


def test_vault_s_reviewer_may_review_tokens_and_nothing_else():
    found = list(
        yaml.safe_load_all(
            (ROOT / "generated" / "staging/kubernetes/vault-token-review.yaml").read_text()
        )
    )
    kinds = {doc["kind"]: doc for doc in found}
    assert set(kinds) == {"Namespace", "ServiceAccount", "Secret", "ClusterRoleBinding"}
    binding = kinds["ClusterRoleBinding"]
    assert binding["roleRef"]["name"] == "system:auth-delegator"
    account = kinds["ServiceAccount"]["metadata"]
    (subject,) = binding["subjects"]
    assert (subject["name"], subject["namespace"]) == (account["name"], account["namespace"])
    annotations = kinds["Secret"]["metadata"]["annotations"]
    assert annotations["kubernetes.io/service-account.name"] == account["name"]
    workloads = yaml.safe_load_all(
        (ROOT / "generated" / "staging/kubernetes/namespaces.yaml").read_text()
    )
    assert account["namespace"] not in [doc["metadata"]["name"] for doc in workloads if doc]
    assert not (ROOT / "generated" / "prod/kubernetes/vault-token-review.yaml").exists(), (
        "prod uses JWT"
    )


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_each_job_has_its_own_account(environment):
    accounts = documents(environment, "service-accounts.yaml")
    assert accounts
    labels = [
        (
            doc["metadata"]["labels"]["app.kubernetes.io/part-of"],
            doc["metadata"]["labels"]["app.kubernetes.io/component"],
        )
        for doc in accounts
    ]
    assert len(set(labels)) == len(labels)
    assert ("reporting_seeder", "refresh_all") in labels
    for doc in accounts:
        assert doc["metadata"]["namespace"] == "etl-jobs"
        assert doc["automountServiceAccountToken"] is False


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_airflow_starts_pods_where_the_jobs_run_and_only_there(environment):
    docs = {doc["kind"]: doc for doc in documents(environment, "rbac.yaml")}
    role, binding = docs["Role"], docs["RoleBinding"]
    assert role["metadata"]["namespace"] == binding["metadata"]["namespace"] == "etl-jobs"
    assert binding["roleRef"]["name"] == role["metadata"]["name"]
    assert {(subject["kind"], subject["namespace"]) for subject in binding["subjects"]} == {
        ("ServiceAccount", "airflow")
    }
    granted = {
        (resource, verb)
        for rule in role["rules"]
        for resource in rule["resources"]
        for verb in rule["verbs"]
    }
    assert {("pods", "create"), ("pods", "delete"), ("pods/log", "get")} <= granted
    assert not [resource for resource, _ in granted if resource in ("secrets", "*", "pods/exec")]
    assert not [verb for _, verb in granted if verb == "*"]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_accounts_of_the_binding_are_those_that_run_tasks(environment):
    values = yaml.safe_load(
        (ROOT / "generated" / environment / "kubernetes" / "airflow-values.yaml").read_text()
    )
    binding = next(
        doc for doc in documents(environment, "rbac.yaml") if doc["kind"] == "RoleBinding"
    )
    runners = (
        [worker["serviceAccount"]["name"] for worker in values["workers"].values()]
        if values["executor"] != "LocalExecutor"
        else [values["scheduler"]["serviceAccount"]["name"]]
    )
    assert [subject["name"] for subject in binding["subjects"]] == runners


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_nothing_connects_to_a_job(environment):
    policies = [
        doc
        for doc in documents(environment, "network-policies.yaml")
        if doc["metadata"]["namespace"] == "etl-jobs"
    ]
    deny = [doc for doc in policies if "Ingress" in doc["spec"]["policyTypes"]]
    assert [doc["spec"]["podSelector"] for doc in deny] == [{}]
    assert all("ingress" not in doc["spec"] for doc in policies)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_node_s_own_credentials_are_out_of_reach(environment):
    blocks = [
        peer["ipBlock"]
        for doc in documents(environment, "network-policies.yaml")
        if doc["metadata"]["namespace"] == "etl-jobs"
        for rule in doc["spec"].get("egress", [])
        for peer in rule["to"]
    ]
    assert {"cidr": "0.0.0.0/0", "except": ["169.254.169.254/32"]} in blocks


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_namespaces_come_first(environment):
    names = {doc["metadata"]["name"] for doc in documents(environment, "namespaces.yaml")}
    assert names == {"airflow", "etl-jobs"}


def test_yaml_is_clean(tool):
    files = [str(path) for path in ROOT.glob("generated/*/kubernetes/*.yaml")]
    config = pathlib.Path(__file__).parent.parent / "yamllint.yaml"
    done = subprocess.run(
        [tool("tools").parent / "yamllint", "--strict", "-c", str(config), *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_prettier_changes_nothing(tool):
    files = [str(path) for path in ROOT.glob("generated/*/kubernetes/*.yaml")]
    done = subprocess.run(
        [tool("prettier"), "--check", *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_shellcheck_accepts_the_sync_script(tool, tmp_path):
    for environment in ENVIRONMENTS:
        maps = {
            doc["metadata"]["name"]: doc["data"]
            for doc in documents(environment, "airflow-configmap.yaml")
        }
        script = tmp_path / f"{environment}.sh"
        script.write_text(maps["airflow-dag-sync"]["sync.sh"])
        done = subprocess.run(
            [tool("tools").parent / "shellcheck", "--shell=sh", str(script)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
