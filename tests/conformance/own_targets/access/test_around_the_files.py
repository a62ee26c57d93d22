"""Files that programs read besides, instead of or inside others, and texts that end elsewhere than they seem to."""

import pytest

ROLE = 'resource "aws_iam_role" "x" {\n  name = "x"\n}\n'
ACCOUNT = "kind: ServiceAccount\napiVersion: v1\n"

REFUSED = {
    "OpenTofu's own file": ("terraform/airflow/main.tofu", "locals {\n  a = 1\n}\n"),
    "a value of a variable": ("terraform/vault/x.auto.tfvars", 'oidc_discovery_ca_pem = "x"\n'),
    "a value in JSON": ("terraform/vault/x.auto.tfvars.json", '{"oidc_discovery_ca_pem": "x"}\n'),
    "names without quotes": ("m/x.tf", "resource aws_iam_role x {\n}\n"),
    "comments in texts": (
        "m/x.tf",
        'locals {\n  a = "${"/*"}"\n}\n' + ROLE + 'locals {\n  b = "*/"\n}\n',
    ),
    "an escape that looks like an end": ("m/x.tf", 'locals {\n  a = "x$${\\"y"\n}\n' + ROLE),
    "a heredoc that ends early": (
        "m/x.tf",
        "locals {\n  a = <<EOT\nEOT \n}\n" + ROLE + "locals {\n  b = <<EOT\nEOT\n}\n",
    ),
    "an effect in an interpolation": (
        "m/x.tf",
        'locals {\n  a = { Effect = "${"Allow"}", Action = "*" }\n}\n',
    ),
    "annotations of an account": (
        "m/x.tf",
        'resource "kubernetes_annotations" "x" {\n  kind = "ServiceAccount"\n}\n',
    ),
    "a service that anybody may call": (
        "m/x.tf",
        'resource "google_cloud_run_v2_service" "x" {\n  invoker_iam_disabled = true\n}\n',
    ),
    "such a service in JSON": (
        "m/x.tf.json",
        '{"resource": {"google_cloud_run_v2_service": {"x": {"invoker_iam_disabled": true}}}}\n',
    ),
    "access in JSON": (
        "m/x.tf.json",
        '{"resource": {"google_bigquery_dataset": {"x": {"access": [{"role": "OWNER"}]}}}}\n',
    ),
    "a key behind a question mark": ("k/x.yaml", "? kind\n: ServiceAccount\napiVersion: v1\n"),
    "a kind with an escape": ("k/x.yaml", 'kind: "Service\\x41ccount"\napiVersion: v1\n'),
    "an object in a text": (
        "k/values.yaml",
        "extraDeploy:\n  - |\n    kind: ServiceAccount\n    apiVersion: v1\n",
    ),
    "a statement in a text": (
        "k/x.yaml",
        'run: \'{"Effect": "Allow", "Action": "*", "Resource": "*"}\'\n',
    ),
    "a service of Knative that anybody may call": (
        "k/x.yaml",
        "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: x\n  annotations:\n"
        '    run.googleapis.com/invoker-iam-disabled: "true"\n',
    ),
    "such a service of Terraform": (
        "m/x.tf",
        'resource "google_cloud_run_service" "x" {\n  metadata {\n    annotations = {\n'
        '      "run.googleapis.com/invoker-iam-disabled" = true\n    }\n  }\n}\n',
    ),
    "a key behind an anchor, with an escape": (
        "k/x.yaml",
        'x: &a 1\n"run.googleapis.com\\/invoker-iam-disabled": "true"\n',
    ),
    "a token of a publishing job": (
        "ci/x.yml",
        '"mine":\n  extends: "publish:aurum:@{environment.name}"\n  script: [curl x]\n',
    ),
    "a token of one of several jobs": (
        "ci/x.yml",
        '"mine":\n  extends: [.x, "publish:aurum:@{environment.name}"]\n',
    ),
    "what a publishing job does": (
        "ci/x.yml",
        '"publish:aurum:@{environment.name}":\n  before_script: [curl x]\n',
    ),
    "access that is given up": (
        "m/x.tf",
        "removed {\n  from = aws_s3_bucket_public_access_block.dags\n\n  lifecycle {\n    destroy = true\n  }\n}\n",
    ),
    "a secret in an output": (
        "m/x.tf",
        'data "google_secret_manager_secret_version" "x" {\n  secret = "x"\n}\n\n'
        'output "x" {\n  value = data.google_secret_manager_secret_version.x.secret_data\n}\n',
    ),
    "another case of the ending": ("k/x.YAML", ACCOUNT),
    "a tag of GitLab": ("ci/x.yml", "a:\n  id_tokens: !reference [b]\n"),
    "words of IAM in capitals": (
        "k/x.json",
        '{"Statement": [{"EFFECT": "ALLOW", "ACTION": "*", "RESOURCE": "*"}]}\n',
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_seen(workspace, case):
    path, text = REFUSED[case]
    said = workspace.stranger("[environment]", "@{environment.name}/" + path, text)
    broken = case in ("a heredoc that ends early", "a key behind a question mark")
    assert "templates/own/t" in said and ("E0615" if broken else "E0619") in said, said


def test_values_of_other_variables_are_taken(workspace):
    path = "@{environment.name}/terraform/vault/x.auto.tfvars"
    assert workspace.stranger("[environment]", path, 'labels = { team = "data" }\n') == ""


def test_an_override_that_anybody_may_call(workspace):
    workspace.override(
        "terraform/gcp/cloud_run.tf", "ingress =", "invoker_iam_disabled = true\n  ingress ="
    )
    run = workspace.build()
    assert run.returncode == 1 and "E0619" in run.stderr
