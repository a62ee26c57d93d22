"""Workspaces whose size lies in one object: what walks all of a document for each of its parts shows here.

SHAPES names them. Each is a function from a number of parts to the text of one spec file; in those under
FAILING every part is a mistake. `write_shape` makes a workspace of one.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

WORKSPACE = """\
kind: workspace
name: shape
specs: ["specs/*.yaml"]
targets: [terraform, vault, kubernetes, airflow]
"""

PLATFORM = """\
kind: platform
name: shape
teams: {data: {email: data@shape.example, vault_group: data}}
environments:
  prod:
    tier: production
    airflow: {version: 3.3.2}
    kubernetes: {oidc_issuer: oidc.eks.eu-west-1.amazonaws.com/id/PROD}
    vault: {address: "https://vault.shape.example:8200", workload_auth: {jwt: eks-prod}}
    aws: {account: "111111111111", region: eu-west-1, dag_bucket: shape-dags}
    gcp: {project: shape-prod, region: europe-west1}
    terraform: {state: {s3: {bucket: shape-tfstate, region: eu-west-1}}}
    writ_run:
      repository: registry.shape.example/writ-run
      digest: "sha256:%s"
""" % ("a" * 64)

PACKAGE = """\
kind: package
name: p
owner: data
image: {repository: registry.shape.example/p, digest: "sha256:%s"}
jobs:
""" % ("a" * 64)

SCHEDULE = """\
---
kind: schedule
name: s
package: p
engine: airflow
manual: true
"""

JOB = "  j: {command: [x]}\n"


def lines(parts: Iterable[str]) -> str:
    return "".join(part + "\n" for part in parts)


def jobs(count: int) -> str:
    named = lines(f"  j{i}: {{command: [x]}}" for i in range(count))
    tasks = lines(f"  t{i}: {{job: j{i}}}" for i in range(count))
    return f"{PACKAGE}{named}{SCHEDULE}tasks:\n{tasks}"


def graph(count: int) -> str:
    """Each task waits for the five before it, the last one for all."""

    def task(i: int) -> str:
        before = ", ".join(f"t{k}" for k in range(max(0, i - 5), i))
        return f"  t{i}: {{job: j, after: [{before}]}}"

    every = ", ".join(f"t{i}" for i in range(count))
    tasks = lines(task(i) for i in range(count))
    return f"{PACKAGE}{JOB}{SCHEDULE}tasks:\n{tasks}  z: {{job: j, after: [{every}]}}\n"


def keys(count: int) -> str:
    """A secret of many keys, each read by another job, with a consent for each."""
    named = lines(f"  j{i}: {{command: [x], secrets: {{A: s.k{i}}}}}" for i in range(count))
    allow = lines(f"  - {{package: p, jobs: [j{i}]}}" for i in range(count))
    types = lines(f"  k{i}: password" for i in range(count))
    secret = "---\nkind: secret\nname: s\nowner: data\nstore: vault\npath: a/b\n"
    return f"{PACKAGE}{named}{secret}allow:\n{allow}keys:\n{types}"


def secret(name: str, store: str, allow: str) -> str:
    return (
        f"---\nkind: secret\nname: {name}\nowner: data\nstore: {store}\n"
        f"keys: {{k: password}}\nallow: [{{package: p{allow}}}]\n"
    )


def secrets(count: int) -> str:
    """One job reads many secrets, with as many variables beside them."""
    env = lines(f"      E{i}: v" for i in range(count))
    uses = lines(f"      A{i}: s{i}.k" for i in range(count))
    owned = "".join(secret(f"s{i}", f"vault\npath: a/s{i}", "") for i in range(count))
    job = f"  j:\n    command: [x]\n    env:\n{env}    secrets:\n{uses}"
    return f"{PACKAGE}{job}{SCHEDULE}run: j\n{owned}"


def google(count: int) -> str:
    """Many jobs with an identity in Google's cloud, each with a secret there."""
    identity = "identity: {gcp_service_account: p@shape-prod.iam.gserviceaccount.com}"
    named = lines(
        f"  j{i}: {{command: [x], secrets: {{A: s{i}.value}}, {identity}}}" for i in range(count)
    )
    owned = "".join(
        secret(f"s{i}", "gcp-secret-manager", "").replace("keys: {k: password}\n", "")
        for i in range(count)
    )
    return f"{PACKAGE}{named}{owned}"


def params(count: int) -> str:
    env = lines(f"      E{i}: {{param: q{i}}}" for i in range(count))
    declared = lines(f"    q{i}: {{type: string, default: x}}" for i in range(count))
    return (
        f"{PACKAGE}  j:\n    command: [x]\n    env:\n{env}"
        f"{SCHEDULE}run: j\nairflow:\n  params:\n{declared}"
    )


def volumes(count: int) -> str:
    mounted = lines(f"      /v{i}: {{config_map: c}}" for i in range(count))
    return f"{PACKAGE}  j:\n    command: [x]\n    volumes:\n{mounted}{SCHEDULE}run: j\n"


def schedules(count: int) -> str:
    """Each follows the one before it."""

    def one(i: int) -> str:
        trigger = f"after: [p/s{i - 1}]" if i else "manual: true"
        return f"---\nkind: schedule\nname: s{i}\npackage: p\nengine: airflow\n{trigger}\nrun: j"

    return PACKAGE + JOB + lines(one(i) for i in range(count))


def cycle(count: int) -> str:
    tasks = lines(f"  t{i}: {{job: j, after: [t{(i + 1) % count}]}}" for i in range(count))
    return f"{PACKAGE}{JOB}{SCHEDULE}tasks:\n{tasks}"


def unknown_keys(count: int) -> str:
    return PACKAGE + lines(f"  j{i}: {{command: [x], retires: 1}}" for i in range(count))


def unknown_names(count: int) -> str:
    """Every task names a job that is not there, beside as many that are."""
    named = lines(f"  j{i}: {{command: [x]}}" for i in range(count))
    tasks = lines(f"  t{i}: {{job: jx{i}}}" for i in range(count))
    return f"{PACKAGE}{named}{SCHEDULE}tasks:\n{tasks}"


def unknown_secrets(count: int) -> str:
    named = lines(f"  j{i}: {{command: [x], secrets: {{A: sx{i}.k}}}}" for i in range(count))
    owned = "".join(secret(f"s{i}", f"vault\npath: a/s{i}", "") for i in range(count))
    return f"{PACKAGE}{named}{owned}"


FAILING = [cycle, unknown_keys, unknown_names, unknown_secrets]
SHAPES: list[Callable[[int], str]] = [
    jobs, graph, keys, secrets, google, params, volumes, schedules, *FAILING,
]  # fmt: skip


def write_shape(out: Path, text: str) -> None:
    """Writes the workspace; `out` must not hold another one."""
    (out / "specs").mkdir(parents=True)
    (out / "writ.yaml").write_text(WORKSPACE)
    (out / "specs/platform.yaml").write_text(PLATFORM)
    (out / "specs/p.yaml").write_text(text)
