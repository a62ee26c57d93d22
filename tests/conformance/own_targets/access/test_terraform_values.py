"""What Terraform computes, carries or wraps: what may give access and cannot be read is refused, harmless settings are taken."""

import pytest

OBJECT = 'apiVersion = "rbac.authorization.k8s.io/v1"\n    kind = "ClusterRole"'
TEXT = "apiVersion: rbac.authorization.k8s.io/v1\n    kind: ClusterRole\n"
MANIFEST = 'resource "kubernetes_manifest" "x" {\n'

REFUSED = {
    "a manifest in a local": MANIFEST + "  manifest = local.x\n}\n",
    "a manifest from a file": MANIFEST
    + '  manifest = yamldecode(file("${path.module}/x.txt"))\n}\n',
    "a manifest that is merged": MANIFEST
    + '  manifest = merge({ kind = "ConfigMap" }, var.x)\n}\n',
    "a role": MANIFEST + f"  manifest = {{\n    {OBJECT}\n  }}\n}}\n",
    "a kind that is formatted": MANIFEST
    + '  manifest = {\n    apiVersion = "v1"\n    kind = format("%s", "ClusterRole")\n  }\n}\n',
    "a kind that is interpolated": MANIFEST
    + '  manifest = {\n    apiVersion = "v1"\n    kind = "${var.x}Role"\n  }\n}\n',
    "a key that is computed": MANIFEST
    + '  manifest = {\n    apiVersion = "v1"\n    kind = "ConfigMap"\n    (local.k) = "ClusterRole"\n  }\n}\n',
    "a token of an account": MANIFEST
    + '  manifest = {\n    apiVersion = "v1"\n    kind = "Secret"\n    type = var.type\n  }\n}\n',
    "a dynamic block": MANIFEST
    + '  dynamic "object" {\n    for_each = [1]\n    content {}\n  }\n}\n',
    "a role as text": f'resource "kubectl_manifest" "x" {{\n  yaml_body = <<-EOT\n    {TEXT}  EOT\n}}\n',
    "a role as text that is interpolated": 'resource "kubectl_manifest" "x" {\n'
    '  yaml_body = "apiVersion: v1\\nkind: ${var.kind}"\n}\n',
    "a role from a template": 'resource "kubectl_manifest" "x" {\n'
    '  yaml_body = templatefile("${path.module}/x.tpl", {})\n}\n',
    "a role that is encoded": f'resource "kubectl_manifest" "x" {{\n  yaml_body = yamlencode({{\n    {OBJECT}\n  }})\n}}\n',
    "a Secret of Terraform": 'resource "kubernetes_secret_v1" "x" {\n'
    '  type = "kubernetes.io/service-account-token"\n}\n',
    "a Secret of a computed type": 'resource "kubernetes_secret" "x" {\n  type = join("/", local.t)\n}\n',
    "an account of Terraform": 'resource "kubernetes_service_account_v1" "x" {\n  metadata {\n    name = "x"\n  }\n}\n',
    "users of EKS": 'resource "kubernetes_config_map" "x" {\n  metadata {\n    name = "aws-auth"\n  }\n}\n',
    "a chart that is computed": 'resource "helm_release" "x" {\n  name = "x"\n  chart = var.chart\n}\n',
    "values that are computed": 'resource "helm_release" "x" {\n  chart = "x"\n  values = [local.x]\n}\n',
    "values with a role": 'resource "helm_release" "x" {\n  chart = "x"\n'
    f"  values = [<<-EOT\n    extra:\n    - {TEXT.replace('    ', '      ')}  EOT\n  ]\n}}\n",
    "values from a template": 'resource "helm_release" "x" {\n  chart = "x"\n'
    '  values = [templatefile("${path.module}/values.yaml", {})]\n}\n',
    "what a chart prints is changed": 'resource "helm_release" "x" {\n  chart = "x"\n'
    '  postrender {\n    binary_path = "./x"\n  }\n}\n',
    "a statement in a local": 'locals {\n  statement = {\n    Effect = "Allow"\n    Action = "*"\n    Resource = "*"\n  }\n}\n',
    "half a statement in a local": 'locals {\n  half = { "Effect" = "Allow" }\n  other = { Action = "*" }\n}\n',
    "an effect that is computed": "locals {\n  s = { Effect = local.e, Action = local.a, Resource = local.r }\n}\n",
    "a statement as text": 'locals {\n  s = "{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"*\\"}"\n}\n',
    "a statement in an output": 'output "x" {\n  value = jsonencode({ Effect = "Allow", Action = "*" })\n}\n',
    "a statement for a module": 'module "x" {\n  source = "./x"\n  s = [{ effect = "Allow", actions = ["*"] }]\n}\n',
    "a statement as a default": 'variable "x" {\n  default = [{ Effect = "Allow", Action = "*" }]\n}\n',
    "a policy from a local": 'resource "aws_kms_key" "x" {\n  policy = local.x\n}\n',
    "a policy of another name": 'resource "aws_ses_thing" "x" {\n  trust_policy = local.x\n}\n',
    "a public object": 'resource "aws_s3_object" "x" {\n  acl = "public-read"\n}\n',
    "access to a dataset": 'resource "google_bigquery_dataset" "x" {\n  access {\n    role = "OWNER"\n  }\n}\n',
    "access that is dynamic": 'resource "google_bigquery_dataset" "x" {\n  dynamic "access" {\n'
    "    for_each = local.x\n    content {}\n  }\n}\n",
    "a stack": 'resource "aws_cloudformation_stack" "x" {\n  template_body = local.x\n}\n',
    "a role of pods": 'resource "aws_eks_pod_identity_association" "x" {\n  role_arn = var.x\n}\n',
    "an import": 'import {\n  to = aws_iam_role.dag_reader\n  id = "guard"\n}\n',
}

IN_JSON = {
    "a manifest": '{"resource": {"kubernetes_manifest": {"x": {"manifest": "${local.x}"}}}}\n',
    "a release": '{"resource": [{"helm_release": {"x": {"chart": "x"}}}]}\n',
    "half a statement": '{"locals": {"half": {"Effect": "Allow"}}}\n',
    "a statement as text": '{"output": {"x": {"value": "{\\"Effect\\":\\"Allow\\"}"}}}\n',
    "an expression": '{"locals": {"half": "${{ Effect = \\"Allow\\" }}"}}\n',
    "an escape": '{"locals": {"\\u0045ffect": "Allow"}}\n',
    "an import": '{"import": [{"to": "aws_iam_role.dag_reader", "id": "x"}]}\n',
}

TAKEN = {
    "a manifest": MANIFEST
    + '  manifest = {\n    apiVersion = "v1"\n    kind = "ConfigMap"\n    metadata = {\n      name = var.name\n'
    "    }\n    data = { bucket = aws_s3_bucket.dags.bucket }\n  }\n}\n",
    "manifests of a set": MANIFEST
    + '  for_each = toset(["a", "b"])\n  computed_fields = ["metadata.labels"]\n  manifest = {\n'
    '    apiVersion = "v1"\n    kind = "Namespace"\n    metadata = { name = each.key }\n  }\n}\n',
    "a manifest as text": 'resource "kubectl_manifest" "x" {\n  wait = true\n  yaml_body = <<-EOT\n'
    "    apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: x}\n  EOT\n}\n",
    "a Secret": 'resource "kubernetes_secret" "x" {\n  type = "Opaque"\n  data = local.x\n}\n',
    "a ConfigMap": 'resource "kubernetes_config_map" "x" {\n  metadata {\n    name = var.x\n  }\n  data = local.x\n}\n',
    "a release": 'resource "helm_release" "x" {\n  name = "airflow"\n  chart = "airflow"\n'
    '  repository = "https://airflow.apache.org"\n  version = "1.22.0"\n'
    '  values = [\n    file("${path.module}/../../kubernetes/airflow-values.yaml"),\n'
    "    yamlencode({ replicas = var.replicas }),\n    <<-EOT\n      a: b\n    EOT\n    ,\n  ]\n}\n",
    "taints": 'resource "aws_eks_node_group" "x" {\n  taint {\n    key = "gpu"\n    effect = "NO_SCHEDULE"\n  }\n}\n',
    "actions of a rule": 'resource "aws_wafv2_web_acl_x" "x" {\n  action = "block"\n  effect = "none"\n}\n'.replace(
        "_acl_x", "_rules"
    ),
    "policies of other things": 'resource "aws_lb_listener" "x" {\n  ssl_policy = var.tls\n}\n\n'
    'resource "aws_sqs_queue" "x" {\n  redrive_policy = jsonencode({ maxReceiveCount = 3 })\n}\n',
}

PATH = "@{environment.name}/terraform/mine/main.tf"


@pytest.mark.parametrize("case", REFUSED)
def test_what_may_give_access_is_refused(workspace, case):
    said = workspace.stranger("[environment]", PATH, REFUSED[case])
    assert "templates/own/t.tf:" in said and "E0619" in said, said


@pytest.mark.parametrize("case", IN_JSON)
def test_what_may_give_access_in_json_is_refused(workspace, case):
    said = workspace.stranger("[environment]", PATH + ".json", IN_JSON[case])
    assert "templates/own/t.json:1" in said and "E0619" in said, said


@pytest.mark.parametrize("case", TAKEN)
def test_what_gives_none_is_taken(workspace, case):
    assert workspace.stranger("[environment]", PATH, TAKEN[case]) == ""


ROLE = "max_session_duration = 3600"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            ROLE,
            ROLE
            + "\n  lifecycle {\n    prevent_destroy = true\n    create_before_destroy = true\n  }",
        ),
        (ROLE, ROLE + '\n  timeouts {\n    create = "5m"\n  }'),
        (
            "restrict_public_buckets = true",
            "restrict_public_buckets = true\n  lifecycle {\n    prevent_destroy = true\n  }",
        ),
    ],
)
def test_settings_of_any_resource_are_taken(workspace, old, new):
    workspace.override("terraform/airflow/main.tf", old, new)
    run = workspace.build()
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        # What is there already stays as it is.
        (
            ROLE,
            ROLE + "\n  lifecycle {\n    ignore_changes = [assume_role_policy]\n  }",
            "lifecycle",
        ),
        (ROLE, ROLE + "\n  lifecycle {\n    ignore_changes = all\n  }", "lifecycle"),
        (ROLE, ROLE + "\n  provider = aws.other", "provider"),
        (
            ROLE,
            ROLE + '\n  provisioner "local-exec" {\n    command = "x"\n  }',
            "provisioner local-exec",
        ),
        # The old one goes after the new one has come, and both are of one bucket.
        (
            "restrict_public_buckets = true",
            "restrict_public_buckets = true\n  lifecycle {\n    create_before_destroy = true\n  }",
            "lifecycle",
        ),
    ],
)
def test_settings_that_change_access_are_not(workspace, old, new, differs):
    workspace.override("terraform/airflow/main.tf", old, new)
    run = workspace.build()
    assert run.returncode == 1
    assert f"the issued one has no `{differs}`" in run.stderr, run.stderr
