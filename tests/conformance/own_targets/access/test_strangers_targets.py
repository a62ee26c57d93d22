"""Targets of a workspace's own give no access."""

import pytest

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
            "@{environment.name}/terraform/vault/main.tf.json",
            '{\n  "variable": {\n    "vault_address": {"default": "https://mine"}\n  }\n}\n',
            3,
        ),
        (
            "[environment]",
            "@{environment.name}/terraform/vault/main.tf.json",
            '{\n  "provider": {\n    "vault": {"address": "https://mine"}\n  }\n}\n',
            3,
        ),
        ("[environment]", "@{environment.name}/x/main_override.tf", 'locals {\n  a = "b"\n}\n', 0),
        ("[environment]", "@{environment.name}/x/override.tf.json", "{}\n", 0),
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
    said = workspace.stranger(each, path, text, where)
    name = "t." + path.rsplit(".", 1)[1] if line else "target.yaml"
    assert f"templates/own/{name}:{line or ''}" in said and "E0619" in said, said


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("roles.json", '{"kind": "List", "kind": "ServiceAccount", "apiVersion": "v1"}\n'),
        ("roles.yaml", 'x: &a 1\n"ki\\\n  nd": "ServiceAcc\\\n  ount"\n'),
    ],
)
def test_what_readers_take_in_two_ways_is_no_template(workspace, path, text):
    said = workspace.stranger("[environment]", f"@{{environment.name}}/x/{path}", text)
    assert f"templates/own/t.{path.rsplit('.', 1)[1]}:" in said and "E0615" in said, said


def test_access_of_one_environment_stays_in_its_folder(workspace):
    where = "    where: {in_vault: true, environment.name: dev}\n"
    said = workspace.stranger(
        "[environment, principal]", "prod/p/@{vault_policy}.hcl", POLICY, where
    )
    assert "templates/own/t.hcl:2:" in said and "E0619" in said, said
