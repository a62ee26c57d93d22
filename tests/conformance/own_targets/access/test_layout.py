"""Templates of a workspace may lay out what Writ issued, and may say what gives no access."""

import pytest

POLICY = "@for rule in vault_rules\npath @{rule.path} {\n  capabilities = @{rule.capabilities}\n}\n@end\n"


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
