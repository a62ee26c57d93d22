"""YAML as editors read it that validate against a JSON Schema: the core schema of YAML 1.2."""

import re

import yaml


class CoreLoader(yaml.BaseLoader):
    """Plain scalars are null, true, false or numbers where they look so; nothing else is."""

    def construct_core(self, node: yaml.ScalarNode) -> object:
        text = node.value
        if node.style is not None:
            return text
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text.lower() in ("true", "false"):
            return text.lower() == "true"
        if re.fullmatch(r"[-+]?[0-9]+", text):
            return int(text)
        if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
            return float(text)
        return text

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        if isinstance(node, yaml.ScalarNode):
            return self.construct_core(node)
        return super().construct_object(node, deep)


def load_all(text: str) -> list[object]:
    """The documents of a file."""
    return list(yaml.load_all(text, CoreLoader))


def load(text: str) -> object:
    """The one document of a text."""
    (document,) = load_all(text)
    return document
