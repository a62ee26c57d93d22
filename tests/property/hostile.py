"""Texts that break out of their place wherever values are pasted instead of encoded."""

import random

SEED = 20270401

FRAGMENTS = [
    "", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\v", "\f", "'", '"', "''", '""', "'''", '"""', "`", "``", "```",
    "\\", "\\\\", "\\n", "\\u0041", "\\x41", "\\'", '\\"', "#", " #", "# ", "//", "/*", "*/", "--", "-->", "<!--", ":",
    ": ", " :", "- ", "-", "---", "...", "? ", "! ", "!", "&", "&a", "*", "*a", "|", "|-", ">", "%", "@", "@{text}",
    "{", "}", "{}", "[", "]", "[]", ",", ";", "$", "$$", "$$$", "${", "${a}", "$${", "$${a}", "$$${a}", "%{", "%{a}",
    "%%{", "%%%{", "%{ if true }", "{{", "{{ a }}", "{%", "{% raw %}", "{#", "}}", "%}", "#}", "{{{", "$(", "$(A)",
    "$$(A)", "$((1))", "$A", "$[[ inputs.a ]]", "$'a'", "EOT", "\nEOT\n", "<<EOT", "no", "No", "y", "on", "off", "true",
    "null", "~", "Null", "012", "0o12", "0x1f", "1e3", "1_000", "1.", ".5", "-0", "+1", ".inf", ".NaN", "22:22",
    "2026-01-01", "=", "<<", "a=b", "for", "if", "None", "print", "\x00", "\x01", "\x07", "\x1b[31m", "\x7f", "\x80",
    "\x85", "\x9f", "\xa0", "\xad", "\u061c", "\u180e", "\u200b", "\u200d", "\u200e", "\u2028", "\u2029", "\u202e",
    "\u2066", "\u2069", "\ufeff", "\ufffd", "\ufffe", "\uffff", "e\u0301", "\u0301", "\u00e9", "\u1e9b\u0323", "\u1100\u1161\u11a8",
    "\U0001f600", "\U0001f469\u200d\U0001f4bb", "\U000e0041", "\U0010ffff", "\u65e5\u672c", "a b", "a  b", " a", "a ", "\na", "a\n",
    "a\nb", "a\n b", "a\nb\n", "a\n\nb", "a\n\n", " a\nb", "a \nb", "a\n\tb", "key", "text", "x" * 200, "../..", "/",
    "~root", "-n", "--help", "*.py", "?", "a|b", "a>b", "a&b", "coding: latin-1", "1) a", "1. a", "+ a", "====",
]  # fmt: skip


def corpus(count: int) -> list[str]:
    """All fragments, each in the middle of a word, and random joins of them: `count` texts in all."""
    rng = random.Random(SEED)
    texts = [*FRAGMENTS, *(f"a{fragment}b" for fragment in FRAGMENTS)]
    while len(texts) < count:
        texts.append("".join(rng.choices(FRAGMENTS, k=rng.randint(2, 5))))
    return list(dict.fromkeys(texts))
