"""Renames objects of a workspace's specs, with all that refers to them."""

import io
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML


class Named(NamedTuple):
    """An object that can be renamed; `package` is empty for those that belong to none."""

    kind: str
    package: str
    name: str

    def __str__(self) -> str:
        return "/".join(part for part in self if part)


RENAMED = ("package", "schedule", "maintenance", "secret")


def new_name(name: str) -> str:
    """What `name` is called after its rename; sorted elsewhere than before."""
    return f"new-{name}"


def _documents(text: str) -> list:
    return [document for document in _yaml().load_all(text) if document]


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1000
    return yaml


def objects_of(specs: Path) -> list[Named]:
    """Every object of a folder of specs that can be renamed, sorted."""
    found = []
    for path in specs.rglob("*.yaml"):
        for document in _documents(path.read_text()):
            if document["kind"] in RENAMED:
                owner = document.get("package", "")
                found.append(Named(document["kind"], owner, document["name"]))
    return sorted(found)


class Renaming:
    """Changes the texts of specs: `objects`, by their names before, get new names."""

    def __init__(self, objects: Collection[Named]) -> None:
        self.objects = frozenset(objects)

    def __call__(self, path: Path, text: str) -> str:
        """The new text of a spec file."""
        documents = _documents(text)
        for document in documents:
            self._rename(document)
        out = io.StringIO()
        _yaml().dump_all(documents, out)
        return out.getvalue()

    def _now(self, kind: str, package: str, name: str) -> str:
        return new_name(name) if (kind, package, name) in self.objects else name

    def _rename(self, document: dict) -> None:
        kind, package, name = document["kind"], document.get("package", ""), document["name"]
        now = self._now(kind, package, name)
        if now != name:
            document["name"] = now
            document["renamed_from"] = name
        if kind == "schedule":
            document["after"] = [self._schedule(one) for one in document.pop("after", [])]
            if not document["after"]:
                del document["after"]
        for consent in document.get("allow", []):
            self._consent(consent)
        if kind in ("package", "maintenance"):
            self._uses(document)
        if package:
            document["package"] = self._now("package", "", package)

    def _schedule(self, reference: str) -> str:
        package, name = reference.split("/")
        return f"{self._now('package', '', package)}/{self._now('schedule', package, name)}"

    def _consent(self, consent: dict) -> None:
        package = consent.get("package", "")
        if "maintenance" in consent:
            works = consent["maintenance"]
            consent["maintenance"] = [self._now("maintenance", package, one) for one in works]
        if package:
            consent["package"] = self._now("package", "", package)

    def _uses(self, node: dict | list) -> None:
        """Texts that are a secret's name, or that and a key."""
        for at, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
            if isinstance(value, (dict, list)):
                self._uses(value)
            elif isinstance(value, str) and at not in ("name", "renamed_from", "package"):
                name, *key = value.split(".", 1)
                if ("secret", "", name) in self.objects:
                    node[at] = ".".join([new_name(name), *key])
