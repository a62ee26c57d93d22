"""Renames move addresses: nothing that exists gets another name, and nothing is destroyed.

Every object of the example is renamed: each in turn, several at once, and in two releases.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from terraform.renames import Named, Renaming, objects_of
from terraform.roots import initialise, planned_actions, replace_root, succeed
from terraform.second_reader import SECOND_READER, share_token

EXAMPLE = Path(__file__).resolve().parents[3] / "specs"
OBJECTS = [*objects_of(EXAMPLE), Named("package", "", "archive")]
PACKAGES = [one for one in OBJECTS if one.kind == "package"]
OTHERS = [one for one in OBJECTS if one.kind != "package"]
SECRETS = [one for one in OBJECTS if one.kind == "secret"]

RESOURCE = re.compile(r'^resource "([^"]+)" "([^"]+)" \{\n(.*?)^\}$', re.MULTILINE | re.DOTALL)
MOVED = re.compile(r"^moved \{\n +from += (\S+)\n +to += (\S+)\n\}\n*", re.MULTILINE)
STATE = re.compile(r'^ +(?:key|prefix) += "(acme-data/[\w/-]+)(?:\.tfstate)?"$', re.MULTILINE)
LITERAL = re.compile(r'^ +(\w+) += "([^"]*)"$', re.MULTILINE)
ONLY_SHOWN = ("description", "display_name")  # to people


@dataclass(frozen=True)
class Root:
    """A generated root: the literals of each resource by its address, and the moves."""

    folder: Path
    resources: dict[str, list[tuple[str, str]]]
    moves: dict[str, str]

    def address_now(self, address: str) -> str:
        """Where Terraform looks for what its state has at `address`."""
        seen = set()
        while address in self.moves:
            assert address not in seen, f"moves in a circle: {address}"
            seen.add(address)
            address = self.moves[address]
        return address


def read_root(folder: Path) -> tuple[str, Root]:
    """The key of a root's state, and the root."""
    text = "".join(file.read_text() for file in sorted(folder.glob("*.tf")))
    resources = {
        f"{kind}.{label}": [one for one in LITERAL.findall(body) if one[0] not in ONLY_SHOWN]
        for kind, label, body in RESOURCE.findall(text)
    }
    moves = MOVED.findall(text)
    assert len({before for before, _ in moves}) == len(moves), "two moves from one address"
    assert len({after for _, after in moves}) == len(moves), "two moves to one address"
    (state,) = STATE.findall(text)
    return state, Root(folder, resources, dict(moves))


def roots_by_state(generated: Path) -> dict[str, Root]:
    """Every root of an output folder, by the key of its state."""
    folders = {file.parent for file in generated.glob("*/terraform/*/*.tf")}
    return dict(read_root(folder) for folder in sorted(folders))


@pytest.fixture(scope="module")
def built(
    build_workspace: Callable, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., dict[str, Root]]]:
    """built(OBJECT...) is every root, by its state, of the example with these objects renamed."""
    done: dict[frozenset[Named], dict[str, Root]] = {}

    def build(*objects: Named) -> dict[str, Root]:
        renaming = Renaming(objects)
        if renaming.objects not in done:
            folder = tmp_path_factory.mktemp("workspace") / "root"
            reader = renaming(Path("archive.yaml"), SECOND_READER)
            generated = build_workspace(
                folder,
                lambda path, text: renaming(path, share_token(path, text)),
                {"specs/archive.yaml": reader},
            )
            done[renaming.objects] = roots_by_state(generated)
        return done[renaming.objects]

    return build


def check_renamed(before: dict[str, Root], after: dict[str, Root]) -> int:
    """Every address is kept or moved, with its literals; returns how many are moved."""
    assert before.keys() == after.keys(), "a root lost its state"
    moved = 0
    for state, old in before.items():
        new = after[state]
        now = {new.address_now(address): literals for address, literals in old.resources.items()}
        assert len(now) == len(old.resources), f"{state}: two addresses move to one"
        assert now == new.resources, state
        assert not set(new.moves) & set(new.resources), f"{state}: moves away from what is there"
        moved += len(set(new.resources) - set(old.resources))
    return moved


def test_the_example_has_every_kind(built: Callable) -> None:
    assert {one.kind for one in OBJECTS} == {"maintenance", "package", "schedule", "secret"}
    roots = built()
    assert len(roots) == len({root.folder for root in roots.values()}) > 5
    kinds = {
        address.split(".")[0] for address in built(*OBJECTS)["acme-data/prod/vault"].moves.values()
    }
    assert kinds >= {"vault_policy", "vault_jwt_auth_backend_role"}


@pytest.mark.parametrize("renamed", OBJECTS, ids=str)
def test_each_rename_keeps_every_address(built: Callable, renamed: Named) -> None:
    check_renamed(built(), built(renamed))


@pytest.mark.parametrize("renamed", [OBJECTS, PACKAGES, OTHERS, SECRETS, PACKAGES + SECRETS])
def test_renames_at_once_keep_every_address(built: Callable, renamed: list[Named]) -> None:
    assert check_renamed(built(), built(*renamed)) > 0


@pytest.mark.parametrize("first", [PACKAGES, OTHERS], ids=["packages first", "packages last"])
def test_renames_in_two_releases_keep_every_address(built: Callable, first: list[Named]) -> None:
    assert check_renamed(built(*first), built(*OBJECTS)) > 0


HISTORIES = {
    "at once": [[], OBJECTS],
    "packages first": [[], PACKAGES, OBJECTS],
    "packages last": [[], OTHERS, OBJECTS],
    "one release skipped": [PACKAGES, OBJECTS],
}


def plan_of_last(
    terraform: Callable, releases: list[Path], folder: Path
) -> tuple[Path, dict[str, list[str]]]:
    """What a plan of the last release would do after all before it were applied, and where."""
    work = initialise(terraform, releases[0], folder)
    for release in releases[1:]:
        succeed(terraform(work, "apply", "-no-color", "-auto-approve"))
        replace_root(work, release)
    return work, planned_actions(terraform, work)


@pytest.mark.parametrize(
    ("history", "state"),
    [
        *[("at once", f"acme-data/{root}") for root in ("prod/thoth", "prod/airflow")],
        *[("at once", f"acme-data/{root}") for root in ("staging/airflow", "staging/google")],
        *[(history, "acme-data/prod/google") for history in HISTORIES],
        *[(history, "acme-data/prod/vault") for history in HISTORIES],
    ],
)
def test_a_rename_moves_addresses_and_destroys_nothing(
    built: Callable, terraform: Callable, tmp_path: Path, history: str, state: str
) -> None:
    releases = [built(*renamed)[state].folder for renamed in HISTORIES[history]]
    _, actions = plan_of_last(terraform, releases, tmp_path)
    assert ["moved"] in actions.values()
    assert not {
        where: done for where, done in actions.items() if "delete" in done or "create" in done
    }


def test_without_its_moved_blocks_a_rename_would_destroy(
    built: Callable, terraform: Callable, tmp_path: Path
) -> None:
    state = "acme-data/prod/google"
    without = tmp_path / "without/prod/terraform/google"
    shutil.copytree(built(*OBJECTS)[state].folder, without)
    for file in without.glob("*.tf"):
        file.write_text(MOVED.sub("", file.read_text()))
    before = built()[state].folder
    _, actions = plan_of_last(terraform, [before, without], tmp_path / "work")
    assert actions["google_secret_manager_secret.gitlab-token"] == ["delete"]
