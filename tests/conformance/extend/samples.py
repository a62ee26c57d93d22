"""Data that uses every key that `extend` may hold, made from the compiler's own facts."""

from pathlib import Path

import yaml

FACTS = Path(__file__).resolve().parents[3] / "compiler/consumer/facts"

# What stands for a text; a key that is not here takes "text".
TEXTS = {
    "topologyKey": "topology.kubernetes.io/zone",
    "matchLabelKeys": "app",
    "key": "team",
    "conditionType": "example.com/ready",
    "name": "example.com",
    "priorityClassName": "high",
    "schedule": "0 * * * *",
    "timeout": "20 minutes",
    "version_destroy_ttl": "86400s",
}


class Sampler:
    """Follows one file of facts; how they are written: compiler/consumer/shape.h."""

    def __init__(self, name: str, last: bool) -> None:
        """`last`: of several choices take the last one, not the first."""
        facts = yaml.safe_load((FACTS / f"{name}.yaml").read_text())
        self.shape = facts["shape"]
        self.definitions = facts.get("definitions", {})
        self.last = last

    def sample(self, shape: object, key: str) -> object:
        """A value of a shape; None for a key that is refused."""
        if isinstance(shape, dict):
            keys = {k: "team" if k == "*" or k.startswith("form ") else k for k in shape}
            pairs = {keys[k]: self.sample(v, k) for k, v in shape.items()}
            return {k: v for k, v in pairs.items() if v is not None}
        if isinstance(shape, list):
            return [self.sample(shape[0], key)]
        if shape.startswith("refused "):
            return None
        if shape.startswith("one of "):
            return self.choose(shape.removeprefix("one of ").split(", "))
        word = self.choose(shape.split(" or "))
        if word.startswith("see "):
            return self.sample(self.definitions[word.removeprefix("see ")], key)
        if word.startswith("integer "):
            return int(word.split(" ")[3 if self.last else 1])
        values = {"integer": 30, "number": 1.5, "boolean": True, "true": True}
        return values[word] if word in values else TEXTS.get(key, "text")

    def choose(self, choices: list[str]) -> str:
        return choices[-1 if self.last else 0].strip()


def samples(name: str) -> list[dict]:
    """All keys of a file of facts, twice: with the first and the last of all choices."""
    samplers = [Sampler(name, last) for last in (False, True)]
    return [sampler.sample(sampler.shape, name) for sampler in samplers]
