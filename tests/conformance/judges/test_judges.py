"""The judges themselves: each takes what is right and refuses what is wrong."""

import json
import subprocess
import urllib.request

import pytest

POD = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "pod"},
    "spec": {"containers": [{"name": "main", "image": "image"}]},
}


def kubejudge(tool, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess:
    """Runs kubejudge."""
    return subprocess.run(
        [tool("kubejudge"), *arguments], input=stdin, capture_output=True, text=True, timeout=60
    )


def test_kubejudge_takes_a_pod(tool):
    run = kubejudge(tool, "-", stdin=json.dumps(POD))
    assert (run.returncode, run.stdout) == (0, "-#1 Pod/pod: ok\n")


def test_kubejudge_takes_an_object_without_namespace(tool):
    namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "airflow"}}
    run = kubejudge(tool, "-", stdin=json.dumps(namespace))
    assert (run.returncode, run.stdout) == (0, "-#1 Namespace/airflow: ok\n")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"image": None}, "image: Required value"),
        ({"imagePullPolicie": "Always"}, 'unknown field "spec.containers[0].imagePullPolicie"'),
        ({"resources": {"limits": {"memory": "1Gb"}}}, "quantities must match"),
        ({"ports": [{"containerPort": 99999}]}, "must be between 1 and 65535"),
    ],
)
def test_kubejudge_refuses(tool, change, message):
    container = {"name": "main", "image": "image"} | change
    run = kubejudge(tool, "-", stdin=json.dumps(POD | {"spec": {"containers": [container]}}))
    assert run.returncode == 1
    assert message in run.stdout


def test_kubejudge_refuses_a_file_without_documents(tool):
    assert kubejudge(tool, "-", stdin="# nothing\n").returncode == 1


def test_kubejudge_expands_as_the_kubelet_does(tool):
    container = {
        "name": "main",
        "image": "image",
        "command": ["echo", "$(B) $$(B) $(MISSING)"],
        "env": [
            {"name": "A", "value": "a"},
            {"name": "B", "value": "$(A)$(C)"},
            {"name": "C", "value": "c"},
        ],
    }
    run = kubejudge(
        tool, "expand", "-", stdin=json.dumps(POD | {"spec": {"containers": [container]}})
    )
    started = json.loads(run.stdout)
    assert started["command"] == ["echo", "a$(C) $(B) $(MISSING)"]
    assert started["env"] == {"A": "a", "B": "a$(C)", "C": "c"}


def test_vaultjudge_knows_its_format(tool, tmp_path):
    policy = tmp_path / "policy.hcl"
    check = [tool("vaultjudge"), "fmt", "-check", policy]
    policy.write_text('path "secret/data/a" {\n  capabilities = ["read"]\n}\n')
    assert subprocess.run(check, timeout=60).returncode == 0
    policy.write_text('path "secret/data/a" { capabilities = ["read"] }\n')
    assert subprocess.run(check, timeout=60).returncode == 1
    policy.write_text('path "secret/data/a" {\n  capabilities = ["raed"]\n}\n')
    assert subprocess.run(check, timeout=60).returncode == 1


def test_vaultjudge_adds_up_policies(tool):
    question = {
        "policies": [
            'path "secret/data/a" { capabilities = ["read"] }',
            'path "secret/data/*" { capabilities = ["list"] }',
        ],
        "paths": ["secret/data/a", "secret/data/b", "secret/other"],
    }
    run = subprocess.run(
        [tool("vaultjudge"), "caps", "-json"],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert json.loads(run.stdout)["capabilities"] == {
        "secret/data/a": ["read"],
        "secret/data/b": ["list"],
        "secret/other": ["deny"],
    }


def test_vault_server_answers(vault_server):
    request = urllib.request.Request(
        vault_server + "/v1/sys/capabilities-self",
        data=json.dumps({"paths": ["secret/data/a"]}).encode(),
        headers={"X-Vault-Token": "root"},
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        assert json.load(response)["secret/data/a"] == ["root"]


ROOT_MODULE = """terraform {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
}

resource "vault_policy" "example" {
  name   = "example"
  policy = "%s"
}
"""


def test_recorded_providers_plan_apply_and_settle(terraform, tmp_path):
    (tmp_path / "main.tf").write_text(ROOT_MODULE % "text")
    for arguments in (
        ["init"],
        ["validate"],
        ["apply", "-auto-approve"],
        ["plan", "-detailed-exitcode"],
    ):
        run = terraform(tmp_path, *arguments)
        assert run.returncode == 0, run.stderr


def test_recorded_providers_refuse_an_unknown_argument(terraform, tmp_path):
    (tmp_path / "main.tf").write_text(ROOT_MODULE.replace("policy =", "polici =") % "text")
    assert terraform(tmp_path, "init").returncode == 0
    run = terraform(tmp_path, "validate")
    assert run.returncode == 1
    assert 'An argument named "polici" is not expected here' in run.stderr


BUCKET_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bucket/prefix/*"}
    ],
}


@pytest.mark.parametrize(
    ("resource", "decision"),
    [("arn:aws:s3:::bucket/prefix/key", "allow"), ("arn:aws:s3:::bucket/other/key", "no-match")],
)
def test_iamjudge_decides(tool, resource, decision):
    question = {"policies": [BUCKET_POLICY], "action": "s3:PutObject", "resource": resource}
    run = subprocess.run(
        [tool("iamjudge")],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert json.loads(run.stdout) == {"decision": decision}


@pytest.mark.parametrize("version", ["airflow2", "airflow3"])
def test_postgres_takes_airflows_driver(tool, postgres, version):
    script = "import psycopg2, sys; print(psycopg2.connect(sys.argv[1]).server_version)"
    run = subprocess.run(
        [tool(version), "-c", script, postgres], capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) >= 150000


def composejudge(tool, path, service: dict, *variables: str) -> subprocess.CompletedProcess:
    """Runs composejudge on a file of one service."""
    path.write_text(json.dumps({"services": {"web": {"image": "web:1"} | service}}))
    return subprocess.run(
        [tool("composejudge"), path, *variables], capture_output=True, text=True, timeout=60
    )


def test_composejudge_expands_as_compose_does(tool, tmp_path):
    service = {"command": ["${B}", "$$B", "${C:-none}"]}
    run = composejudge(tool, tmp_path / "compose.yaml", service, "B=2")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["services"]["web"]["command"] == ["2", "$B", "none"]


@pytest.mark.parametrize(
    ("service", "message"),
    [
        ({"comand": ["a"]}, "services.web.comand"),
        ({"command": ["${"]}, "invalid interpolation format"),
        ({"ports": ["x"]}, "Invalid containerPort"),
    ],
)
def test_composejudge_refuses(tool, tmp_path, service, message):
    run = composejudge(tool, tmp_path / "compose.yaml", service)
    assert run.returncode == 1
    assert message in run.stderr
