"""Texts that another program reads again: what the template writes around a hole must leave it a place there."""

import ast
import json
import random
import re
import subprocess

import pytest
import yaml
from hostile import corpus
from rendering import kubelet, unprintable

# Where a language holds such a text, and how the text comes out of it.
PLACES = {
    "block": ("a.yaml", lambda text: "a: |\n" + "".join(f"  {line}\n" for line in text.split("\n"))),
    "double": ("a.yaml", lambda text: f"a: {json.dumps(text)}\n"),
    "single": ("a.yaml", lambda text: "a: '" + text.replace("'", "''") + "'\n"),
    "json": ("a.json", lambda text: json.dumps({"a": text}) + "\n"),
    "python": ("a.py", lambda text: f"a = {json.dumps(text)}\n"),
    "triple": ("a.py", lambda text: 'a = """' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""\n'),
}  # fmt: skip


def content(path: str, body: str) -> str:
    if path.endswith(".py"):
        return ast.literal_eval(body.removeprefix("a = "))
    return (yaml.safe_load(body) if path.endswith(".yaml") else json.loads(body))["a"]


SCRIPTS = [
    "echo \"$HOME\" >/dev/null; printf '%s' @{text:shell}",
    "x=\"$(printf '%s.' @{text:shell})\"; printf '%s' \"${x%.}\"",
    "if [ -n \"it's\" ]; then printf '%s' @{text:shell}; fi # it's",
    "x=@{text:shell}; printf '%s' \"$x\"",
    "case @{text:shell} in @{text:shell}) printf '%s' @{text:shell} ;; esac",
    "for x in @{text:shell}; do printf '%s' \"$x\"; done",
    "cat <<< @{text:shell} | head -c -1",
]


@pytest.mark.parametrize("place", PLACES)
def test_scripts(render, place):
    """A word of a shell arrives, whatever holds the script."""
    path, write = PLACES[place]
    refused = lambda text: "\0" in text or (place in ("block", "single") and unprintable(text))  # noqa: E731
    for number, script in enumerate(SCRIPTS):
        texts = [text for text in corpus(300) if not refused(text)][number::3]
        template = write(script)
        for text, (state, body) in zip(
            texts, render(path, [template] * len(texts), texts), strict=True
        ):
            assert state == "ok", (template, text, body)
            done = subprocess.run(
                ["bash", "-c", content(path, body)], capture_output=True, check=True
            )
            assert done.stdout.decode() == text, (template, text)


# Outside of the shell's words, and inside of other languages' marks.
REFUSED = [
    'echo "hello @{text:shell}"',
    "echo 'hello @{text:shell}'",
    "echo \"$(echo '@{text:shell}')\"",
    "echo $@{text:shell}",
    "echo `echo @{text:shell}`",
    "echo ${y:-@{text:shell}}",
    "echo $(( @{text:shell} ))",
    "(( @{text:shell} > 1 ))",
    "[[ @{text:shell} -eq 1 ]]",
    "a[@{text:shell}]=1",
    "eval @{text:shell}",
    "eval @{text:shell:shell}",
    "bash -c @{text:shell}",
    "RANDOM=@{text:shell}",
    "PS4=@{text:shell} bash -x",
    "env BASH_ENV=@{text:shell} bash",
    "env -S @{text:shell}",
    "su root -c @{text:shell}",
    "compgen -W @{text:shell}",
    "source <(echo @{text:shell})",
    "bash < <(echo @{text:shell})",
    ">/dev/null eval @{text:shell}",
    "> /dev/null 2>&1 eval @{text:shell}",
    "case x in (x) eval @{text:shell};; esac",
    "bash -ce @{text:shell}",
    "bash -c -o pipefail @{text:shell}",
    "x[0]=1 eval @{text:shell}",
    "$'eval' @{text:shell}",
    "$SHELL -c @{text:shell}",
    "rbash -c @{text:shell}",
    "source /dev/stdin <<< @{text:shell}",
    "PS4[0]=@{text:shell}",
    "printf -v PS4 %s @{text:shell}",
    "for RANDOM in @{text:shell}; do :; done",
    "declare -i a; a[1]=@{text:shell}",
    "@{text:shell}=1",
    "# @{text:shell}",
    "echo \\@{text:shell}",
    "echo @{text:json} @{text:shell}",
    "echo @{text:shell} @{text:kubelet}",
    '{"a": "@{text:json}"}',
    "['@{text:json}']",
    "{{ '@{text:jinja}' }}",
    "{{ @{text:jinja} }}",
    "{{ {'}}': @{text:jinja} }}",
    "{% if @{text:json:jinja} %}a{% endif %}",
    "{# @{text:jinja} #}",
    "{% raw %}@{text:jinja}{% endraw %}",
    "{%- raw -%}{% endif %}@{text:jinja}{% endraw %}",
    "{@{text:jinja}",
    "{{ @{text:gotemplate} }}",
    '{{/* " */}}{{ `}}` @{text:gotemplate} }}',
    "{{/* @{text:gotemplate} */}}",
    "$(@{text:kubelet})",
    "$@{text:kubelet}",
    "${@{text:compose}}",
    "${A:-@{text:compose}}",
    "$A@{text:compose}",
    "$A@{text:gitlab}",
    "%A@{text:gitlab}%",
    "${@{text:gitlab}}",
    "$[[ @{text:gitlab} ]]",
    "%(@{text:configparser})s",
    "%@{text:configparser}",
]


def hcl(text: str) -> str:
    return text.replace("${", "$${").replace("%{", "%%{")


def shell(text: str) -> str:
    return re.sub(r'([\\"$`])', r"\\\1", text)


MORE_PLACES = {
    "hcl": ("a.tf", lambda text: f"a = {hcl(json.dumps(text))}\n"),
    "heredoc": ("a.tf", lambda text: f"a = <<EOT\n{hcl(text)}\nEOT\n"),
    "fence": ("a.md", lambda text: f"```\n{text}\n```\n"),
    "quotes": ("a.sh", lambda text: f'a="{shell(text)}"\n'),
}


@pytest.mark.parametrize("place", PLACES | MORE_PLACES)
def test_refused_before_data(render, place):
    path, write = (PLACES | MORE_PLACES)[place]
    templates = [write(text) for text in REFUSED]
    answers = render(path, templates, ["x"] * len(templates))
    for template, (state, body) in zip(templates, answers, strict=True):
        assert state == "error" and "E0611" in body, (template, state, body)


def test_refused_over_lines(render):
    """What opens on one line is open on the next, on one way at least."""
    for template in [
        'a: |\n  echo "\n  @{text:shell}\n  "\n',
        'a: |\n  @if yes\n  echo "\n  @end\n  @{text:shell}\n',
        'a: |\n  @for item in list\n  echo @{text:shell}\n  echo "\n  @end\n',
        "a: |\n  cat <<E\n  @{text:shell}\n  E\n",
        "a: |\n  eval \\\n  @{text:shell}\n",
        "a: |\n  printf '%s' '\n    {\"text\": @{text:json}}\n  '\n",
        "a: >\n  declare -i\n  x=@{text:shell}\n",
        "a: |\n  {{\n  @{text:jinja}\n  }}\n",
        "a: |\n  @if yes\n  {% raw %}\n  @end\n  @{text:jinja}\n",
    ]:
        ((state, body),) = render("a.yaml", [template], ["x"])
        assert state == "error" and "E0611" in body, (template, state, body)
    for template in [
        'a: |\n  echo "\n  " @{text:shell}\n',
        "a: |\n  @if yes\n  echo a\n  @else\n  echo b\n  @end\n  echo @{text:shell}\n",
        'a: |\n  @for item in list\n  echo "a" @{text:shell}\n  @end\nb: "\'@{text}"\n',
        "a: |\n  {% if x %}\n  @{text:jinja}\n  {% endif %}\n",
    ]:
        ((state, body),) = render("a.yaml", [template], ["x"])
        assert state == "ok", (template, state, body)


PIECES = {
    "shell": [
        "echo ", "printf %s ", " ", " ", "\n", '"', '"', "'", "'", "`", "$(", ")", "${a", ":-", "}", "$((", "))", "((",
        "[[ ", " -eq 1", " ]]", "\\", "#", ";", " | ", " && ", "{ ", "; }", "x=", "a[", "]", "declare -i n", "n=",
        "let ", "eval ", "test -v ", "<<E\n", "\nE\n", "<<< ", "case x in ", ") echo;;", " esac", "$'", "$", "~", "*",
        "export ", "if true; then ", " fi", "(", "x", "n", "$x", '"$n"', "${!n}", "y=$x", "$y", "read ", "unset ", "RANDOM=", "trap ", " EXIT", "bash -c ", "true ",
    ],
    "jinja": [
        "{{ ", " }}", "{% ", " %}", "{#", "#}", '"', "'", "{% raw %}", "{% endraw %}", "{%- if true -%}", "{% endif %}",
        " ", "\n", "{", "}", "x", "'a'", "(", ")", "[", "]", "{{ 1 }}", "{{- 1 -}}", "%", "#", "\\", "~", "{% set x = ",
    ],
    "kubelet": ["$", "$(", "(", ")", "$$", "A", " ", "x", "$(A)"],
    "configparser": ["%", "%%", "%(", ")s", "(", "a", " ", "%(a)s"],
}  # fmt: skip


def around(kind: str, count: int) -> list[str]:
    """Texts of a few random pieces with one or two holes among them."""
    rng = random.Random(kind)
    texts = []
    for _ in range(count):
        pieces = rng.choices(PIECES[kind], k=rng.randint(1, 7))
        for _ in range(rng.choice([1, 1, 2])):
            pieces.insert(rng.randint(0, len(pieces)), "@{text:" + kind + "}")
        texts.append("".join(pieces))
    return texts


def accepted(render, texts: list[str], value: str) -> dict[str, str]:
    templates = [f"a = {json.dumps(text)}\n" for text in texts]
    answers = render("a.py", templates, [value] * len(texts))
    assert all(state in ("ok", "error", "refused") for state, _ in answers), [
        pair for pair in zip(templates, answers, strict=True) if pair[1][0] == "unread"
    ]
    return {
        text: content("a.py", body)
        for text, (state, body) in zip(texts, answers, strict=True)
        if state == "ok"
    }


@pytest.mark.parametrize("kind", ["$(touch hit)", "a[$(touch hit)]", "`touch hit`", "'; touch hit; '", '"; touch hit; "',
                                  "\ntouch hit\n"])  # fmt: skip
def test_shell_runs_nothing(render, tmp_path, kind):
    """Around a hole stands any broken or whole script that Writ accepts; what bash runs is no value."""
    texts = list(dict.fromkeys(around("shell", 4000)))
    scripts = accepted(render, texts, kind)
    assert len(scripts) > 200
    for text, script in scripts.items():
        subprocess.run(
            ["bash", "-c", script],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=20,
        )
        assert not list(tmp_path.iterdir()) or not (tmp_path / "hit").exists(), (text, script)


JINJA = """\
import json, sys
import jinja2
environment = jinja2.Environment()
def render(text):
    try:
        return environment.from_string(text).render()
    except Exception as error:
        return None
json.dump([render(text) for text in json.load(sys.stdin)], sys.stdout)
"""


def test_jinja_computes_nothing(render, tool):
    """What Jinja renders with a value is what it renders with a plain word, but for the value."""

    def rendered(texts: list[str]) -> list[str | None]:
        done = subprocess.run(
            [tool("airflow3"), "-c", JINJA],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    texts = list(dict.fromkeys(around("jinja", 6000)))
    plain = accepted(render, texts, "MARK")
    wanted = dict(zip(plain, rendered(list(plain.values())), strict=True))
    read = {text for text, body in wanted.items() if body is not None}
    assert len(read) > 500
    for value in [
        "{{ 7 * 7 }}",
        "{% raw %}",
        "}}{{ 7 }}{{",
        "'",
        '"',
        "{",
        "#}",
        " a ",
        "\n",
        "%}",
        "{%- x",
    ]:
        bodies = accepted(render, texts, value)
        assert bodies.keys() == plain.keys()
        for text, body in zip(bodies, rendered(list(bodies.values())), strict=True):
            if text in read:
                assert body == wanted[text].replace("MARK", value), (text, value, bodies[text])


@pytest.mark.parametrize("kind", ["kubelet", "configparser"])
def test_marks_expand_nothing(render, kind):
    """The same for the kubelet and for Python's configparser, neither of which knows a variable."""

    read = kubelet if kind == "kubelet" else (lambda text: text.replace("%%", "%"))
    texts = list(dict.fromkeys(around(kind, 3000)))
    plain = accepted(render, texts, "MARK")
    assert len(plain) > 100
    for value in ["$", "$$", "$(A)", "(A)", ")", "%", "%(a)s", "(a)s", ""]:
        for text, body in accepted(render, texts, value).items():
            assert read(body) == read(plain[text]).replace("MARK", value), (text, value, body)
