"""Writes a C++ file that holds every file of some folders.

usage: embed.py MANIFEST OUTPUT    (MANIFEST: lines `name=folder`)
"""

import pathlib
import sys


def literal(data: bytes) -> str:
    """A C++ string literal of `data`, broken into lines that compilers accept."""
    out = []
    for start in range(0, len(data), 2000):
        text = ""
        for byte in data[start : start + 2000]:
            char = chr(byte)
            if char in '"\\?' or not 32 <= byte < 127:
                text += f"\\{byte:03o}"
            else:
                text += char
        out.append(f'    "{text}"')
    return "\n".join(out) or '    ""'


def main() -> None:
    manifest, output = map(pathlib.Path, sys.argv[1:3])
    rows = []
    for line in manifest.read_text().splitlines():
        name, _, folder = line.partition("=")
        root = pathlib.Path(folder)
        for path in sorted(p for p in root.rglob("*") if p.is_file()):
            data = path.read_bytes()
            relative = path.relative_to(root).as_posix()
            rows.append(
                f'  {{"{name}", "{relative}", std::string_view(\n{literal(data)}, {len(data)})}},'
            )
    body = "\n".join(rows)
    count = max(len(rows), 1)
    output.write_text(
        '#include "base/embedded.h"\n\n#include <array>\n\nnamespace writ::embed {\n'
        f"constexpr std::array<File, {count}> kFiles = {{{{\n{body}\n}}}};\n"
        "std::span<const File> AllFiles() { return {kFiles.data(), "
        f"{len(rows)}}}; }}\n"
        "}  // namespace writ::embed\n"
    )


if __name__ == "__main__":
    main()
