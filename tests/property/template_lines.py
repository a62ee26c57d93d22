"""Random small templates: nested `@if` and `@for` around lines that are right or nearly so."""

import itertools
import random
from collections.abc import Callable

CONDITIONS = [
    "one",
    "two",
    "not one",
    "note",
    "items",
    "words",
    "filled",
    'text == "a"',
    'text == "b"',
    'text != "a"',
]
ITEM_CONDITIONS = ["item.big", "item.note", "not item.big", "item.tags"]
KEYS = ["a", "b", "c", "name", '"a"', "@{text}", "p_@{text}"]
LOOPS = {
    "item": ["items", "filled"],
    "word": ["words"],
    "kind": ["kinds"],
    "key, value": ["map"],
    "tag": ["item.tags"],
}
LOOP_KEYS = {
    "item": [
        "@{item.name}",
        "@{item.name}",
        "@{item.owner}",
        '"@{item.name}"',
        '"x-@{item.name}"',
        "a",
    ],
    "word": ["@{word}"],
    "kind": ["@{kind}", "@{kind}", '"k @{kind}"'],
    "key, value": ["@{key}", "@{key}", "@{value}"],
    "tag": ["@{tag}", '"@{item.name}:@{tag}"'],
}


class Templates:
    """Templates of one language: `build(seed)`."""

    def __init__(self, language: str) -> None:
        self.body: Callable[[str, int], list[str]] = getattr(self, f"{language}_body")
        self.language = language

    def build(self, seed: int) -> str:
        self.rng = random.Random(seed)
        self.loops: list[str] = []
        self.keys = self.rng.sample("abcdefghij", 10)
        lines = self.body("", 0)
        if self.language == "json":
            lines = ["{", *lines, "}"]
        if self.chance(0.15):
            lines = self.disturb(lines)
        if self.chance(0.1):
            lines = self.without_comma(lines)
        return "\n".join(lines) + "\n"

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def disturb(self, lines: list[str]) -> list[str]:
        at = self.rng.randrange(len(lines))
        if self.chance(0.4):
            return [*lines[:at], *lines[at + 1 :]]
        if self.chance(0.5):
            return [*lines[:at], "  " + lines[at], *lines[at + 1 :]]
        return [*lines[:at], lines[at].removeprefix("  "), *lines[at + 1 :]]

    def without_comma(self, lines: list[str]) -> list[str]:
        """Without one comma before a directive: between lines it would be wrong for all data."""
        ends = [
            at
            for at, (line, after) in enumerate(itertools.pairwise(lines))
            if line.endswith(",")
            and after.strip().startswith(("@if", "@for", "@else", "@end", ")", "]", "}"))
        ]
        if ends:
            at = self.rng.choice(ends)
            lines = [*lines[:at], lines[at][:-1], *lines[at + 1 :]]
        return lines

    def condition(self) -> str:
        pool = CONDITIONS + (ITEM_CONDITIONS * 2 if "item" in self.loops else [])
        return self.rng.choice(pool)

    def wrap(self, indent: str, make: Callable[[], list[str]]) -> list[str]:
        """What `make` returns, perhaps in a condition or loop."""
        kind = self.rng.random()
        if kind < 0.25:
            lines = [f"{indent}@if {self.condition()}", *make()]
            if self.chance(0.4):
                lines += [f"{indent}@else", *make()]
            return [*lines, f"{indent}@end"]
        if kind < 0.45 and len(self.loops) < 2:
            names = [
                n for n in LOOPS if n not in self.loops and (n != "tag" or "item" in self.loops)
            ]
            name = self.rng.choice(names)
            self.loops.append(name)
            lines = [f"{indent}@for {name} in {self.rng.choice(LOOPS[name])}", *make()]
            self.loops.pop()
            if self.chance(0.2):
                lines += [f"{indent}@else", *make()]
            return [*lines, f"{indent}@end"]
        return make()

    def key(self) -> str:
        if self.loops and self.chance(0.8):
            return self.rng.choice(LOOP_KEYS[self.loops[-1]])
        if self.keys and self.chance(0.85):
            return self.keys.pop()
        return self.rng.choice(KEYS)

    def scalar(self) -> str:
        return self.rng.choice(
            ["1", "@{text}", "@{var}", '"x @{text}"', "@{words}", "@{map}", "@{items}"]
        )

    def name(self) -> str:
        pool = ["a", "b", "@{var}"] + (
            ["@{item.var}", "@{item.owner}"] if "item" in self.loops else []
        )
        return self.rng.choice(pool)

    def body_of(self, indent: str, depth: int, one: Callable[[str, int], list[str]]) -> list[str]:
        lines = []
        for _ in range(self.rng.randint(1, 3)):
            lines += self.wrap(indent, lambda: one(indent, depth))
        return lines

    # ---- YAML

    def yaml_body(self, indent: str, depth: int) -> list[str]:
        if depth > 0 and self.chance(0.3):
            return self.body_of(indent, depth, self.yaml_element)
        return self.body_of(indent, depth, self.yaml_entry)

    def yaml_entry(self, indent: str, depth: int) -> list[str]:
        head = f"{indent}{self.key()}:"
        kind = self.rng.random()
        if kind < 0.35 and depth < 3:
            return [
                head,
                *self.yaml_body(indent + self.rng.choice(["  ", "  ", "  ", "    "]), depth + 1),
            ]
        if kind < 0.42 and depth < 3:
            return [head, *self.body_of(indent, depth + 1, self.yaml_element)]
        if kind < 0.5:
            deep = indent + "  "
            return [
                f"{head} |",
                *self.body_of(deep, depth, lambda i, _: [f"{i}echo @{{text:json}}"]),
            ]
        if kind < 0.58:
            entries = ", ".join(
                f"{self.key()}: {self.rng.choice(['1', '@{text}'])}" for _ in range(2)
            )
            return [f"{head} {{{entries}}}"]
        if kind < 0.62:
            return [
                f"{head} [",
                f"{indent}  @{{text}},",
                f"{indent}  {{{self.key()}: 1}},",
                f"{indent}]",
            ]
        if kind < 0.66:
            return [f"{head} plain", *([f"{indent}    more"] if self.chance(0.5) else [])]
        return [f"{head} {self.scalar()}"]

    def yaml_element(self, indent: str, depth: int) -> list[str]:
        kind = self.rng.random()
        if kind < 0.4:
            lines = [f"{indent}- {self.key()}: {self.scalar()}"]
            if self.chance(0.6):
                lines += self.body_of(indent + "  ", depth + 1, self.yaml_entry)
            return lines
        if kind < 0.5 and depth < 3:
            return [f"{indent}-", *self.yaml_body(indent + "  ", depth + 1)]
        return [f"{indent}- {self.scalar()}"]

    # ---- Python

    def python_body(self, indent: str, depth: int) -> list[str]:
        return self.body_of(indent, depth, self.python_statement)

    def python_statement(self, indent: str, depth: int) -> list[str]:
        deep = indent + "    "
        kind = self.rng.random()
        if kind < 0.25 and depth < 3:
            head = self.rng.choice(
                ["if x:", "for x in y:", "while x:", "def f():", "with x as y:", "try:"]
            )
            lines = [indent + head, *self.python_body(deep, depth + 1)]
            tails = {
                "i": ["elif x:", "else:"],
                "f": ["else:"],
                "w": ["else:"],
                "t": ["except E:", "finally:"],
            }
            for tail in tails.get(head[0], []) if not head.startswith("with") else []:
                if head == "try:" or self.chance(0.4):
                    make = lambda tail=tail: [indent + tail, *self.python_body(deep, depth + 1)]  # noqa: E731
                    lines += self.wrap(indent, make) if self.chance(0.3) else make()
            return lines
        if kind < 0.55:
            return [f"{indent}f(", *self.body_of(deep, depth, self.python_argument), f"{indent})"]
        if kind < 0.65:
            return [
                f"{indent}x = {{",
                *self.body_of(deep, depth, self.python_member),
                f"{indent}}}",
            ]
        if kind < 0.7:
            return [f'{indent}x = """a', *self.wrap("", lambda: ["@{text}"]), '"""']
        if kind < 0.75:
            return [f"{indent}@d", f"{indent}def g():", f"{deep}pass"]
        return [f"{indent}{self.name()} = 1"]

    def python_argument(self, indent: str, depth: int) -> list[str]:
        value = self.rng.choice(["1", "@{text}", "@{words}", "*a"])
        if self.chance(0.5):
            return [
                f"{indent}{self.rng.choice([self.keys.pop() if self.keys else 'z', self.name()])}={value.lstrip('*')},"
            ]
        return [f"{indent}{value},"]

    def python_member(self, indent: str, depth: int) -> list[str]:
        return [f"{indent}@{{text}}: {self.rng.choice(['1', '@{map}'])},"]

    # ---- JSON

    def json_body(self, indent: str, depth: int) -> list[str]:
        return self.body_of(indent + "  ", depth, self.json_member)

    def json_member(self, indent: str, depth: int) -> list[str]:
        key = self.key()
        head = (
            key
            if key.startswith(('"', "@{")) and '"' not in key[1:-1]
            else f'"{key.strip(chr(34))}"'
        )
        kind = self.rng.random()
        if kind < 0.3 and depth < 3:
            return [f"{indent}{head}: {{", *self.json_body(indent, depth + 1), f"{indent}}},"]
        if kind < 0.5:
            items = self.body_of(indent + "  ", depth, lambda i, _: [f"{i}{self.scalar()},"])
            return [f"{indent}{head}: [", *items, f"{indent}],"]
        return [f"{indent}{head}: {self.scalar()},"]

    # ---- HCL

    def hcl_body(self, indent: str, depth: int) -> list[str]:
        return self.body_of(indent, depth, self.hcl_entry)

    def hcl_entry(self, indent: str, depth: int) -> list[str]:
        deep = indent + "  "
        kind = self.rng.random()
        if kind < 0.25 and depth < 3:
            return [f'{indent}block "@{{var}}" {{', *self.hcl_body(deep, depth + 1), f"{indent}}}"]
        name = (
            self.keys.pop()
            if self.keys and not self.loops
            else self.rng.choice(
                [
                    self.name(),
                    "@{key}" if self.loops and self.loops[-1].startswith("key") else "q",
                    "@{item.name}" if "item" in self.loops else "r",
                ]
            )
        )
        if kind < 0.45:
            return [
                f"{indent}{name} = [",
                *self.body_of(deep, depth, self.hcl_element),
                f"{indent}]",
            ]
        if kind < 0.65:
            return [
                f"{indent}{name} = {{",
                *self.body_of(deep, depth, self.hcl_member),
                f"{indent}}}",
            ]
        if kind < 0.7:
            return [f"{indent}{name} = <<EOT", *self.wrap("", lambda: ["a @{text:json}"]), "EOT"]
        return [f"{indent}{name} = {self.scalar()}"]

    def hcl_element(self, indent: str, depth: int) -> list[str]:
        return [f"{indent}{self.scalar()},"]

    def hcl_member(self, indent: str, depth: int) -> list[str]:
        return [f"{indent}{self.key()} = {self.scalar()}"]

    # ---- shell

    def shell_body(self, indent: str, depth: int) -> list[str]:
        return self.body_of(indent, depth, self.shell_command)

    def shell_command(self, indent: str, depth: int) -> list[str]:
        deep = indent + "  "
        kind = self.rng.random()
        inner = lambda: self.shell_body(deep, depth + 1)  # noqa: E731
        if kind < 0.15 and depth < 3:
            other = [f"{indent}else", *inner()] if self.chance(0.4) else []
            return [f"{indent}if a; then", *inner(), *other, f"{indent}fi"]
        if kind < 0.25 and depth < 3:
            return [f"{indent}for x in @{{words}}; do", *inner(), f"{indent}done"]
        if kind < 0.35 and depth < 3:
            return [f"{indent}f() {{", *inner(), f"{indent}}}"]
        if kind < 0.42 and depth < 3:
            arms = self.body_of(
                deep, depth, lambda i, _: [f"{i}@{{text}})", f"{i}  echo @{{text}}", f"{i}  ;;"]
            )
            return [f"{indent}case $x in", *arms, f"{indent}esac"]
        if kind < 0.47 and depth < 3:
            return [f"{indent}(", *inner(), f"{indent})"]
        if kind < 0.55:
            return [
                f"{indent}a @{{text}} \\",
                *self.wrap(deep, lambda: [f"{deep}--b @{{text}} \\"]),
                f"{deep}c",
            ]
        if kind < 0.62:
            return [
                f"{indent}a {self.rng.choice(['|', '&&', '||'])}",
                *self.wrap(deep, lambda: [f"{deep}b"]),
            ]
        return [f"{indent}echo @{{text}}"]
