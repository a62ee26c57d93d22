"""The generated roles and policies, in a live Vault: who gets in, and what they may do then."""

import pytest

ACTIONS = {"read": {"read"}, "write": {"create", "update"}, "list": set()}


def token_of(installed, login):
    answer = installed.vault.login(login.mount, login.good)
    assert answer.status_code == 200, f"{login.role['role_name']}: {answer.text}"
    return answer.json()["auth"]["client_token"]


def binds_subject(role):
    return bool(role.get("bound_subject")) or "sub" in (role.get("bound_claims") or {})


def folder_of(path):
    return path[: path.rfind("/") + 1]


def expected(declared, grants):
    """Vault's answer for every path that could matter, from what the specs declare."""
    mount = declared.facts["vault"].get("mount", "secret")
    answer = {}
    for secret, path in declared.paths.items():
        actions = grants.get(secret, set())
        answer[f"{mount}/data/{path}"] = set().union(*(ACTIONS[action] for action in actions))
        for engine in ("metadata", "delete", "undelete", "destroy"):
            answer[f"{mount}/{engine}/{path}"] = set()
        answer.setdefault(f"{mount}/metadata/{folder_of(path)}", set())
        if "list" in actions:
            answer[f"{mount}/metadata/{folder_of(path)}"] = {"list"}
    for path in (f"{mount}/data/", f"{mount}/metadata/", f"{mount}/config", "sys/policies/acl/x"):
        answer.setdefault(path, set())
    return answer


def principals(vault_root):
    """principal -> name of its role, from the root's own output."""
    value = vault_root.state["values"]["outputs"]["auth_roles"]["value"]
    return {principal: login.rpartition("/")[2] for principal, login in value.items()}


def test_every_principal_can_log_in(installed, declared):
    people = {principal for principal in declared.grants if principal.startswith("team/")}
    assert set(principals(installed.applied)) == set(declared.grants) - people
    for login in installed.logins().values():
        token_of(installed, login)


def test_capabilities_are_what_is_declared(installed, declared):
    logins = installed.logins()
    for principal, role in principals(installed.applied).items():
        wanted = expected(declared, declared.grants[principal])
        token = token_of(installed, logins[role])
        assert installed.vault.capabilities(token, list(wanted)) == wanted, principal


def test_people_get_what_is_declared(installed, declared):
    groups = installed.applied.resources("vault_identity_group_policies")
    found = {name.removeprefix("team--"): group["policies"] for name, group in groups.items()}
    for principal, grants in declared.grants.items():
        if not principal.startswith("team/"):
            continue
        policies = found.pop(principal.removeprefix("team/"))
        body = {"policies": policies, "no_default_policy": True}
        token = installed.vault.write("auth/token/create", body)["auth"]["client_token"]
        wanted = expected(declared, grants)
        assert installed.vault.capabilities(token, list(wanted)) == wanted, principal
    assert not found, "a group gets a policy that no spec declares"


def test_tokens_are_short_and_have_their_own_policy_only(installed):
    for name, login in installed.logins().items():
        auth = installed.vault.login(login.mount, login.good).json()["auth"]
        assert auth["token_policies"] == [name]
        assert 0 < auth["lease_duration"] <= 3600, name
        if auth["token_type"] == "batch":
            assert not auth["renewable"]
            continue
        token = auth["client_token"]
        answer = installed.vault.request("POST", "auth/token/renew-self", {}, token=token)
        assert answer.status_code == 200, f"{name} cannot renew its token: {answer.text}"


def test_what_keeps_a_token_may_look_it_up(installed):
    for name, login in installed.logins().items():
        if name != "airflow" and login.kind != "vault_approle_auth_backend_role":
            continue
        token = token_of(installed, login)
        answer = installed.vault.request("GET", "auth/token/lookup-self", token=token)
        assert answer.status_code == 200, name


WRONG = {
    "audience": {"aud": "somebody-else"},
    "subject": {"sub": "system:serviceaccount:etl-jobs:somebody-else"},
    "namespace": {"sub": "system:serviceaccount:elsewhere:airflow-scheduler"},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_token_is_refused(installed, issuer, wrong):
    for name, login in installed.logins().items():
        by_job = "bound_claims" in login.role and not binds_subject(login.role)
        if not login.claims or (by_job and wrong != "audience"):
            continue  # a CI job is known by its project and branch: see the next test
        claims = login.claims | WRONG[wrong]
        if "kubernetes.io" in claims and wrong != "audience":
            _, _, namespace, account = claims["sub"].split(":")
            inner = {"name": account, "uid": "2"}
            claims["kubernetes.io"] = {"namespace": namespace, "serviceaccount": inner}
        body = {"role": login.role["role_name"], "jwt": issuer.sign(claims)}
        answer = installed.vault.login(login.mount, body)
        assert answer.status_code in (400, 403), f"{name} takes a token of a wrong {wrong}"


def test_a_wrong_claim_is_refused(installed, issuer):
    for name, login in installed.logins().items():
        for claim in login.role.get("bound_claims") or {}:
            body = {"role": name, "jwt": issuer.sign(login.claims | {claim: "another"})}
            answer = installed.vault.login(login.mount, body)
            assert answer.status_code in (400, 403), f"{name} takes a token of a wrong {claim}"


def test_a_token_of_another_issuer_is_refused(installed, issuer):
    for name, login in installed.logins().items():
        if login.kind != "vault_jwt_auth_backend_role":
            continue
        claims = login.claims | {"iss": "https://issuer.example"}
        body = {"role": login.role["role_name"], "jwt": issuer.sign(claims)}
        assert installed.vault.login(login.mount, body).status_code == 400, name


def test_no_role_takes_another_roles_token(installed):
    logins = installed.logins()
    for name, login in logins.items():
        for other in logins.values():
            if other is login or other.mount != login.mount or "jwt" not in login.good:
                continue
            body = {"role": other.role["role_name"], "jwt": login.good["jwt"]}
            assert installed.vault.login(login.mount, body).status_code in (400, 403), name


def test_a_secret_id_is_needed_and_expires(installed, declared):
    roles = installed.applied.resources("vault_approle_auth_backend_role")
    assert roles or "bike_database" not in declared.paths
    for role in roles.values():
        login = installed.logins()[role["role_name"]]
        wrong = login.good | {"secret_id": "11111111-1111-1111-1111-111111111111"}
        assert installed.vault.login(login.mount, wrong).status_code == 400
        without = {"role_id": login.good["role_id"]}
        assert installed.vault.login(login.mount, without).status_code == 400
        assert role["bind_secret_id"] is True and role["secret_id_ttl"] > 0
