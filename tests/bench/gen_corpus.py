#!/usr/bin/env python3
"""Writes a workspace of many packages, for measurements and tests of size.

usage: gen_corpus.py OUT [COUNT] [--seed N]

OUT/writ.yaml, OUT/specs/platform.yaml and, for each of COUNT packages (a multiple of ten, default
1000), OUT/specs/<team>/<package>.yaml: the package with its jobs, two schedules and a secret of its
own. Ten packages share one more secret, whose file stands beside them. The same COUNT and seed give
the same bytes, and a corpus of 100 is a part of the corpus of 1,000.
"""

import argparse
import hashlib
import random
from pathlib import Path

TEAMS = [
    "ads", "audio", "billing", "catalog", "chat", "content", "finance", "fraud", "geo", "growth",
    "identity", "infra", "legal", "logistics", "media", "mobile", "payments", "people", "pricing",
    "risk", "sales", "search", "support", "training", "video",
]  # fmt: skip
VERBS = [
    "archive", "audit", "compact", "dedupe", "embed", "enrich", "export", "index", "ingest",
    "publish", "rank", "replay", "report", "score", "sync", "train", "validate",
]  # fmt: skip
NOUNS = [
    "catalog", "clicks", "devices", "events", "features", "invoices", "ledger", "models", "offers",
    "orders", "payouts", "sessions", "shipments", "tickets", "users",
]  # fmt: skip
GROUP = 10  # packages that share a secret

WORKSPACE = """\
kind: workspace
name: corpus
specs: ["specs/**/*.yaml"]
output: generated
targets: [terraform, vault, kubernetes, airflow, gitlab]
"""

ENVIRONMENT = """\
  {name}:
    tier: {tier}
    aws: {{account: "{account}", region: eu-west-1, dag_bucket: corpus-dags-{name}}}
    kubernetes:
      oidc_issuer: oidc.eks.eu-west-1.amazonaws.com/id/{id}
      image_pull_secrets: [registry]
    vault:
      address: "https://vault.{name}.corpus.example:8200"
      workload_auth: {{jwt: eks-{name}}}
      ci_auth: {{jwt: gitlab}}
    airflow: {{version: {airflow}, chart: 1.22.0, executor: KubernetesExecutor}}
    gitlab:
      url: "https://gitlab.corpus.example"
      project: data/{name}
      project_id: {project}
      aws_auth: keys
    terraform: {{state: {{s3: {{bucket: corpus-tfstate-{name}, region: eu-west-1}}}}}}
    writ_run: {{repository: registry.corpus.example/writ-run, digest: "{digest}"}}
"""


def digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def platform() -> str:
    lines = [
        "kind: platform",
        "name: corpus",
        "defaults:",
        "  job: {retries: 1, timeout: 2h, resources: {cpu: 250m, memory: 512Mi}}",
        "  schedule: {timezone: UTC, notify: {failure: [owner]}}",
        "teams:",
    ]
    lines += [
        f"  {team}: {{email: {team}@corpus.example, vault_group: {team},"
        f' gitlab_approvers: "@data/{team}"}}'
        for team in TEAMS
    ]
    lines.append("ci_max_includes: 20000")  # a file for each package
    lines.append("environments:\n")
    environments = [
        ("dev", "development", "3.3.2"),
        ("staging", "staging", "3.3.2"),
        ("prod", "production", "2.11.2"),
    ]
    return "\n".join(lines) + "".join(
        ENVIRONMENT.format(
            name=name,
            tier=tier,
            airflow=airflow,
            account=str(i) * 12,
            id=name.upper(),
            project=4700 + i,
            digest=digest("writ-run"),
        )
        for i, (name, tier, airflow) in enumerate(environments, start=1)
    )


def team_of(index: int) -> str:
    return TEAMS[index // GROUP % len(TEAMS)]


def environments(index: int, seed: int) -> str:
    """Where ten packages exist: everywhere, or not in development, or in production only."""
    some = random.Random(f"environments {seed} {index // GROUP}")
    return some.choice(["[dev, staging, prod]", *["[staging, prod]"] * 4, *["[prod]"] * 5])


def shared_secret(index: int) -> str:
    return f"warehouse-{index // GROUP:04}"


def package_name(index: int, seed: int) -> str:
    rng = random.Random(f"name {seed} {index}")
    return f"{rng.choice(VERBS)}-{rng.choice(NOUNS)}-{index:05}"


def job(name: str, package: str, index: int, first: bool, rng: random.Random) -> list[str]:
    module = f"{package}.{name}".replace("-", "_")
    lines = [
        f"  {name}:",
        f"    command: [python, -m, {module}, --date, {{run: date}}]",
        "    env:",
        f"      LOG_LEVEL: {rng.choice(['info', 'debug'])}",
        f"      DATABASE_HOST: {team_of(index)}-db.internal",
        f"      BATCH_SIZE: {rng.choice([100, 500, 1000])}",
        f"    resources: {{cpu: {rng.choice(['250m', '500m', '1', '2'])},"
        f" memory: {rng.choice(['256Mi', '512Mi', '1Gi', '2Gi'])}}}",
        "    secrets:",
        f"      DATABASE_PASSWORD: {package}.password",
    ]
    if first:
        lines.append(f"      WAREHOUSE_PASSWORD: {shared_secret(index)}.password")
    if rng.random() < 0.3:
        lines.append(f"      TLS_KEY: {{from: {package}.tls_key, as: file}}")
    lines += [
        f"    retries: {rng.randrange(4)}",
        f"    timeout: {rng.choice(['15m', '30m', '1h', '2h'])}",
    ]
    if rng.random() < 0.2:
        lines.append("    placement: {node_selector: {pool: batch}, tolerations: [{key: batch}]}")
    return lines


def schedule(name: str, package: str, rng: random.Random, work: list[str]) -> list[str]:
    hour = rng.choice(["*", "*/2", str(rng.randrange(24)), str(rng.randrange(24))])
    lines = [
        "---",
        "kind: schedule",
        f"name: {name}",
        f"package: {package}",
        "engine: airflow",
        f'cron: "{rng.randrange(60)} {hour} * * {rng.choice(["*", "*", "1-5", "SUN"])}"',
        f"timezone: {rng.choice(['UTC', 'Europe/Berlin', 'America/New_York'])}",
        "start: 2026-01-01",
        *work,
        f"airflow: {{pool: {rng.choice(['default', 'trino'])}, tags: [{rng.choice(VERBS)}]}}",
    ]
    if rng.random() < 0.3:
        lines.append("overrides:\n  prod: {airflow: {max_active_runs: 2}}")
    return lines


def package_file(index: int, seed: int) -> str:
    rng = random.Random(f"package {seed} {index}")
    package = package_name(index, seed)
    team = team_of(index)
    names = rng.sample(VERBS, rng.choice([2, 2, 2, 3]))
    lines = [
        f"# Owned by {team}; ask there before changing it.",
        "kind: package",
        f"name: {package}",
        f"owner: {team}",
        f"description: Keeps the {rng.choice(NOUNS)} of {team} fresh.",
        f"environments: {environments(index, seed)}",
        "image:",
        f"  repository: registry.corpus.example/{team}/{package}",
        f'  digest: "{digest(package)}"',
        "jobs:",
    ]
    for i, name in enumerate(names):
        lines += job(name, package, index, i == 0, rng)
    graph = ["tasks:"]
    for i, name in enumerate(names):
        after = f", after: [{names[i - 1]}]" if i else ""
        graph.append(f"  {name}: {{job: {name}{after}}}")
    lines += schedule("all", package, rng, graph)
    lines += schedule(f"only-{names[0]}", package, rng, [f"run: {names[0]}"])
    lines += [
        "---",
        "kind: secret",
        f"name: {package}",
        f"owner: {team}",
        f"environments: {environments(index, seed)}",
        "store: vault",
        f'path: "{team}/{{env}}/{package}"',
        "keys: {username: string, password: password, tls_key: private-key}",
        f"rotate_every: {rng.choice([30, 90, 180])}d",
        f"allow: [{{package: {package}}}]",
    ]
    return "\n".join(lines) + "\n"


def shared_file(index: int, seed: int) -> str:
    """The secret of the ten packages from `index` on."""
    lines = [
        "kind: secret",
        f"name: {shared_secret(index)}",
        f"owner: {team_of(index)}",
        f"environments: {environments(index, seed)}",
        "store: vault",
        f'path: "{team_of(index)}/{{env}}/{shared_secret(index)}"',
        "keys: {username: string, password: password}",
        "allow:",
    ]
    lines += [f"  - {{package: {package_name(index + i, seed)}}}" for i in range(GROUP)]
    return "\n".join(lines) + "\n"


def write_corpus(out: Path, count: int, seed: int = 7) -> None:
    """Writes the workspace; `out` must not hold another one."""
    if count % GROUP:
        raise ValueError(f"the number of packages must be a multiple of {GROUP}")
    (out / "specs").mkdir(parents=True)
    (out / "writ.yaml").write_text(WORKSPACE)
    (out / "specs/platform.yaml").write_text(platform())
    for index in range(count):
        folder = out / "specs" / team_of(index)
        folder.mkdir(exist_ok=True)
        (folder / f"{package_name(index, seed)}.yaml").write_text(package_file(index, seed))
        if index % GROUP == 0:
            (folder / f"{shared_secret(index)}.yaml").write_text(shared_file(index, seed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    write_corpus(arguments.out, arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
