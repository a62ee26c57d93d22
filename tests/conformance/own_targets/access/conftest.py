"""The example platform with templates of its own, and what is said of those that widen access."""

import shutil
import subprocess
from pathlib import Path

import pytest


class Workspace:
    """The example platform with templates of its own."""

    def __init__(self, writ: Path, root: Path, folder: Path) -> None:
        self.writ, self.root, self.folder = writ, root, folder
        shutil.copytree(root / "specs", folder / "specs")
        shutil.copy(root / "writ.yaml", folder)
        (folder / "templates").mkdir()

    def add(self, path: str, text: str) -> None:
        """Writes a file of `templates`."""
        (self.folder / "templates" / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / "templates" / path).write_text(text)

    def override(self, path: str, old: str, new: str) -> str:
        """Overrides a built-in template by itself with something replaced; returns its text."""
        text = (self.root / "templates" / path).read_text()
        assert old in text
        changed = text.replace(old, new, 1) if new.startswith(("@end", "data", "res")) else None
        changed = changed or text.replace(old, new)
        self.add(path, changed)
        return changed

    def build(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Runs `writ build`."""
        return subprocess.run(
            [self.writ, "-C", self.folder, "build", *options],
            capture_output=True,
            text=True,
        )

    def outputs(self) -> dict[str, bytes]:
        """What was generated, by path."""
        files = (self.folder / "generated").rglob("*")
        return {str(f.relative_to(self.folder)): f.read_bytes() for f in files if f.is_file()}

    def refused(self, case: tuple[str, str, str, str]) -> None:
        """Overrides a template as `case` says: its path, what is replaced, by what, the line at which E0619 points ("" for any)."""
        path, old, new, line = case
        lines = self.override(path, old, new).splitlines()
        run = self.build("--format", "compact")
        assert run.returncode == 1
        assert self.outputs() == {}
        places = [f"templates/{path}:{i}:" for i, text in enumerate(lines, 1) if line in text]
        messages = [text for text in run.stderr.splitlines() if "E0619" in text]
        assert messages, run.stderr
        assert any(m.startswith(tuple(places)) for m in messages) or not line, run.stderr

    def stranger(self, each: str, path: str, text: str, where: str = "", *options: str) -> str:
        """Adds a target with one template and builds; returns what was said."""
        name = "t." + path.rsplit(".", 1)[1]
        entry = f"  - each: {each}\n    path: {path!r}\n    template: {name}\n{where}"
        self.add("own/target.yaml", f"kind: target\nname: own\noutputs:\n{entry}")
        self.add(f"own/{name}", text)
        config = self.folder / "writ.yaml"
        config.write_text(config.read_text().replace("targets: [", "targets: [own, "))
        run = self.build(*(options or ("--format", "compact")))
        assert run.returncode in (0, 1), run.stderr
        return run.stderr if run.returncode else ""


@pytest.fixture
def workspace(writ: Path, root: Path, tmp_path: Path) -> Workspace:
    """The example platform, whose `templates` are empty."""
    return Workspace(writ, root, tmp_path / "w")
