"""`writ hook install`, with the real git and the real pre-commit."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

WORKSPACE = 'kind: workspace\nname: example\nspecs: ["specs/*.yaml"]\ntargets: [vault]\n'
PLATFORM = """kind: platform
name: example
teams: {data: {email: data@example.com}}
environments: {dev: {tier: development}}
"""


class Repository:
    """An empty repository, and a `writ` in PATH."""

    def __init__(self, folder: Path, writ: Path) -> None:
        self.folder = folder / "repository"
        self.folder.mkdir()
        (folder / "bin").mkdir()
        (folder / "bin/writ").symlink_to(writ)
        self.environment = {
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(folder),
            "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        self.git("config", "--global", "user.name", "t")
        self.git("config", "--global", "user.email", "t@example.org")
        self.git("init", "--quiet", "--initial-branch=main")

    def run(self, *command: str, folder: Path | None = None) -> subprocess.CompletedProcess:
        return subprocess.run(
            command,
            cwd=folder or self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        done = self.run("git", *arguments, folder=folder)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def workspace(self, name: str = ".") -> Path:
        """A workspace that is current."""
        folder = self.folder / name
        (folder / "specs").mkdir(parents=True)
        (folder / "writ.yaml").write_text(WORKSPACE)
        (folder / "specs/platform.yaml").write_text(PLATFORM)
        return folder

    def install(self, folder: Path | None = None) -> subprocess.CompletedProcess:
        return self.run("writ", "hook", "install", folder=folder)

    def commit(self, folder: Path | None = None) -> subprocess.CompletedProcess:
        self.git("add", "--all", folder=folder)
        return self.run("git", "commit", "--quiet", "--message=change", folder=folder)


@pytest.fixture(name="repository")
def repository_fixture(tmp_path: Path, writ: Path) -> Repository:
    return Repository(tmp_path, writ)


def break_it(workspace: Path) -> None:
    (workspace / "specs/broken.yaml").write_text("kind: packge\n")


def test_a_commit_is_checked(repository: Repository) -> None:
    workspace = repository.workspace()
    assert repository.install().returncode == 0
    assert repository.commit().returncode == 0
    break_it(workspace)
    refused = repository.commit()
    assert refused.returncode != 0
    assert "packge" in refused.stderr
    assert repository.install().returncode == 0, "a second time changes nothing"


@pytest.mark.parametrize("name", ["data", "it's data", "-C", "$(touch x)", "a\\b", "\u00e4"])
def test_a_workspace_in_a_folder(repository: Repository, name: str) -> None:
    workspace = repository.workspace(name)
    assert repository.install(workspace).returncode == 0
    done = repository.commit()
    assert done.returncode == 0, done.stderr
    break_it(workspace)
    assert "packge" in repository.commit().stderr
    assert not (repository.folder / "x").exists()


def test_two_workspaces_share_the_hook(repository: Repository) -> None:
    one, two = repository.workspace("one"), repository.workspace("two")
    assert repository.install(one).returncode == 0
    assert repository.install(two).returncode == 0
    assert repository.install(one).returncode == 0
    assert repository.commit().returncode == 0
    for workspace in (one, two):
        break_it(workspace)
        assert "packge" in repository.commit().stderr
        (workspace / "specs/broken.yaml").unlink()
    assert repository.commit().returncode in (0, 1)


@pytest.mark.parametrize("installs", ["main", "other"])
def test_each_work_tree_checks_itself(
    repository: Repository, tmp_path: Path, installs: str
) -> None:
    main = repository.workspace("data")
    assert repository.commit().returncode == 0
    other = tmp_path / "other"
    repository.git("worktree", "add", "--quiet", str(other))
    assert repository.install(main if installs == "main" else other / "data").returncode == 0
    hook = (repository.folder / ".git/hooks/pre-commit").read_text()
    assert str(tmp_path) not in hook

    break_it(main)
    (other / "note").touch()
    assert repository.commit(other).returncode == 0, "the other tree is sound"
    assert "packge" in repository.commit(repository.folder).stderr
    (main / "specs/broken.yaml").unlink()
    break_it(other / "data")
    assert "packge" in repository.commit(other).stderr


def test_a_branch_without_the_workspace(repository: Repository) -> None:
    workspace = repository.workspace("data")
    assert repository.install(workspace).returncode == 0
    shutil.rmtree(workspace)
    (repository.folder / "note").touch()
    assert repository.commit().returncode == 0


def test_a_hooks_folder_of_the_repository(repository: Repository) -> None:
    workspace = repository.workspace("data")
    repository.git("config", "core.hooksPath", ".githooks")
    done = repository.install(workspace)
    assert done.returncode == 0
    assert ".githooks/pre-commit" in done.stderr
    assert not (repository.folder / ".git/hooks/pre-commit").exists()
    break_it(workspace)
    assert "packge" in repository.commit().stderr


def test_a_hooks_folder_of_all_repositories(repository: Repository, tmp_path: Path) -> None:
    repository.workspace()
    shared = tmp_path / "shared"
    shared.mkdir()
    repository.git("config", "--global", "core.hooksPath", str(shared))
    done = repository.install()
    assert done.returncode == 1
    assert "core.hooksPath" in done.stderr
    assert not list(shared.iterdir())


OTHERS = {
    "a script": "#!/bin/sh\nmake test\n",
    "Writ's, with a line of its own": None,
    "a link": "link",
    "a link to nowhere": "nowhere",
}


@pytest.mark.parametrize("other", OTHERS)
def test_a_hook_of_another_is_never_lost(repository: Repository, other: str) -> None:
    repository.workspace()
    hook = repository.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    text = OTHERS[other]
    if text is None:
        assert repository.install().returncode == 0
        hook.write_text(hook.read_text().replace("exit $status", "make test\nexit $status"))
    elif text.startswith("#!"):
        hook.write_text(text)
    else:
        assert repository.install().returncode == 0
        hook.rename(hook.with_name("link"))
        hook.symlink_to(text)
    before = os.readlink(hook) if hook.is_symlink() else hook.read_text()
    done = repository.install()
    assert done.returncode == 1
    assert "writ -C '.' check || exit 1" in done.stderr
    assert before == (os.readlink(hook) if hook.is_symlink() else hook.read_text())


def test_the_hook_of_pre_commit_stays(repository: Repository, tool) -> None:
    repository.workspace()
    (repository.folder / ".pre-commit-config.yaml").write_text("repos: []\n")
    pre_commit = str(tool("tools").parent / "pre-commit")
    done = repository.run(pre_commit, "install")
    assert done.returncode == 0, done.stderr
    hook = repository.folder / ".git/hooks/pre-commit"
    before = hook.read_text()
    done = repository.install()
    assert done.returncode == 1
    assert ".pre-commit-config.yaml" in done.stderr
    assert hook.read_text() == before


def test_without_writ_a_commit_says_why(repository: Repository, tmp_path: Path) -> None:
    repository.workspace()
    assert repository.install().returncode == 0
    (tmp_path / "bin/writ").unlink()
    refused = repository.commit()
    assert refused.returncode != 0
    assert "no `writ` in PATH" in refused.stderr


def test_a_submodule_has_hooks_of_its_own(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    inner = Repository(tmp_path / "inner", tmp_path / "bin/writ")
    inner.workspace()
    assert inner.commit().returncode == 0
    repository.git(
        "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(inner.folder), "sub"
    )
    sub = repository.folder / "sub"
    assert repository.install(sub).returncode == 0
    assert not (repository.folder / ".git/hooks/pre-commit").exists()
    break_it(sub)
    assert "packge" in repository.commit(sub).stderr
