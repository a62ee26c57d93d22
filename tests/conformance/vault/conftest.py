"""What the tests of Vault policies and roles share."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from terraform.roots import Applied, apply_root, roots
from vault.live import Installed, Issuer, TokenReviews, Vault

__all__ = ["apply_root", "roots"]


@dataclass(frozen=True)
class Declared:
    """What the specs say of one environment, read here and not by Writ."""

    name: str
    facts: dict
    paths: dict[str, str]  # of each Vault secret, inside its mount
    grants: dict[str, dict[str, set[str]]]  # principal -> secret -> actions, as Writ derives them


def documents(root: Path) -> list[dict]:
    """All spec documents."""
    found = []
    for file in sorted((root / "specs").rglob("*.yaml")):
        found += [document for document in yaml.safe_load_all(file.read_text()) if document]
    return found


def path_of(secret: dict, facts: dict, environment: str) -> str:
    """Where a secret lies inside its mount."""
    for kind, folder in (("connection", "connections"), ("variable", "variables")):
        if kind in secret.get("airflow", {}):
            return f"airflow/{folder}/{secret['airflow'][kind]}"
    path = secret.get("path", secret["name"])
    return path.replace("{env}", facts.get("path_name", environment))


@pytest.fixture(scope="session", params=["dev", "staging", "prod"])
def declared(request, root: Path, writ: Path) -> Declared:
    """Each environment in turn."""
    name = request.param
    everything = documents(root)
    platform = next(document for document in everything if document["kind"] == "platform")
    facts = platform["environments"][name]
    paths = {
        document["name"]: path_of(document, facts, name)
        for document in everything
        if document["kind"] == "secret"
        and document["store"] == "vault"
        and name in document.get("environments", [name])
    }
    listing = subprocess.run(
        [writ, "-C", root, "inspect", "--stage=access"], capture_output=True, text=True, check=True
    ).stdout
    grants: dict[str, dict[str, set[str]]] = {}
    for line in listing.splitlines():
        environment, principal, actions, what, _ = line.split("\t")
        kind, _, secret = what.partition("/")
        if environment == name and kind == "secret" and secret in paths:
            grants.setdefault(principal, {})[secret] = set(actions.split(", "))
    assert grants
    return Declared(name, facts, paths, grants)


@pytest.fixture(scope="session")
def vault_root(
    declared: Declared, roots: list[Path], apply_root: Callable[[Path], Applied]
) -> Applied:
    """The environment's `vault` root, applied."""
    return apply_root(
        next(r for r in roots if r.name == "vault" and r.parents[1].name == declared.name)
    )


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    """Signs the tokens of all clusters and GitLabs."""
    return Issuer()


@pytest.fixture(scope="session")
def installed(
    tool: Callable[[str], Path], vault_root: Applied, issuer: Issuer
) -> Iterator[Installed]:
    """A live Vault with everything that the root describes; the tests of an environment share it."""
    command = [tool("vaultjudge"), "server", "-listen", "127.0.0.1:0", "-until-eof"]
    reviews = TokenReviews(issuer)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        line = server.stdout.readline()
        assert line.startswith("listening on "), f"vaultjudge did not start: {line!r}"
        vault = Vault("http://" + line.removeprefix("listening on ").strip())
        yield Installed(vault, vault_root, issuer, reviews)
        server.stdin.close()
    reviews.stop()
