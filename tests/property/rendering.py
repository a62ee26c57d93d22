"""What tests of rendered templates share: the pages they render, what is refused, and who reads the result."""

import base64
import json
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hostile import corpus

COUNT = 900
Render = Callable[..., list[tuple[str, str]]]

PYTHON = """\
value = [
    @{text},
    "in @{text} side @{text}",
    @{list},
    @{map},
    @{record},
    @{records},
    @{any},
    @{number},
    @{yes},
    @{ratio},
    \"\"\"@{text}\"\"\",
]
"""


JSON = """\
{
  @{text}: "in @{text} side @{text}",
  "list": @{list},
  "map": @{map},
  "record": @{record},
  "records": @{records},
  "any": @{any},
  "number": @{number},
  "yes": @{yes},
  "ratio": @{ratio},
  "texts": [@{text}, @{text:json}],
  @if nothing
  "nothing": @{nothing},
  @end
}
"""


YAML_TEXT = """\
inside: "in @{text} side @{text}"
text: @{text}
list: @{list}
map: @{map}
record: @{record}
records: @{records}
any: @{any}
number: @{number}
yes: @{yes}
ratio: @{ratio}
items:
  - @{text}
  - @{record}
  - @{list}
  - key: @{record}
    other: @{text}
  - [@{text}, @{list}, {@{text}: @{text}}]
keys:
  @{text}: 1
  "a @{text}": 2
"""


HCL_CASE = """\
locals {
  case_NUMBER = {
    text = @{text}
    inside = "in @{text} side @{text}"
    joined = "$@{text}-%@{text} a@{text}{b@{text}${"c"}"
    list = @{list}
    map = @{map}
    record = @{record}
    records = @{records}
    any = @{any}
    number = @{number}
    yes = @{yes}
    ratio = @{ratio}
    keys = {
      @{text} = 1
    }
    call = jsonencode({
      a = @{list}
      long_name = @{text}
    })
    interpolated = "a${jsonencode(@{list})}b"
    HEREDOC
  }
}
"""


SHELL = """\
#!/bin/sh
printf '%s\\0' @{text} "in @{text} side @{text}" pre@{text}post @{list} @{number} \\
  --flag=@{text} "$(printf '%sx' @{text})"
"""


def structures(text: str) -> dict[str, Any]:
    """What template_probe's view holds for `text`, but for its scalars."""
    items = [text, "plain", text]
    entries = {"key": text} if text == "key" else {"key": text, text: "value"}
    return {
        "list": items,
        "map": entries,
        "record": {"text": text, "list": items},
        "records": [{"text": text, "list": items}, {"text": "x", "list": []}],
        "any": {"deep": [text, None, []], "text": text},
    }


SCALARS = {"number": -7, "yes": True, "ratio": 1000.0}


def each(
    render: Render, path: str, template: str, refused: Callable[[str], bool] = lambda _: False
) -> list[tuple[str, str]]:
    """Renders the corpus; checks what is refused, returns (text, output) of the rest."""
    texts = corpus(COUNT)
    kept = []
    for text, (state, body) in zip(
        texts, render(path, [template] * len(texts), texts), strict=True
    ):
        wanted = "refused" if refused(text) else "ok"
        assert state == wanted, f"{text!r} is {state}, not {wanted}: {body}"
        if state == "ok":
            kept.append((text, body))
    assert len(kept) > COUNT / 3
    return kept


def unprintable(text: str) -> bool:
    """Holds a character that no comment, block text or single-quoted text may hold."""
    invisible = (
        "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    )
    return any(
        unicodedata.category(c) == "Cc"
        or c in invisible
        or 0x2060 <= ord(c) <= 0x206F
        or c in "\ufeff\ufff9\ufffa\ufffb\ufffe\uffff"
        or 0xE0000 <= ord(c) <= 0xE007F
        for c in text
    )


def terraform_refuses(text: str) -> bool:
    return "\0" in text or unicodedata.normalize("NFC", text) != text


def hcl_refuses(text: str) -> bool:
    marked = text and (unicodedata.category(text[0])[0] == "M" or 0x1160 <= ord(text[0]) <= 0x11FF)
    return terraform_refuses(text) or bool(marked)


def console(terraform: Path, folder: Path, expression: str) -> Any:
    """The value of an expression, as Terraform computes it in `folder`."""
    done = subprocess.run(
        [terraform, f"-chdir={folder}", "console"],
        input=f"base64encode(jsonencode({expression}))\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(base64.b64decode(done.stdout.strip().strip('"')))


def kubelet(text: str) -> str:
    """The kubelet's expansion of env, command and args, with no variables known."""
    return re.sub(r"\$(\$|\([^)]*\))", lambda m: "$" if m[1] == "$" else m[0], text)


def quotes_refuse(text: str) -> bool:
    """Bash doubles two bytes between double quotes in an array."""
    return any(c in text for c in "\0\x01\x7f")
