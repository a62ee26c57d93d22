"""Every generated Terraform root: formatted, valid, applicable, and stable afterwards."""

import json
import re

from terraform.roots import initialise

# Resources whose state would hold the value of a secret.
HOLDS_A_VALUE = {
    "aws_iam_access_key",
    "aws_secretsmanager_secret_version",
    "google_secret_manager_secret_version",
    "google_service_account_key",
    "random_password",
    "vault_approle_auth_backend_role_secret_id",
    "vault_generic_secret",
    "vault_kv_secret",
    "vault_kv_secret_v2",
    "vault_token",
}


def test_every_environment_has_its_roots(roots):
    names = {f"{root.parents[1].name}/{root.name}" for root in roots}
    expected = {f"{e}/{r}" for e in ("dev", "staging", "prod") for r in ("airflow", "vault")}
    assert names >= expected | {"staging/thoth", "prod/thoth", "staging/google", "prod/google"}


def test_fmt_changes_nothing(terraform, generated):
    done = terraform(generated, "fmt", "-check", "-diff", "-recursive", "-no-color")
    assert done.returncode == 0, done.stdout


def test_second_plan_is_empty(applied):
    again = applied.second_plan
    assert again.returncode == 0, again.stdout


def test_state_holds_no_secret_value(applied):
    assert not applied.kinds() & HOLDS_A_VALUE
    text = json.dumps(applied.state)
    for name in (
        "secret_data",
        "secret_string",
        "token_reviewer_jwt",
        "oidc_client_secret",
        "secret_key",
    ):
        values = set(re.findall(rf'"{name}": ("[^"]*")', text))
        assert values <= {f'"recorded-{name}"'}, f"{name} reaches the state"


def test_versions_are_constrained_and_state_is_remote(terraform_root):
    text = (terraform_root / "providers.tf").read_text()
    assert re.search(r'^  required_version += ">= ', text, re.M)
    assert re.search(r'^ +version += "(>= .*, < |~> )', text, re.M), "a provider has no upper bound"
    assert re.search(r'^  backend "(s3|gcs)" {', text, re.M)


def test_roots_do_not_share_a_state(roots):
    seen = {}
    for root in roots:
        text = (root / "providers.tf").read_text()
        key = tuple(re.findall(r'^ +(?:bucket|key|prefix) += "(.*)"', text, re.M))
        assert key not in seen, f"{root} and {seen[key]} have one state"
        seen[key] = root


def test_the_recorded_schemas_notice_a_wrong_argument(terraform, roots, tmp_path):
    root = next(root for root in roots if root.name == "airflow")
    work = initialise(terraform, root, tmp_path)
    main = work / "main.tf"
    main.write_text(main.read_text().replace("force_destroy", "force_destory", 1))
    done = terraform(work, "validate", "-no-color")
    assert done.returncode != 0 and "force_destory" in done.stdout + done.stderr
