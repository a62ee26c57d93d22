#!/usr/bin/env python3
"""Reduces the official Airflow chart's values.schema.json to the facts that Writ relies on.

usage: chart_facts.py CHART_SCHEMA VALUES... > airflow-chart-1.22.0.schema.json

CHART_SCHEMA is values.schema.json of the chart release; VALUES are files that Writ emits, for every
executor and Airflow version. What stays is the shape of the keys that these files use: types,
enumerations, patterns, required keys. Objects that the chart closes stay closed, and so does the
top level, which the chart leaves open: a key that no VALUES file uses is refused until this script
has run again against the chart.

Top-level keys that the chart's schema does not name are kept without a shape and listed on standard
error: Helm takes them unchecked.
"""

import json
import sys
from pathlib import Path

import yaml

KEPT = ("type", "enum", "pattern", "required", "minimum", "maximum", "uniqueItems")


class Reducer:
    """Collects the used part of a schema; definitions are reduced once, for all their uses."""

    def __init__(self, schema):
        self.definitions = schema.get("definitions", {})
        self.used = {}

    def reduce(self, node, values, out):
        """Adds to `out` the part of `node` that describes any of `values`."""
        if "$ref" in node:
            name = node["$ref"].removeprefix("#/definitions/")
            out["$ref"] = node["$ref"]
            self.reduce(self.definitions[name], values, self.used.setdefault(name, {}))
            return out
        for key in KEPT:
            if key in node:
                out[key] = node[key]
        maps = [value for value in values if isinstance(value, dict)]
        if maps or "properties" in node:
            self._reduce_map(node, maps, out)
        items = [item for value in values if isinstance(value, list) for item in value]
        if items and "items" in node:
            self.reduce(node["items"], items, out.setdefault("items", {}))
        for key in ("oneOf", "anyOf"):
            if key in node:
                variants = out.setdefault(key, [{} for _ in node[key]])
                for variant, reduced in zip(node[key], variants):
                    self.reduce(variant, values, reduced)
        return out

    def _reduce_map(self, node, maps, out):
        properties = node.get("properties", {})
        for value in maps:
            for key, inner in value.items():
                if key in properties:
                    reduced = out.setdefault("properties", {}).setdefault(key, {})
                    self.reduce(properties[key], [inner], reduced)
        rest = node.get("additionalProperties")
        if rest is False:
            out["additionalProperties"] = False
        elif isinstance(rest, dict):
            others = [v for value in maps for k, v in value.items() if k not in properties]
            self.reduce(rest, others, out.setdefault("additionalProperties", {}))


def main(arguments):
    """Prints the reduced schema of the chart in arguments[0] for the values in the rest."""
    schema = json.loads(Path(arguments[0]).read_text())
    values = [yaml.safe_load(Path(path).read_text()) for path in arguments[1:]]
    reducer = Reducer(schema)
    out = {"$schema": "http://json-schema.org/draft-07/schema#"}
    reducer.reduce(schema, values, out)
    for key in sorted({key for value in values for key in value}):
        if key not in schema["properties"]:
            print(f"not in the chart's schema: {key}", file=sys.stderr)
            out["properties"][key] = {}
    out["additionalProperties"] = False
    out["definitions"] = reducer.used
    json.dump(out, sys.stdout, indent=2, sort_keys=True)
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
