#!/usr/bin/env python3
"""Reduces a provider's recorded schema to the facts that schemaprovider serves.

    reduce.py DUMP FACTS [NAME...]

DUMP is the output of `terraform providers schema -json` (or one provider's part of it), FACTS the file to
write. It keeps the resources and data sources that FACTS already has and adds NAME... ("data.NAME" for a
data source). A name that the dump lacks keeps what FACTS says of it (from the provider's documentation)
and is listed as unrecorded. Kept are names, types, nesting, counts
and flags; descriptions are not.
"""

import json
import sys
from pathlib import Path

FLAGS = ("required", "optional", "computed", "sensitive", "write_only", "deprecated")


def attribute(schema: dict) -> list:
    """[TYPE, FLAG...]; TYPE is Terraform's own JSON notation, or an object for a nested attribute."""
    if nested := schema.get("nested_type"):
        kind = {"nesting": nested["nesting_mode"], "attributes": attributes(nested["attributes"])}
    else:
        kind = schema["type"]
    return [kind, *(flag for flag in FLAGS if schema.get(flag))]


def attributes(schemas: dict) -> dict:
    """Every attribute of a block, by name."""
    return {name: attribute(schema) for name, schema in sorted(schemas.items())}


def block(schema: dict) -> dict:
    """The attributes and nested blocks of a block."""
    out: dict = {"attributes": attributes(schema.get("attributes", {}))}
    if schema.get("deprecated"):
        out["deprecated"] = True
    for name, nested in sorted(schema.get("block_types", {}).items()):
        counts = {key[:3]: nested[key] for key in ("min_items", "max_items") if nested.get(key)}
        inner = {"nesting": nested["nesting_mode"], **counts, **block(nested["block"])}
        out.setdefault("blocks", {})[name] = inner
    return out


def provider_part(dump: dict, provider: str) -> dict:
    """The part of a dump that is about one provider."""
    for address, part in dump.get("provider_schemas", {}).items():
        if address.endswith("/" + provider):
            return part
    return dump


def pretty(value: object, depth: int = 0) -> str:
    """JSON with one attribute a line: lists stay on one line, objects do not."""
    if not isinstance(value, dict) or not value:
        return json.dumps(value)
    pad = " " * (depth + 1)
    lines = [f"{pad}{json.dumps(key)}: {pretty(item, depth + 1)}" for key, item in value.items()]
    return "{\n" + ",\n".join(lines) + "\n" + " " * depth + "}"


def main(dump_file: str, facts_file: str, names: list[str]) -> None:
    """Rewrites facts_file from dump_file."""
    path = Path(facts_file)
    old = json.loads(path.read_text()) if path.exists() else {}
    dump = provider_part(json.loads(Path(dump_file).read_text()), path.stem)
    config = block((dump.get("provider_config") or dump["provider"])["block"])
    for name in [name for name in config["attributes"] if name.endswith("_custom_endpoint")]:
        del config["attributes"][name]  # Google's provider has 150 of them
    new = {"version": dump.get("provider_version") or old["version"], "config": config}
    unrecorded = []
    for section, prefix in (("resource", ""), ("data_source", "data.")):
        kept = old.get(section + "s", {})
        added = {n.removeprefix("data.") for n in names if n.startswith("data.") == bool(prefix)}
        recorded = dump[section + "_schemas"]
        new[section + "s"] = {
            name: block(recorded[name]["block"]) if name in recorded else kept[name]
            for name in sorted(kept.keys() | added)
        }
        unrecorded += [prefix + name for name in kept if name not in recorded]
    if unrecorded:
        new["unrecorded"] = unrecorded
    path.write_text(pretty(new) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
