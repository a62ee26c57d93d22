"""The AWS side: who may do what to the DAG bucket, decided by a real IAM policy engine."""

import json

import pytest

READ = ["s3:GetObject"]
PUBLISH = ["s3:PutObject", "s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObject"]
NOBODY = [
    "s3:DeleteObjectVersion",
    "s3:PutObjectAcl",
    "s3:PutBucketPolicy",
    "s3:PutBucketVersioning",
    "s3:PutLifecycleConfiguration",
    "s3:DeleteBucket",
]


@pytest.fixture(scope="session", params=["dev", "staging", "prod"])
def airflow(request, apply_root, roots):
    """(environment, the applied airflow root, the platform's facts about it)."""
    root = next(
        (r for r in roots if r.name == "airflow" and r.parents[1].name == request.param), None
    )
    if root is None:
        pytest.skip(f"{request.param} has no airflow root")
    return request.param, apply_root(root)


@pytest.fixture(scope="session")
def bucket(airflow):
    return airflow[1].only("aws_s3_bucket")["bucket"]


def policy_of(applied, role):
    return json.loads(applied.resources("aws_iam_role_policy")[role]["policy"])


def publishers(applied):
    """The publisher roles by package."""
    roles = applied.resources("aws_iam_role")
    return {
        name.removeprefix("publisher--"): name for name in roles if name.startswith("publisher--")
    }


def test_bucket_keeps_versions_and_is_private(airflow):
    _, applied = airflow
    assert applied.only("aws_s3_bucket")["force_destroy"] is False
    assert (
        applied.only("aws_s3_bucket_versioning")["versioning_configuration"][0]["status"]
        == "Enabled"
    )
    block = applied.only("aws_s3_bucket_public_access_block")
    assert all(block[flag] for flag in block if flag.startswith(("block_", "ignore_", "restrict_")))
    assert (
        applied.only("aws_s3_bucket_ownership_controls")["rule"][0]["object_ownership"]
        == "BucketOwnerEnforced"
    )
    rule = applied.only("aws_s3_bucket_server_side_encryption_configuration")["rule"][0]
    assert rule["apply_server_side_encryption_by_default"][0]["sse_algorithm"] == "aws:kms"
    kept = applied.only("aws_s3_bucket_lifecycle_configuration")["rule"][0]
    assert kept["status"] == "Enabled"
    assert kept["noncurrent_version_expiration"][0]["newer_noncurrent_versions"] >= 5
    assert not kept["expiration"][0]["days"], "current versions never expire"


def test_bucket_policy_refuses_plain_http_and_strangers(airflow, bucket, iam):
    environment, applied = airflow
    document = json.loads(applied.only("aws_s3_bucket_policy")["policy"])
    assert {s["Effect"] for s in document["Statement"]} == {"Deny"}
    assert {json.dumps(s.pop("Principal")) for s in document["Statement"]} == {'"*"'}

    role = next(iter(publishers(applied).values()))
    values = applied.resources("aws_iam_role")[role]
    account = json.dumps(document).split(":iam::")[1].split(":")[0]
    publisher = f"arn:aws:iam::{account}:role{values['path']}{values['name']}"
    key = f"arn:aws:s3:::{bucket}/{environment}/x/dags/a.py"

    def decide(action, principal, tls="true", resource=key):
        context = {"aws:SecureTransport": [tls], "aws:PrincipalArn": [principal]}
        return iam(policies=[document], action=action, resource=resource, context=context)[
            "decision"
        ]

    stranger = f"arn:aws:iam::{account}:role/admin"
    assert decide("s3:PutObject", publisher) == "no-match"
    assert decide("s3:PutObject", publisher, tls="false") == "deny"
    assert decide("s3:GetObject", stranger, tls="false") == "deny"
    assert (
        decide("s3:ListBucket", stranger, tls="false", resource=f"arn:aws:s3:::{bucket}") == "deny"
    )
    assert decide("s3:GetObject", stranger) == "no-match"
    for action in ("s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"):
        assert decide(action, stranger) == "deny", action
        other = publisher.replace(f"/{environment}/", "/elsewhere/")
        assert other == publisher or decide(action, other) == "deny", action


def test_airflow_reads_its_environment_and_nothing_else(airflow, bucket, iam):
    environment, applied = airflow
    document = policy_of(applied, "dag_reader")

    def decide(action, resource, prefix=None):
        context = {"s3:prefix": [prefix]} if prefix is not None else {}
        return iam(policies=[document], action=action, resource=resource, context=context)[
            "decision"
        ]

    arn = f"arn:aws:s3:::{bucket}"
    assert decide("s3:GetObject", f"{arn}/{environment}/x/dags/a.py") == "allow"
    assert decide("s3:GetObject", f"{arn}/elsewhere/x/dags/a.py") == "no-match"
    assert decide("s3:ListBucket", arn, f"{environment}/") == "allow"
    assert decide("s3:ListBucket", arn, "") == "no-match"
    assert decide("s3:ListBucket", arn) == "no-match"
    for action in {*PUBLISH, *NOBODY} - set(READ):
        assert decide(action, f"{arn}/{environment}/x/dags/a.py") == "no-match", action
        assert decide(action, arn) == "no-match", action


def test_publisher_writes_its_own_prefix_and_nothing_else(airflow, bucket, iam):
    environment, applied = airflow
    arn = f"arn:aws:s3:::{bucket}"
    assert publishers(applied)
    for package, role in publishers(applied).items():
        document = policy_of(applied, role)

        def decide(action, resource, context=None, document=document):
            return iam(
                policies=[document], action=action, resource=resource, context=context or {}
            )["decision"]

        own = f"{environment}/{package}/dags/"
        for action in PUBLISH:
            assert decide(action, f"{arn}/{own}a.py") == "allow", (package, action)
            for other in (
                f"{environment}/{package}/a.py",
                f"{environment}/{package}x/dags/a.py",
                f"{environment}/other/dags/a.py",
                f"elsewhere/{package}/dags/a.py",
                "a.py",
            ):
                assert decide(action, f"{arn}/{other}") == "no-match", (package, action, other)
        for action in NOBODY:
            assert decide(action, f"{arn}/{own}a.py") == "no-match", (package, action)
            assert decide(action, arn) == "no-match", (package, action)
        for action in ("s3:ListBucket", "s3:ListBucketVersions"):
            assert decide(action, arn, {"s3:prefix": [own]}) == "allow", (package, action)
            for prefix in ("", f"{environment}/", f"{environment}/other/dags/"):
                assert decide(action, arn, {"s3:prefix": [prefix]}) == "no-match", (
                    package,
                    action,
                    prefix,
                )


def test_task_logs_are_written_and_shown_and_nothing_else(airflow, bucket, iam):
    environment, applied = airflow
    policies = applied.resources("aws_iam_role_policy")
    if environment != "prod":  # their logs do not lie in S3
        assert "write_logs" not in policies and "log_reader" not in policies
        return
    logs = "arn:aws:s3:::acme-airflow-logs"
    own = f"{logs}/prod/dag_id=x/run_id=y/task_id=z/attempt=1.log"
    others = [
        f"{logs}/production/x.log",
        f"{logs}/x.log",
        f"arn:aws:s3:::{bucket}/prod/x/dags/a.py",
    ]
    allowed = {"write_logs": {"s3:GetObject", "s3:PutObject"}, "log_reader": {"s3:GetObject"}}
    assert set(allowed) <= set(policies)
    for role, mine in allowed.items():
        document = policy_of(applied, role)

        def decide(action, resource, context=None, document=document):
            return iam(
                policies=[document], action=action, resource=resource, context=context or {}
            )["decision"]

        for action in {*PUBLISH, *NOBODY}:
            assert decide(action, own) == ("allow" if action in mine else "no-match"), action
            for other in others:
                assert decide(action, other) == "no-match", (action, other)
        assert decide("s3:ListBucket", logs, {"s3:prefix": ["prod/dag_id=x"]}) == "allow"
        for prefix in ("", "production/", "staging/"):
            assert decide("s3:ListBucket", logs, {"s3:prefix": [prefix]}) == "no-match", prefix
    _, _, _, subjects = trust_of(applied, "log_reader")
    assert subjects == ["system:serviceaccount:airflow:airflow-webserver"]


def trust_of(applied, role):
    """(document, issuer, audience, subjects) of a role that an OIDC provider's tokens may assume."""
    document = json.loads(applied.resources("aws_iam_role")[role]["assume_role_policy"])
    (statement,) = document["Statement"]
    if statement["Principal"]["Federated"] is None:  # recorded data sources know no ARN
        assert applied.resources("aws_iam_openid_connect_provider", "data")
        statement["Principal"]["Federated"] = "arn:aws:iam::111111111111:oidc-provider/existing"
    assert set(statement["Condition"]) == {"StringEquals"}, "no wildcards in trust"
    equals = statement["Condition"]["StringEquals"]
    issuer = next(key.removesuffix(":sub") for key in equals if key.endswith(":sub"))
    subjects = equals[f"{issuer}:sub"]
    assert set(equals) == {f"{issuer}:sub", f"{issuer}:aud"}
    return (
        document,
        issuer,
        equals[f"{issuer}:aud"],
        subjects if isinstance(subjects, list) else [subjects],
    )


def test_trust_takes_the_right_token_only(airflow, iam):
    _, applied = airflow
    for role in applied.resources("aws_iam_role"):
        document, issuer, audience, subjects = trust_of(applied, role)
        federated = document["Statement"][0]["Principal"]["Federated"]

        def decide(issuer, audience, subject, federated=federated, document=document):
            return iam(
                trust=document,
                providers={federated: issuer},
                issuer=issuer,
                aud=audience,
                sub=subject,
            )["decision"]

        for subject in subjects:
            assert decide(issuer, audience, subject) == "allow", role
            assert decide(issuer, audience + "x", subject) == "condition-failed", role
            assert decide(issuer, audience, subject + "x") == "condition-failed", role
            assert decide("issuer.example", audience, subject) != "allow", role
        assert not any("*" in subject for subject in subjects)


def test_publishers_trust_a_protected_branch_of_gitlab(airflow):
    _, applied = airflow
    for role in publishers(applied).values():
        _, _, _, subjects = trust_of(applied, role)
        (subject,) = subjects
        assert (
            subject.startswith("project_path:") and ":ref_type:" in subject and ":ref:" in subject
        )


def test_no_two_roles_of_different_rights_take_one_token(airflow):
    _, applied = airflow
    seen = {}
    for role in applied.resources("aws_iam_role"):
        _, issuer, audience, subjects = trust_of(applied, role)
        for subject in subjects:
            token = (issuer, audience, subject)
            assert token not in seen, f"{role} and {seen.get(token)} take one token"
            seen[token] = role
