"""Access stays in the root module of Terraform for which it was issued: each has its own state, and who applies it."""

import re

import pytest

TARGET = "terraform/target.yaml"
MAIN = "terraform/airflow/main.tf"
RESTRICTING = ["bucket_ownership_controls", "bucket_public_access_block", "bucket_policy"]


def part(text: str, resource: str) -> str:
    """The block of a resource in a template, with the blank line behind it."""
    return re.search(rf'(?ms)^resource "aws_s3_{resource}" .*?^}}\n\n', text).group(0)


@pytest.mark.parametrize(
    ("folder", "source", "where"),
    [
        ("airflow", "vault/policies.tf", "has_vault"),
        ("google", "vault/roles.tf", "has_vault"),
        ("vault", "airflow/main.tf", "has_dag_bucket"),
        ("mine", "airflow/main.tf", "has_dag_bucket"),
    ],
)
def test_a_block_of_another_root(workspace, root, folder, source, where):
    text = (root / "templates/terraform" / source).read_text()
    text = text.replace("  @include airflow/publish-policy.tf\n", "")
    path = f"@{{environment.name}}/terraform/{folder}/more.tf"
    said = workspace.stranger(
        "[environment]", path, text, f"    where: {{{where}: true}}\n", "--max-messages=0"
    )
    home = source.split("/")[0]
    assert "templates/own/t.tf:" in said and "E0619" in said
    assert f"issued for the root module `dev/terraform/{home}`" in said, said


def test_a_block_of_another_package(workspace, root):
    """Rights of one package's services, in a root that is no package's."""
    text = (root / "templates/terraform/gcp/scheduler.tf").read_text()
    path = "@{environment.name}/terraform/google/of-@{package.name}.tf"
    said = workspace.stranger(
        "[environment, package]", path, text, "    where: {on_gcp: true}\n", "--max-messages=0"
    )
    assert "issued for the root module `prod/terraform/thoth`" in said, said


@pytest.mark.parametrize("resource", RESTRICTING)
def test_what_takes_access_away_is_not_left_out(workspace, root, resource):
    block = part((root / "templates" / MAIN).read_text(), resource)
    workspace.override(MAIN, block, "")
    run = workspace.build()
    assert run.returncode == 1
    assert f"lacks resource `aws_s3_{resource}` `dags`" in run.stderr and "E0619" in run.stderr


@pytest.mark.parametrize("resource", RESTRICTING)
def test_what_takes_access_away_stays_in_its_root(workspace, root, resource):
    block = part((root / "templates" / MAIN).read_text(), resource)
    workspace.override(MAIN, block, "")
    path = "@{environment.name}/terraform/nobody/main.tf"
    said = workspace.stranger("[environment]", path, block, "    where: {has_dag_bucket: true}\n")
    assert f"`dev/terraform/airflow/main.tf` lacks resource `aws_s3_{resource}` `dags`" in said
    assert "templates/own/t.tf:1:" in said, said


def test_the_file_of_what_takes_access_away_is_not_left_out(workspace, root):
    text = (root / "templates" / TARGET).read_text()
    entries = re.split(r"(?m)^(?=  - )", text)
    workspace.add(TARGET, "".join(e for e in entries if "template: airflow/main.tf" not in e))
    run = workspace.build()
    assert run.returncode == 1
    assert "resource `aws_s3_bucket_policy` `dags`" in run.stderr, run.stderr


def test_what_takes_access_away_may_stand_in_another_file_of_its_root(workspace, root):
    block = part((root / "templates" / MAIN).read_text(), "bucket_policy")
    workspace.override(MAIN, block, "")
    outputs = (root / "templates/terraform/airflow/outputs.tf").read_text()
    workspace.add("terraform/airflow/outputs.tf", block + outputs)
    run = workspace.build()
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/terraform/airflow/", "/terraform/dags/"),
        ("/terraform/vault/", "/infra/secrets/"),
        ("/terraform/@{package.name}/", "/google/run/@{package.name}/"),
    ],
)
def test_a_root_may_move_as_a_whole(workspace, old, new):
    workspace.override(TARGET, old, new)
    run = workspace.build()
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Its state stays behind.
        ("/terraform/airflow/main.tf", "/terraform/dags/main.tf"),
        # Its policies are read from `../../vault/policies`.
        ("/terraform/vault/", "/a/b/vault/"),
    ],
)
def test_a_root_moves_nowhere_else(workspace, old, new):
    workspace.override(TARGET, old, new)
    run = workspace.build()
    assert run.returncode == 1
    assert "issued for the root module `dev/terraform/" in run.stderr, run.stderr
