"""`.writ/state` saves time and changes nothing else: every run says and does the same without it."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Edit = Callable[[Path], None]
STATE = ".writ/state"


class Workspace:
    """A copy of the example platform, built, and the program that works on it."""

    def __init__(self, writ: Path, folder: Path) -> None:
        self.writ = writ
        self.folder = folder

    def run(self, *arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [self.writ, "-C", self.folder, *arguments], capture_output=True, text=True
        )
        return done.returncode, done.stdout, done.stderr

    def stages(self, *arguments: str) -> list[str]:
        """The stages that a run went through; it must succeed."""
        code, _, messages = self.run(*arguments, "--timings")
        assert code == 0, messages
        return [line.split()[2] for line in messages.splitlines() if " ms  " in line]

    def knows(self) -> bool:
        """Whether a run stops at once, told by the state that nothing has changed."""
        return self.stages("check") == ["state", "all"]

    def files(self) -> dict[str, tuple[bytes, int]]:
        output = self.folder / "generated"
        return {
            str(path.relative_to(output)): (path.read_bytes(), path.stat().st_mode)
            for path in sorted(output.rglob("*"))
            if path.is_file() and not path.is_symlink()
        }


@pytest.fixture
def workspace(writ: Path, build_workspace: Callable[..., Path], tmp_path: Path) -> Workspace:
    folder = tmp_path / "platform"
    build_workspace(folder)
    built = Workspace(writ, folder)
    spec = first(folder / "specs", "*.yaml")
    spec.rename(folder / "away.yaml")
    os.symlink("../away.yaml", spec)
    assert built.run("build")[0] == 0
    assert built.knows()
    return built


def first(folder: Path, pattern: str) -> Path:
    """The first file of that pattern, by name."""
    return min(path for path in folder.rglob(pattern) if path.is_file())


def rewrite(path: Path, old: str, new: str) -> None:
    """Changes the text and keeps every stamp that a program can set."""
    before = path.stat()
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def same_size(path: Path) -> None:
    """Changes one letter of an output, and neither its size nor its time of modification."""
    before = path.stat()
    text = bytearray(path.read_bytes())
    text[-2] ^= 1
    path.write_bytes(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def own_template(folder: Path, extra: str) -> None:
    """Gives the workspace a template of its own for what the built-in targets say."""
    template = Path(__file__).parents[2] / "templates/vault/policy.hcl"
    target = folder / "templates/vault"
    target.mkdir(parents=True, exist_ok=True)
    for source in template.parent.iterdir():
        shutil.copy(source, target)
    (target / template.name).write_text(template.read_text() + extra)


# What may happen to a workspace between two runs; each has to be noticed.
EDITS: dict[str, Edit] = {
    "a spec": lambda w: rewrite(first(w / "specs", "*.yaml"), "name: ", "name:  "),
    "a spec, breaking it": lambda w: first(w / "specs", "*.yaml").write_text("kind: nothing\n"),
    "a new spec": lambda w: (w / "specs/zz-new.yaml").write_text("kind: nothing\nname: x\n"),
    "a spec in a new folder": lambda w: (
        (w / "specs/zz").mkdir(),
        (w / "specs/zz/new.yaml").write_text("kind: nothing\nname: x\n"),
    ),
    "a spec less": lambda w: first(w / "specs", "*.yaml").unlink(),
    "a link among the specs": lambda w: os.symlink("nowhere", w / "specs/zz-link.yaml"),
    "a link to a folder among the specs": lambda w: os.symlink("../generated", w / "specs/zz-link"),
    "a file behind a link": lambda w: rewrite(w / "away.yaml", "name: ", "name:  "),
    "a file behind a link, now a folder": lambda w: (
        (w / "away.yaml").unlink(),
        (w / "away.yaml").mkdir(),
    ),
    "the workspace": lambda w: rewrite(w / "writ.yaml", "kind: workspace", "kind:  workspace"),
    "a template of its own": lambda w: own_template(w, "# changed\n"),
    "an output": lambda w: first(w / "generated", "*.tf").write_text("mine\n"),
    "an output, keeping its size": lambda w: same_size(first(w / "generated", "*.tf")),
    "an output less": lambda w: first(w / "generated", "*.tf").unlink(),
    "an output of last year": lambda w: shutil.copy(
        first(w / "generated", "*.tf"), w / "generated/zz-old.tf"
    ),
    "a foreign file": lambda w: (w / "generated/notes.txt").write_text("mine\n"),
    "a mode": lambda w: first(w / "generated", "*.tf").chmod(0o755),
    "a link for an output": lambda w: (
        first(w / "generated", "*.tf").rename(w / "elsewhere"),
        os.symlink(w / "elsewhere", w / "generated/zz.tf"),
    ),
    "a link for the output folder": lambda w: (
        (w / "generated").rename(w / "elsewhere"),
        os.symlink("elsewhere", w / "generated"),
    ),
    "no outputs at all": lambda w: shutil.rmtree(w / "generated"),
    "an unfinished run": lambda w: (w / ".writ/journal").write_text("12 zz.tf\n"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_every_change_is_noticed(workspace: Workspace, tmp_path: Path, edit: Edit) -> None:
    edit(workspace.folder)
    state = (workspace.folder / STATE).read_bytes()
    assert "ms  state" not in workspace.run("check", "--timings")[2]
    (workspace.folder / STATE).write_bytes(state)
    bare = Workspace(workspace.writ, tmp_path / "bare")
    shutil.copytree(workspace.folder, bare.folder, symlinks=True)
    (bare.folder / STATE).unlink()
    for arguments in (["check"], ["check", "--diff"], ["build"], ["check"]):
        with_state = workspace.run(*arguments)
        (bare.folder / STATE).unlink(missing_ok=True)
        assert with_state == bare.run(*arguments), arguments
    assert workspace.files() == bare.files()


def test_stamps_alone_do_not_matter(workspace: Workspace) -> None:
    """A checkout gives files new stamps and the same texts."""
    for path in [*workspace.folder.rglob("*.yaml"), *workspace.folder.rglob("*.tf")]:
        path.touch()
    (workspace.folder / "specs/zz-gone.yaml").touch()
    (workspace.folder / "specs/zz-gone.yaml").unlink()
    before = (workspace.folder / STATE).read_bytes()
    assert workspace.knows()
    after = (workspace.folder / STATE).read_bytes()
    assert after != before, "each later run would read all of them again"
    # A run in the same tick of the clock as the last `touch` cannot be the last that looks inside.
    for _ in range(100):
        assert workspace.knows()
        before, after = after, (workspace.folder / STATE).read_bytes()
        if before == after:
            return
    raise AssertionError("each run writes the state anew")


def test_another_program_compiles_again(workspace: Workspace, tmp_path: Path) -> None:
    other = Workspace(tmp_path / "writ", workspace.folder)
    shutil.copy2(workspace.writ, other.writ)
    assert not other.knows()
    assert other.knows()
    assert not workspace.knows()


@pytest.mark.parametrize("size", [0, 1, 20, 40, 100, -1])
def test_a_torn_state_is_ignored(workspace: Workspace, size: int) -> None:
    state = workspace.folder / STATE
    state.write_bytes(state.read_bytes()[:size])
    assert not workspace.knows()
    assert workspace.knows()


@pytest.mark.parametrize("at", [0, 11, 14, 40, 200, -1])
def test_a_damaged_state_is_ignored(workspace: Workspace, at: int) -> None:
    state = workspace.folder / STATE
    text = bytearray(state.read_bytes())
    text[at] ^= 0x40
    state.write_bytes(text)
    assert not workspace.knows()
    assert workspace.knows()


def test_a_state_that_cannot_be_replaced_is_no_error(workspace: Workspace) -> None:
    shutil.rmtree(workspace.folder / ".writ")
    (workspace.folder / STATE).mkdir(parents=True)
    (workspace.folder / STATE / "in-the-way").touch()
    assert not workspace.knows()
    assert workspace.stages("build")[-1] == "all"
    assert not (workspace.folder / ".writ/state.new").exists()


def test_a_check_leaves_a_fresh_clone_as_it_is(workspace: Workspace) -> None:
    shutil.rmtree(workspace.folder / ".writ")
    assert not workspace.knows()
    assert not (workspace.folder / ".writ").exists()
    assert "remember" in workspace.stages("build")
    assert workspace.knows()


def test_a_part_neither_uses_the_state_nor_replaces_it(workspace: Workspace) -> None:
    before = (workspace.folder / STATE).read_bytes()
    assert "state" not in workspace.stages("check", "--env", "prod")
    assert (workspace.folder / STATE).read_bytes() == before
    assert workspace.run("check", "--env", "nowhere")[0] == 1


def test_errors_and_findings_are_never_remembered(workspace: Workspace) -> None:
    (workspace.folder / "specs/zz.yaml").write_text("kind: nothing\nname: x\n")
    said = workspace.run("check")
    assert said[0] == 1
    assert workspace.run("check") == said
    assert workspace.run("build")[0] == 1
    assert workspace.run("check") == said


def test_an_edit_in_the_same_tick_is_noticed(workspace: Workspace) -> None:
    """Files as new as the state itself are compared by their contents, as git does."""
    spec = first(workspace.folder / "specs", "*.yaml")
    good = spec.read_text()
    for i in range(20):
        spec.write_text(good + f"# {i:04}\n")
        assert workspace.run("build")[0] == 0
        spec.write_text(good + f"! {i:04}\n")
        assert workspace.run("check")[0] == 1
        spec.write_text(good)


def test_two_runs_at_once(workspace: Workspace) -> None:
    (workspace.folder / STATE).unlink()
    command = [workspace.writ, "-C", workspace.folder, "build"]
    runs = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(4)
    ]
    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    assert workspace.knows()


def test_the_machine_readable_answer_is_the_same(workspace: Workspace) -> None:
    for form in ("json", "sarif"):
        known = workspace.run("check", "--format", form)
        (workspace.folder / STATE).unlink()
        assert workspace.run("check", "--format", form) == known
        assert workspace.knows()
