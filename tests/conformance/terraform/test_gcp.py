"""The Google side: scheduler jobs, the services they call, and the secrets those read."""

import base64
import json
import re

import pytest


@pytest.fixture(scope="session")
def gcp(apply_root, roots):
    """Every root with a Cloud Run service, applied."""
    found = [apply_root(r) for r in roots if (r / "cloud_run.tf").exists()]
    assert found, "no generated root has a Cloud Run service"
    return found


def test_jobs_post_json_as_themselves(gcp):
    for applied in gcp:
        accounts = []
        jobs = applied.resources("google_cloud_scheduler_job")
        assert jobs
        for name, job in jobs.items():
            target = job["http_target"][0]
            assert target["http_method"] == "POST", name
            assert target["headers"] == {"Content-Type": "application/json"}, name
            json.loads(base64.b64decode(target["body"]))
            assert re.fullmatch(r"recorded-uri/\S+", target["uri"]), name
            assert target["oidc_token"][0]["audience"] == "recorded-uri", (
                "the audience is the service's own address"
            )
            assert 15 <= int(job["attempt_deadline"].removesuffix("s")) <= 1800, name
            assert job["retry_config"][0]["retry_count"] <= 5, name
            account = applied.resources("google_service_account")[f"cron--{name}"]["account_id"]
            accounts.append(account)
        assert len(set(accounts)) == len(accounts), "one identity per schedule"


def test_account_ids_are_legal(gcp):
    for applied in gcp:
        for account in applied.resources("google_service_account").values():
            assert re.fullmatch(r"[a-z][a-z0-9-]{4,28}[a-z0-9]", account["account_id"])


def test_each_schedule_invokes_one_service(gcp):
    for applied in gcp:
        members = applied.resources("google_cloud_run_v2_service_iam_member")
        assert set(members) == {
            f"cron--{name}" for name in applied.resources("google_cloud_scheduler_job")
        }
        services = {
            service["name"] for service in applied.resources("google_cloud_run_v2_service").values()
        }
        for member in members.values():
            assert member["role"] == "roles/run.invoker"
            assert member["name"] in services


def test_services_read_the_secrets_they_use_and_no_other(gcp):
    for applied in gcp:
        used = set()
        for service in applied.resources("google_cloud_run_v2_service").values():
            for variable in service["template"][0]["containers"][0]["env"]:
                for source in variable["value_source"]:
                    used.add((source["secret_key_ref"][0]["secret"], service["name"]))
        granted = applied.resources("google_secret_manager_secret_iam_member")
        assert {member["role"] for member in granted.values()} <= {
            "roles/secretmanager.secretAccessor"
        }
        assert {member["secret_id"] for member in granted.values()} == {
            secret for secret, _ in used
        }
        assert len(granted) == len(used)


def test_secrets_have_no_version_here(gcp, apply_root, roots):
    for applied in gcp + [apply_root(r) for r in roots if r.name == "google"]:
        assert not [kind for kind in applied.kinds() if kind.endswith("secret_version")]


def test_apis_are_enabled_and_secret_access_is_logged(apply_root, roots):
    shared = [apply_root(r) for r in roots if r.name == "google"]
    assert len(shared) == 2, "staging and prod"
    for applied in shared:
        enabled = {
            service["service"] for service in applied.resources("google_project_service").values()
        }
        assert enabled >= {
            f"{api}.googleapis.com" for api in ("run", "secretmanager", "cloudscheduler", "iam")
        }
        audit = applied.resources("google_project_iam_audit_config")["secretmanager"]
        assert audit["service"] == "secretmanager.googleapis.com"
        assert {log["log_type"] for log in audit["audit_log_config"]} == {
            "ADMIN_READ",
            "DATA_READ",
            "DATA_WRITE",
        }
