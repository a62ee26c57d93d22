"""Turns lines `name@version` and `parent>name@version` into a package.json that pins exactly these."""

import json
import sys


def manifest(lines: list[str]) -> dict:
    """A package.json as a dict; nested lines become overrides of the one parent that uses them."""
    dependencies: dict[str, str] = {}
    overrides: dict[str, dict[str, str]] = {}
    for line in lines:
        path, _, version = line.strip().rpartition("@")
        parent, _, name = path.rpartition(">")
        if parent:
            overrides.setdefault(parent, {})[name] = version
        else:
            dependencies[name] = version
    return {"private": True, "dependencies": dependencies, "overrides": overrides}


if __name__ == "__main__":
    json.dump(manifest([line for line in sys.stdin if line.strip()]), sys.stdout, indent=2)
