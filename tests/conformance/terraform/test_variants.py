"""Platforms that the example is not: shared secrets, renames, keys, jobs in CI."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from terraform.roots import apply, initialise, planned_actions, succeed

SECOND_READER = """\
kind: package
name: archive
owner: data-platform
environments: [staging, prod]
image: {repository: us-docker.pkg.dev/thoth/archive, digest: "sha256:%s"}
jobs:
  copy:
    command: [copy]
    secrets: {GITLAB_TOKEN: gitlab-token.value}
    identity: {gcp_service_account: archive@thoth-prod.iam.gserviceaccount.com}
services:
  archive: {runs_on: cloud-run, secrets: {GITLAB_TOKEN: gitlab-token.value}}
""" % ("0" * 64)

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

RENAMES = {
    "thoth.yaml": [
        ("name: gitlab-token\n", "name: handbook-token\nrenamed_from: gitlab-token\n"),
        ("gitlab-token.value", "handbook-token.value"),
        ("name: thoth-daily-sync\n", "name: daily\nrenamed_from: thoth-daily-sync\n"),
    ],
    "pipeline_processing.yaml": [
        (
            "kind: package\nname: pipeline_processing\n",
            "kind: package\nname: events\nrenamed_from: pipeline_processing\n",
        ),
        ("package: pipeline_processing\n", "package: events\n"),
    ],
}


def share_token(path: Path, text: str) -> str:
    """The owner of gitlab-token allows the second reader."""
    if path.name != "thoth.yaml":
        return text
    allowed = "keys: {value: password}\nrotate_every: 90d\nallow:\n"
    assert allowed in text
    return text.replace(allowed, f"{allowed}  - {{package: archive}}\n")


def rename(path: Path, text: str) -> str:
    """The renames that a spec file goes through."""
    for before, after in RENAMES.get(path.name, []):
        assert before in text, before
        text = text.replace(before, after)
    if path.name != "pipeline_processing.yaml":  # those that name it
        text = text.replace("package: pipeline_processing", "package: events")
        text = text.replace("pipeline_processing/", "events/")
    return text


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


@pytest.mark.parametrize(
    "root", ["prod/google", "prod/thoth", "staging/airflow", "prod/airflow", "prod/vault"]
)
def test_a_rename_moves_addresses_and_destroys_nothing(
    build_workspace: Callable, terraform: Callable, generated: Path, tmp_path: Path, root: str
) -> None:
    environment, name = root.split("/")
    renamed = build_workspace(tmp_path / "workspace", rename)
    before = generated / environment / "terraform" / name
    work = initialise(terraform, before, tmp_path / "before")
    succeed(terraform(work, "apply", "-no-color", "-auto-approve"))
    for file in work.glob("*.tf"):
        if file.name != "backend_override.tf":
            file.unlink()
    for file in (renamed / environment / "terraform" / name).glob("*.tf"):
        shutil.copy(file, work)
    shutil.rmtree(work.parents[1] / "vault", ignore_errors=True)
    if (renamed / environment / "vault").exists():
        shutil.copytree(renamed / environment / "vault", work.parents[1] / "vault")
    actions = planned_actions(terraform, work)
    assert actions, "nothing was renamed here"
    destroyed = {where: done for where, done in actions.items() if "delete" in done}
    created = {where: done for where, done in actions.items() if "create" in done}
    assert not destroyed and not created
    assert ["moved"] in actions.values()


def test_without_its_moved_blocks_a_rename_would_destroy(
    build_workspace: Callable, terraform: Callable, generated: Path, tmp_path: Path
) -> None:
    renamed = build_workspace(tmp_path / "workspace", rename)
    work = initialise(terraform, generated / "prod/terraform/google", tmp_path / "before")
    succeed(terraform(work, "apply", "-no-color", "-auto-approve"))
    text = (renamed / "prod/terraform/google/secrets.tf").read_text()
    assert "\nmoved {" in text
    (work / "secrets.tf").write_text(text[: text.index("\nmoved {")])
    shutil.copy(renamed / "prod/terraform/google/outputs.tf", work)
    actions = planned_actions(terraform, work)
    assert actions["google_secret_manager_secret.gitlab-token"] == ["delete"]


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
