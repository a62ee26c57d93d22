"""Applies a generated Terraform root with the real Terraform and the recorded provider schemas."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

# How conftest.py's `terraform` is called: terraform(FOLDER, ARGUMENT...).
Terraform = Callable[..., subprocess.CompletedProcess]

LOCAL_BACKEND = 'terraform {\n  backend "local" {}\n}\n'


@dataclass(frozen=True)
class Applied:
    """A root after `terraform apply`. `state` is what `terraform show -json` says of it."""

    state: dict
    second_plan: subprocess.CompletedProcess

    def _found(self, mode: str) -> list[dict]:
        everything = self.state["values"]["root_module"].get("resources", [])
        return [resource for resource in everything if resource["mode"] == mode]

    def resources(self, kind: str, mode: str = "managed") -> dict[str, dict]:
        """The values of each resource of a type, by its name; `mode` "data" for data sources."""
        return {r["name"]: r["values"] for r in self._found(mode) if r["type"] == kind}

    def only(self, kind: str) -> dict:
        """The values of the one resource of a type."""
        (values,) = self.resources(kind).values()
        return values

    def kinds(self) -> set[str]:
        """The types of the managed resources."""
        return {resource["type"] for resource in self._found("managed")}


def succeed(done: subprocess.CompletedProcess) -> str:
    """The output of a command that must have succeeded."""
    assert done.returncode == 0, f"{' '.join(map(str, done.args))}\n{done.stdout}{done.stderr}"
    return done.stdout


def _copy_policies(environment: Path, folder: Path) -> None:
    if (environment / "vault").exists():
        shutil.copytree(environment / "vault", folder / "vault")


def initialise(terraform: Terraform, root: Path, folder: Path) -> Path:
    """A copy of `root` below `folder`, with what it reads beside it, initialised with a local state."""
    environment = root.parent.parent
    work = folder / environment.name / "terraform" / root.name
    shutil.copytree(root, work)
    _copy_policies(environment, work.parents[1])
    (work / "backend_override.tf").write_text(LOCAL_BACKEND)
    succeed(terraform(work, "init", "-no-color"))
    return work


def replace_root(work: Path, root: Path) -> None:
    """Puts `root`, with what it reads beside it, in the place of the initialised root in `work`; the state stays."""
    for file in work.glob("*.tf"):
        if file.name != "backend_override.tf":
            file.unlink()
    for file in root.glob("*.tf"):
        shutil.copy(file, work)
    shutil.rmtree(work.parents[1] / "vault", ignore_errors=True)
    _copy_policies(root.parents[1], work.parents[1])


def planned_actions(terraform: Terraform, work: Path) -> dict[str, list[str]]:
    """What a plan in an applied folder would do to each managed resource that it does not leave alone.

    `["moved"]` is a new address and nothing else.
    """
    succeed(terraform(work, "plan", "-no-color", "-out=again"))
    plan = json.loads(succeed(terraform(work, "show", "-json", "again")))
    actions = {}
    for resource in plan.get("resource_changes", []):
        done = resource["change"]["actions"]
        if resource["mode"] != "managed":
            continue
        if done != ["no-op"]:
            actions[resource["address"]] = done
        elif "previous_address" in resource:
            actions[resource["address"]] = ["moved"]
    return actions


def apply(terraform: Terraform, root: Path, folder: Path) -> Applied:
    """Validates, plans and applies a copy of `root`, and plans once more."""
    work = initialise(terraform, root, folder)
    succeed(terraform(work, "validate", "-no-color"))
    succeed(terraform(work, "plan", "-no-color", "-out=plan"))
    succeed(terraform(work, "apply", "-no-color", "plan"))
    again = terraform(work, "plan", "-no-color", "-detailed-exitcode")
    state = json.loads(succeed(terraform(work, "show", "-json")))
    return Applied(state, again)


@pytest.fixture(scope="session")
def roots(generated: Path) -> list[Path]:
    """Every generated Terraform root, sorted."""
    found = sorted({file.parent for file in generated.glob("*/terraform/*/*.tf")})
    assert found, "there is no generated Terraform"
    return found


@pytest.fixture(scope="session")
def apply_root(
    terraform: Terraform, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path], Applied]:
    """apply_root(ROOT) applies a root, once in a run of the tests."""
    done: dict[Path, Applied] = {}

    def once(root: Path) -> Applied:
        if root not in done:
            done[root] = apply(terraform, root, tmp_path_factory.mktemp(root.name))
        return done[root]

    return once
