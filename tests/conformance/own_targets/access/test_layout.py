"""Templates of a workspace may lay out what Writ issued, and may say what gives no access."""

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
