"""Templates of a workspace may lay out what Writ issued, and may say what gives no access."""

import json
import subprocess

import pytest

POLICY = "@for rule in vault_rules\npath @{rule.path} {\n  capabilities = @{rule.capabilities}\n}\n@end\n"

HCL = {
    "nomad": '# A job.\njob "x" {\n  service {\n    check {\n      path = "/health\\x"\n    }\n  }\n}\n',
    "terragrunt": 'include "root" {\n  path = find_in_parent_folders()\n}\n',
    "packer": '/* An\nimage. */ packer {\n}\n\nsource "file" "x" {\n  path = "${path.root}/x"\n}\n',
}


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


def test_a_strangers_target_may_lay_out_what_is_issued(workspace):
    where = "    where: {in_vault: true}\n"
    path = "@{environment.name}/p/@{vault_policy}.hcl"
    assert workspace.stranger("[environment, principal]", path, POLICY, where) == ""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "x/values.yaml",
            "one: &tolerations\n  - {key: gpu, operator: Exists, effect: NoSchedule}\n"
            "two: *tolerations\nimage: {pullPolicy: Always}\n",
        ),
        (
            "x/jobs.yml",
            ".cache: &cache\n  policy: pull\n\none:\n  cache: *cache\n  script: [make]\n",
        ),
        (
            "x/alerts.json",
            '{"routes": [{"effect": "page", "action": "notify", "resource": "orders"}]}\n',
        ),
        # Escapes in texts beside anchors, as in a file of compose.
        (
            "x/compose.yaml",
            "x-log: &log {driver: local}\nservices:\n  web:\n    logging: *log\n"
            "    environment:\n      PATTERN: 'a\\d+\\.b'\n      SHARE: C:\\data\n      LINE: \"a\\tb\\n\"\n",
        ),
        # Settings that speak of effects.
        (
            "x/deployment.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nspec:\n  env:\n"
            '    - name: RULES\n      value: \'{"effect": "allow", "action": "retry"}\'\n',
        ),
        (
            "x/main.tf",
            'resource "google_cloud_run_v2_job" "x" {\n  template {\n    env {\n      name = "RULES"\n'
            '      value = jsonencode({ effect = "allow", action = "retry" })\n    }\n  }\n}\n',
        ),
        # Jobs that extend others, and HCL of other programs.
        ("x/more.yml", ".a:\n  script: [make]\n\nb:\n  extends: .a\n  image: alpine\n"),
        ("x/job.nomad.hcl", HCL["nomad"]),
        ("x/terragrunt.hcl", HCL["terragrunt"]),
        ("x/image.pkr.hcl", HCL["packer"]),
        ("x/rules.json", '{"rules": [{"effect": "allow", "action": "notify"}]}\n'),
        (
            "x/objects.yaml",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: empty}\ntype: Opaque\n---\n"
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-authors}\n",
        ),
    ],
)
def test_what_gives_no_access_is_taken(workspace, path, text):
    assert workspace.stranger("[environment]", "@{environment.name}/" + path, text) == ""


@pytest.mark.parametrize("program", HCL)
def test_vault_takes_no_other_hcl_for_a_policy(tool, program):
    """Whatever stands behind its first word."""
    text = HCL[program] + 'path "*" {\n  capabilities = ["sudo"]\n}\n'
    asked = json.dumps({"policies": [text], "paths": ["x"]})
    run = subprocess.run(
        [tool("vaultjudge"), "caps", "-json"], input=asked, capture_output=True, text=True
    )
    assert json.loads(run.stdout)["error"].startswith("policy 1: failed to parse"), run.stdout
