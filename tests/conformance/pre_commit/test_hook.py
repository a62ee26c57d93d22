"""The hook of .pre-commit-hooks.yaml, run by the real pre-commit in a repository that uses it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]


class Repository:
    """A repository with the example platform and the hook, as its users would set it up."""

    def __init__(self, folder, pre_commit, writ):
        self.folder = folder / "platform"
        self.pre_commit = pre_commit
        self.environment = {
            "PATH": f"{folder / 'bin'}:{pre_commit.parent}:/usr/bin:/bin",
            "HOME": str(folder),
            "PRE_COMMIT_HOME": str(folder / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "t",
            "GIT_AUTHOR_EMAIL": "t@example.org",
            "GIT_COMMITTER_NAME": "t",
            "GIT_COMMITTER_EMAIL": "t@example.org",
        }
        (folder / "bin").mkdir()
        (folder / "bin/writ").symlink_to(writ)

        hooks = folder / "writ"
        hooks.mkdir()
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
        self.git("init", "--quiet", "--initial-branch=main", folder=hooks)
        self.git("add", "--all", folder=hooks)
        self.git("commit", "--quiet", "--message=hooks", folder=hooks)
        revision = self.git("rev-parse", "HEAD", folder=hooks).stdout.strip()

        self.folder.mkdir()
        for name in ("specs", "templates", "generated"):
            shutil.copytree(ROOT / name, self.folder / name)
        shutil.copy(ROOT / "writ.yaml", self.folder)
        use = {"repo": str(hooks), "rev": revision, "hooks": [{"id": "writ-check"}]}
        config = self.folder / ".pre-commit-config.yaml"
        config.write_text(yaml.safe_dump({"repos": [use]}))
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all")
        done = self.run(str(pre_commit), "install")
        assert done.returncode == 0, done.stderr

    def run(self, *command, folder=None):
        """Runs a command in the repository."""
        return subprocess.run(
            command,
            cwd=folder or self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def git(self, *arguments, folder=None):
        """Runs git; it must succeed."""
        done = self.run("git", *arguments, folder=folder)
        assert done.returncode == 0, done.stderr
        return done

    def commit(self):
        """Commits what is staged, with the hook."""
        return self.run("git", "commit", "--quiet", "--message=change")


@pytest.fixture(name="repository")
def repository_fixture(tmp_path, tool, writ):
    """The example platform, not yet committed."""
    return Repository(tmp_path, tool("tools").parent / "pre-commit", writ)


def change_spec(repository):
    spec = repository.folder / "specs/reporting_seeder.yaml"
    text = spec.read_text()
    assert "timeout: 1h" in text
    spec.write_text(text.replace("timeout: 1h", "timeout: 3h"))
    return spec


def test_what_writ_wrote_is_committed(repository):
    done = repository.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "writ check" in done.stdout + done.stderr
    assert "Passed" in done.stdout + done.stderr


def test_a_spec_without_its_output_is_refused(repository):
    assert repository.commit().returncode == 0
    change_spec(repository)
    repository.git("add", "--all")
    done = repository.commit()
    assert done.returncode != 0
    assert "reporting_seeder" in done.stdout + done.stderr
    assert repository.git("status", "--porcelain").stdout.startswith("M  specs/")

    built = repository.run("writ", "build")
    assert built.returncode == 0, built.stderr
    repository.git("add", "--all")
    done = repository.commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_what_is_staged_counts(repository):
    assert repository.commit().returncode == 0
    change_spec(repository)
    (repository.folder / "README").write_text("unrelated\n")
    repository.git("add", "README")
    done = repository.commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_broken_spec_is_refused(repository):
    assert repository.commit().returncode == 0
    spec = repository.folder / "specs/reporting_seeder.yaml"
    spec.write_text(spec.read_text().replace("owner: reporting", "owner: nobody"))
    repository.git("add", "--all")
    done = repository.commit()
    assert done.returncode != 0
    assert "nobody" in done.stdout + done.stderr
