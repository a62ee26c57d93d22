"""Templates of a workspace lay access out and add none: whatever they print that gives access is what Writ issued."""

import shutil
import subprocess
from pathlib import Path

import pytest

# Template, what is replaced in it, by what, and the line at which the message points.
WIDENED = {
    "vault: another path": (
        "vault/policy.hcl",
        "@end\n",
        '@end\npath "*" {\n  capabilities = ["sudo"]\n}\n',
        'path "*" {',
    ),
    "vault: more capabilities": (
        "vault/policy.hcl",
        "capabilities = @{rule.capabilities}",
        'capabilities = ["create", "read", "update", "delete", "list", "sudo"]',
        "path @{rule.path} {",
    ),
    "vault: a name in another case": (
        "vault/policy.hcl",
        "@end\n",
        '@end\n"PATH" "secret/*" {\n  policy = "write"\n}\n',
        '"PATH" "secret/*" {',
    ),
    "vault: as an attribute": (
        "vault/policy.hcl",
        "@end\n",
        '@end\npath = {\n  "secret/*" = { capabilities = ["read"] }\n}\n',
        "path = {",
    ),
    "vault: texts that HCL 1 ends elsewhere": (
        "vault/policy.hcl",
        "@end\n",
        '@end\nname = "%{" path "*" { capabilities = ["sudo", "read", "list"] comment = "}$${"\n# }" }\n',
        "",
    ),
    "vault: an escape in a path": (
        "vault/policy.hcl",
        "@end\n",
        '@end\n"p\\u0061th" "*" {\n  capabilities = ["sudo"]\n}\n',
        "",
    ),
    "vault: another attribute": (
        "vault/policy.hcl",
        "capabilities = @{rule.capabilities}",
        'capabilities = @{rule.capabilities}\n  policy = "sudo"',
        "",
    ),
    "vault: the root policy": (
        "terraform/vault/roles.tf",
        "token_policies = [@{login.role.policy}.name]",
        'token_policies = ["root"]',
        'resource "vault_jwt_auth_backend_role" "@{login.role.label}" {',
    ),
    "vault: claims that are not bound": (
        "terraform/vault/roles.tf",
        "  bound_claims = @{login.claims}\n",
        "",
        'resource "vault_jwt_auth_backend_role" "@{login.role.label}" {',
    ),
    "vault: default policy too": (
        "terraform/vault/roles.tf",
        "token_no_default_policy = true",
        "token_no_default_policy = false",
        'resource "vault_jwt_auth_backend_role" "@{login.role.label}" {',
    ),
    "vault: another policy's file": (
        "terraform/vault/policies.tf",
        "@{policy.file}",
        "policies/airflow.hcl",
        'resource "vault_policy" "@{policy.label}" {',
    ),
    "vault: all policies in one text": (
        "terraform/vault/policies.tf",
        "@for team in vault.teams",
        'resource "vault_policy" "all" {\n  name = "all"\n  policy = <<EOT\npath "*" {}\nEOT\n}\n\n'
        "@for team in vault.teams",
        'resource "vault_policy" "all" {',
    ),
    "vault: a user of its own": (
        "terraform/vault/variables.tf",
        'variable "vault_address" {',
        'resource "vault_token" "t" {\n  policies = ["root"]\n}\n\nvariable "vault_address" {',
        'resource "vault_token" "t" {',
    ),
    "aws: every action": (
        "terraform/airflow/publish-policy.tf",
        'Action = ["s3:',
        'Action = ["*", "s3:',
        "policy = jsonencode({",
    ),
    "aws: every object": (
        "terraform/airflow/main.tf",
        "Resource = @{aws.dag_reader.objects_arn}",
        'Resource = "*"',
        'resource "aws_iam_role_policy" "dag_reader" {',
    ),
    "aws: trust of any subject": (
        "terraform/airflow/main.tf",
        "          StringEquals = {\n            @{aws.dag_reader.trust",
        "          StringLike = {\n            @{aws.dag_reader.trust",
        'resource "aws_iam_role" "dag_reader" {',
    ),
    "aws: one publisher's prefix for all": (
        "terraform/airflow/publish-policy.tf",
        "policy = jsonencode({",
        'policy = jsonencode({\n  Id = "shared"',
        "policy = jsonencode({",
    ),
    "aws: a policy document": (
        "terraform/airflow/outputs.tf",
        'output "',
        'data "aws_iam_policy_document" "x" {\n  statement {\n    actions = ["*"]\n'
        '    resources = ["*"]\n  }\n}\n\noutput "',
        'data "aws_iam_policy_document" "x" {',
    ),
    "aws: a managed policy": (
        "terraform/airflow/outputs.tf",
        'output "',
        'resource "aws_iam_role_policy_attachment" "x" {\n  role = "r"\n'
        '  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n\noutput "',
        'resource "aws_iam_role_policy_attachment" "x" {',
    ),
    "aws: the bucket is public": (
        "terraform/airflow/main.tf",
        "restrict_public_buckets = true",
        "restrict_public_buckets = false",
        'resource "aws_s3_bucket_public_access_block" "dags" {',
    ),
    "aws: policies are of another bucket": (
        "terraform/airflow/main.tf",
        "bucket = @{aws.bucket.name}",
        'bucket = "payroll"',
        'resource "aws_s3_bucket" "dags" {',
    ),
    "aws: escapes in a statement": (
        "terraform/airflow/outputs.tf",
        'output "',
        'resource "aws_glue_thing" "x" {\n  text = "{\\"\\u0045ffect\\": 1, \\"\\u0041ction\\": 1}"\n}\n\noutput "',
        "",
    ),
    "google: a role in the project": (
        "terraform/gcp/outputs.tf",
        'output "',
        'resource "google_project_iam_member" "x" {\n  project = "p"\n  role = "roles/owner"\n'
        '  member = "allUsers"\n}\n\noutput "',
        'resource "google_project_iam_member" "x" {',
    ),
    "google: a key": (
        "terraform/gcp/outputs.tf",
        'output "',
        'resource "google_service_account_key" "x" {\n  service_account_id = "a"\n}\n\noutput "',
        'resource "google_service_account_key" "x" {',
    ),
    "google: anybody may call": (
        "terraform/gcp/scheduler.tf",
        "member = @{job.account.address}.member",
        'member = "allUsers"',
        'resource "google_cloud_run_v2_service_iam_member" "@{job.account.label}" {',
    ),
    "google: another secret": (
        "terraform/gcp/secrets.tf",
        "secret_id = @{secret.id}",
        'secret_id = "payroll"',
        'data "google_secret_manager_secret" "@{secret.label}" {',
    ),
    "kubernetes: every verb": (
        "kubernetes/rbac.yaml",
        "verbs: [list]",
        'verbs: ["*"]',
        "apiVersion: rbac.authorization.k8s.io/v1",
    ),
    "kubernetes: another subject": (
        "kubernetes/rbac.yaml",
        "  @for account in airflow_chart.pod_launchers",
        "  - kind: Group\n    name: system:authenticated\n"
        "  @for account in airflow_chart.pod_launchers",
        "apiVersion: rbac.authorization.k8s.io/v1",
    ),
    "kubernetes: a role in a list": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\napiVersion: v1\nkind: List\nitems:\n  - apiVersion: rbac.authorization.k8s.io/v1\n"
        '    kind: "ClusterRoleBinding"\n    metadata: {name: all}\n'
        "    roleRef: {kind: ClusterRole, name: cluster-admin}\n",
        "  - apiVersion: rbac.authorization.k8s.io/v1",
    ),
    "kubernetes: an anchor hides it": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\nx: &a 1\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n",
        "",
    ),
    "kubernetes: an anchor, and blanks": (
        "kubernetes/namespaces.yaml",
        "@end",
        "@end\n---\nx: &a 1\napiVersion: v1\nkind:  ServiceAccount\n",
        "",
    ),
    "kubernetes: a folded escape": (
        "kubernetes/namespaces.yaml",
        "@end",
        '@end\n---\nx: &a 1\n"ki\\\n  nd": "ServiceAcc\\\n  ount"\n',
        "",
    ),
    "kubernetes: another role of AWS": (
        "kubernetes/service-accounts.yaml",
        "  annotations: @{account.annotations}",
        "  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111111111111:role/admin",
        "apiVersion: v1",
    ),
    "gitlab: a token for another role": (
        "gitlab/package.yml",
        "aud:",
        "aud: anything #",
        "",
    ),
}


class Workspace:
    """The example platform with templates of its own."""

    def __init__(self, writ: Path, root: Path, folder: Path) -> None:
        self.writ, self.root, self.folder = writ, root, folder
        shutil.copytree(root / "specs", folder / "specs")
        shutil.copy(root / "writ.yaml", folder)
        (folder / "templates").mkdir()

    def add(self, path: str, text: str) -> None:
        """Writes a file of `templates`."""
        (self.folder / "templates" / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / "templates" / path).write_text(text)

    def override(self, path: str, old: str, new: str) -> str:
        """Overrides a built-in template by itself with something replaced; returns its text."""
        text = (self.root / "templates" / path).read_text()
        assert old in text
        changed = text.replace(old, new, 1) if new.startswith(("@end", "data", "res")) else None
        changed = changed or text.replace(old, new)
        self.add(path, changed)
        return changed

    def build(self) -> subprocess.CompletedProcess[str]:
        """Runs `writ build`."""
        return subprocess.run(
            [self.writ, "-C", self.folder, "build", "--format", "compact"],
            capture_output=True,
            text=True,
        )

    def outputs(self) -> dict[str, bytes]:
        """What was generated, by path."""
        files = (self.folder / "generated").rglob("*")
        return {str(f.relative_to(self.folder)): f.read_bytes() for f in files if f.is_file()}


@pytest.fixture
def workspace(writ: Path, root: Path, tmp_path: Path) -> Workspace:
    """The example platform, whose `templates` are empty."""
    return Workspace(writ, root, tmp_path / "w")


@pytest.mark.parametrize("case", WIDENED)
def test_an_overridden_template_widens_nothing(workspace, case):
    path, old, new, line = WIDENED[case]
    lines = workspace.override(path, old, new).splitlines()
    run = workspace.build()
    assert run.returncode == 1
    assert workspace.outputs() == {}
    places = [f"templates/{path}:{i}:" for i, text in enumerate(lines, 1) if line in text]
    messages = [text for text in run.stderr.splitlines() if "E0619" in text]
    assert messages, run.stderr
    assert any(m.startswith(tuple(places)) for m in messages) or not line, run.stderr


def test_what_takes_access_away_is_not_left_out(workspace):
    workspace.add("terraform/airflow/main.tf", 'resource "aws_s3_bucket" "x" {\n}\n')
    run = workspace.build()
    assert run.returncode == 1
    assert "lacks resource `aws_s3_bucket_p" in run.stderr and "E0619" in run.stderr


def test_another_layout_of_the_same_access_is_taken(workspace, root):
    """Comments, blank lines, labels, the order of entries, folders, settings that give nothing."""
    workspace.override("vault/policy.hcl", "path @{rule.path}", "# why not\n\npath @{rule.path}")
    workspace.override("kubernetes/rbac.yaml", "metadata:\n", "metadata:\n  annotations: {a: b}\n")
    workspace.override("terraform/airflow/main.tf", "force_destroy = false", "force_destroy = true")
    workspace.override(
        "terraform/vault/roles.tf",
        '  role_type = "jwt"\n  user_claim = "sub"\n',
        '  user_claim = "sub"  # who it is\n  role_type = "jwt"\n',
    )
    target = (root / "templates/vault/target.yaml").read_text()
    workspace.add("vault/target.yaml", target.replace("/vault/policies/", "/elsewhere/"))
    run = workspace.build()
    assert run.returncode == 0, run.stderr


def stranger(workspace: Workspace, each: str, path: str, text: str, where: str = "") -> str:
    """Adds a target with one template and builds; returns what was said."""
    name = "t." + path.rsplit(".", 1)[1]
    entry = f"  - each: {each}\n    path: {path!r}\n    template: {name}\n{where}"
    workspace.add("own/target.yaml", f"kind: target\nname: own\noutputs:\n{entry}")
    workspace.add(f"own/{name}", text)
    config = workspace.folder / "writ.yaml"
    config.write_text(config.read_text().replace("targets: [", "targets: [own, "))
    run = workspace.build()
    assert run.returncode in (0, 1), run.stderr
    return run.stderr if run.returncode else ""


POLICY = "@for rule in vault_rules\npath @{rule.path} {\n  capabilities = @{rule.capabilities}\n}\n@end\n"
STATEMENT = '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}\n'


@pytest.mark.parametrize(
    ("each", "path", "text", "line"),
    [
        ("[environment]", "@{environment.name}/x/policy.json", STATEMENT, 1),
        ("[workspace]", "x/policy.yaml", STATEMENT, 1),
        (
            "[environment]",
            "@{environment.name}/x/main.tf.json",
            '{\n  "resource": {\n    "aws_iam_user": {"x": {"name": "x"}}\n  }\n}\n',
            3,
        ),
        (
            "[environment]",
            "@{environment.name}/x/main.tf",
            'resource "google_storage_bucket_iam_binding" "x" {\n  role = "r"\n}\n',
            1,
        ),
        (
            "[environment]",
            "@{environment.name}/x/main.tf",
            'resource "aws_sqs_queue" "x" {\n  policy = "{}"\n}\n',
            1,
        ),
        (
            "[environment]",
            "@{environment.name}/terraform/vault/x.hcl",
            '\npath "secret/*" {\n  capabilities = ["read"]\n}\n',
            2,
        ),
        (
            "[environment]",
            "@{environment.name}/x/vault.json",
            '{"path": {"*": {"capabilities": ["sudo"]}}}\n',
            1,
        ),
        (
            "[environment]",
            "@{environment.name}/x/main.tf.json",
            '{\n  "variable": {\n    "vault_address": {"default": "https://mine"}\n  }\n}\n',
            3,
        ),
        (
            "[environment]",
            "@{environment.name}/x/main.tf.json",
            '{\n  "provider": {\n    "vault": {"address": "https://mine"}\n  }\n}\n',
            3,
        ),
        ("[environment]", "@{environment.name}/x/main_override.tf", 'locals {\n  a = "b"\n}\n', 0),
        ("[environment]", "@{environment.name}/x/override.tf.json", "{}\n", 0),
        # What the last of two equal keys says.
        (
            "[environment]",
            "@{environment.name}/x/roles.json",
            '{"kind": "List", "kind": "ServiceAccount", "apiVersion": "v1"}\n',
            0,
        ),
        # Right rules in the file of another policy.
        (
            "[environment, principal]",
            "@{environment.name}/p/@{kind}-@{vault_policy}.hcl",
            POLICY,
            2,
        ),
    ],
)
def test_a_strangers_target_gives_no_access(workspace, each, path, text, line):
    where = "    where: {in_vault: true}\n" if "principal" in each else ""
    said = stranger(workspace, each, path, text, where)
    name = "t." + path.rsplit(".", 1)[1] if line else "target.yaml"
    assert f"templates/own/{name}:{line or ''}" in said and "E0619" in said, said


def test_access_of_one_environment_stays_in_its_folder(workspace):
    where = "    where: {in_vault: true, environment.name: dev}\n"
    said = stranger(
        workspace, "[environment, principal]", "prod/p/@{vault_policy}.hcl", POLICY, where
    )
    assert "templates/own/t.hcl:2:" in said and "E0619" in said, said


def test_a_strangers_target_may_lay_out_what_is_issued(workspace):
    where = "    where: {in_vault: true}\n"
    path = "@{environment.name}/p/@{vault_policy}.hcl"
    assert stranger(workspace, "[environment, principal]", path, POLICY, where) == ""
