"""Platforms that the example is not: shared secrets, keys, jobs in CI."""

import json
from collections.abc import Callable
from pathlib import Path

from terraform.roots import apply
from terraform.second_reader import SECOND_READER, share_token

IN_CI = """\
kind: package
name: exports
owner: data-platform
environments: [prod]
image: {repository: registry.acme.example/exports, digest: "sha256:%s"}
jobs:
  export: {command: [export], secrets: {PASSWORD: exports_db.password}}
  recount: {command: [recount], secrets: {PASSWORD: exports_db.password}}
---
kind: schedule
name: export
package: exports
engine: gitlab
environments: [prod]
cron: "0 5 * * MON"
run: export
---
kind: schedule
name: recount
package: exports
engine: gitlab
environments: [prod]
cron: "0 6 * * MON"
run: recount
---
kind: secret
name: exports_db
owner: data-platform
environments: [prod]
store: vault
keys: {password: password}
allow: [{package: exports}]
""" % ("0" * 64)


def with_keys(path: Path, text: str) -> str:
    """Every environment publishes with keys."""
    if path.name != "platform.yaml":
        return text
    return text.replace("project_id: 4711\n", "project_id: 4711\n      aws_auth: keys\n")


def test_a_secret_of_two_packages_is_created_once(
    build_workspace: Callable, terraform: Callable, tmp_path: Path
) -> None:
    generated = build_workspace(
        tmp_path / "workspace", share_token, {"specs/archive.yaml": SECOND_READER}
    )
    created, readers = [], set()
    for name in ("google", "thoth", "archive"):
        done = apply(terraform, generated / "prod/terraform" / name, tmp_path / name)
        assert done.second_plan.returncode == 0, done.second_plan.stdout
        secrets = done.resources("google_secret_manager_secret").values()
        created += [secret["secret_id"] for secret in secrets]
        for label, member in done.resources("google_secret_manager_secret_iam_member").items():
            if member["secret_id"] == "gitlab-token":
                readers.add(label)
        logs = done.resources("google_project_iam_audit_config")
        assert len(logs) == (name == "google"), "one root says what is logged"
    assert sorted(created) == ["gitlab-token", "gitlab-url", "google-application-credentials"]
    assert readers == {
        "gitlab-token--run--thoth",
        "gitlab-token--run--archive",
        "gitlab-token--job--archive--copy",
    }


def test_publishers_with_keys_are_users_of_the_same_rights(
    build_workspace: Callable, terraform: Callable, iam: Callable[..., dict], tmp_path: Path
) -> None:
    generated = build_workspace(tmp_path / "workspace", with_keys)
    done = apply(terraform, generated / "prod/terraform/airflow", tmp_path / "root")
    assert done.second_plan.returncode == 0, done.second_plan.stdout
    users = done.resources("aws_iam_user")
    assert users
    assert not [name for name in done.resources("aws_iam_role") if name.startswith("publisher")]
    assert not done.resources("aws_iam_access_key"), "keys are made by people, outside the state"
    bucket = done.only("aws_s3_bucket")["bucket"]
    guard = json.loads(done.only("aws_s3_bucket_policy")["policy"])
    for statement in guard["Statement"]:
        del statement["Principal"]
    for name, user in users.items():
        package = name.removeprefix("publisher--")
        policy = json.loads(done.resources("aws_iam_user_policy")[name]["policy"])

        def decide(policies, key, user=user):
            principal = f"arn:aws:iam::111111111111:user{user['path']}{user['name']}"
            context = {"aws:SecureTransport": ["true"], "aws:PrincipalArn": [principal]}
            resource = f"arn:aws:s3:::{bucket}/{key}"
            return iam(
                policies=policies, action="s3:PutObject", resource=resource, context=context
            )["decision"]

        assert decide([policy], f"prod/{package}/dags/a.py") == "allow"
        assert decide([policy], "prod/other/dags/a.py") == "no-match"
        assert decide([guard], f"prod/{package}/dags/a.py") == "no-match", "the bucket lets it"


PATHS = {"{jwt: eks-prod}": "{jwt: eks.prod/2}", "{jwt: gitlab}": "{jwt: 1x}"}


def at_paths_that_are_no_names(path: Path, text: str) -> str:
    """Auth methods at paths that Vault takes and that are no names in Terraform."""
    if path.name == "bike-data-flow.yaml":
        assert "approle: approle" in text
        return text.replace("approle: approle", "approle: -roles")
    if path.name == "platform.yaml":
        for before, after in PATHS.items():
            assert before in text
            text = text.replace(before, after)
    return text


def test_any_path_of_an_auth_method_becomes_a_name(
    build_workspace: Callable, terraform: Callable, tmp_path: Path
) -> None:
    generated = build_workspace(
        tmp_path / "workspace", at_paths_that_are_no_names, {"specs/exports.yaml": IN_CI}
    )
    done = apply(terraform, generated / "prod/terraform/vault", tmp_path / "root")
    assert done.second_plan.returncode == 0, done.second_plan.stdout
    methods = done.resources("vault_jwt_auth_backend")
    assert {label: method["path"] for label, method in methods.items()} == {
        "eks-prod--2": "eks.prod/2",
        "_1x": "1x",
    }
    assert done.resources("vault_auth_backend")["_-roles"]["path"] == "-roles"
    assert {role["backend"] for role in done.resources("vault_jwt_auth_backend_role").values()} == {
        "eks.prod/2",
        "1x",
    }


def test_a_job_in_ci_logs_in_by_its_pipeline(
    build_workspace: Callable, terraform: Callable, tmp_path: Path
) -> None:
    generated = build_workspace(tmp_path / "workspace", add={"specs/exports.yaml": IN_CI})
    done = apply(terraform, generated / "prod/terraform/vault", tmp_path / "root")
    assert done.second_plan.returncode == 0, done.second_plan.stdout
    roles = done.resources("vault_jwt_auth_backend_role")
    assert roles["exports--recount"]["bound_audiences"] == ["vault/prod/exports/recount"]
    role = roles["exports--export"]
    assert role["backend"] == "gitlab" and role["role_type"] == "jwt"
    assert role["bound_audiences"] == ["vault/prod/exports/export"]
    assert role["bound_claims_type"] == "string"
    assert role["bound_claims"] == {
        "environment": "production",
        "project_id": "4711",
        "ref": "main",
        "ref_protected": "true",
        "ref_type": "branch",
    }
    assert role["token_policies"] == ["exports.export"]
    assert done.resources("vault_jwt_auth_backend")["gitlab"]["bound_issuer"] == (
        "https://gitlab.acme.example"
    )
