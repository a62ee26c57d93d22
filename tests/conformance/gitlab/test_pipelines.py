"""The pipeline as a runner sees it: which jobs run when, and what they do when they run.

gitlab-ci-local expands the files and runs the jobs, in a copy of the workspace that is a git
repository of its own.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
CHECK = "writ check"

PUBLISHER = """#!/bin/sh
{ printf 'publisher'; printf ' <%s>' "$@"; echo; } >>"$CALLS"
echo "role=$AWS_ROLE_ARN session=$AWS_ROLE_SESSION_NAME keys=${AWS_ACCESS_KEY_ID:-none}" >>"$CALLS"
if [ -n "${AWS_WEB_IDENTITY_TOKEN_FILE:-}" ]; then
  echo "token=$(cat "$AWS_WEB_IDENTITY_TOKEN_FILE") mode=$(stat -c %a "$AWS_WEB_IDENTITY_TOKEN_FILE")" >>"$CALLS"
fi
env | grep -q '^AWS_ID_TOKEN=' && echo "token in environment" >>"$CALLS"
exit "${PUBLISHER_EXIT:-0}"
"""

AWS = """#!/bin/sh
{ printf 'aws'; printf ' <%s>' "$@"; echo; } >>"$CALLS"
case $* in *"$MISSING_OBJECT"*) [ -n "$MISSING_OBJECT" ] && { echo "Not Found" >&2; exit 254; } ;; esac
echo '{}'
"""


class Project:
    """A GitLab project: a git repository with a pushed default branch, and stubs of the tools."""

    def __init__(self, folder, runner, writ):
        self.folder = folder / "project"
        self.calls = folder / "calls"
        self.runner = runner
        self.bin = folder / "bin"
        for path in (self.folder, self.bin):
            path.mkdir()
        self.calls.write_text("")
        for name, text in (("airflow-dag-publisher", PUBLISHER), ("aws", AWS)):
            (self.bin / name).write_text(text)
            (self.bin / name).chmod(0o755)
        (self.bin / "writ").symlink_to(writ)
        self.environment = {
            "PATH": f"{self.bin}:/usr/bin:/bin",
            "HOME": str(folder),
            "CALLS": str(self.calls),
            "MISSING_OBJECT": "",
            "GIT_CONFIG_GLOBAL": "/dev/null",
        }

    def git(self, *arguments):
        """Runs git in the project."""
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(
            ["git", *identity, *arguments],
            cwd=self.folder,
            check=True,
            capture_output=True,
            env=self.environment,
        )

    def fill(self, *sources):
        """Copies the workspace in, adds the root file, and pushes it as `main`."""
        for source in sources:
            target = self.folder / source.name
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)
        (self.folder / ".gitlab-ci.yml").write_text(
            "include:\n  - local: generated/gitlab/pipelines.yml\n"
        )
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=all")
        self.git("remote", "add", "origin", "git@gitlab.acme.example:data/monorepo.git")
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.git("remote", "set-head", "origin", "main")

    def ci(self, *arguments, **variables):
        """Runs gitlab-ci-local, never for longer than two minutes."""
        named = [
            part for key, value in variables.items() for part in ("--variable", f"{key}={value}")
        ]
        command = ["timeout", "-s", "KILL", "120", self.runner, "--force-shell-executor"]
        command += ["--shell-isolation", "--no-artifacts-to-source", "--state-dir", "../state"]
        return subprocess.run(
            [*command, *named, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            env=self.environment,
        )

    def jobs(self, **variables):
        """The names of the jobs that a pipeline with these variables holds."""
        done = self.ci("--list-json", **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        listed = json.loads(done.stdout[done.stdout.index("[\n") :])
        return {job["name"] for job in listed if job["when"] != "never"}


@pytest.fixture(name="project")
def project_fixture(tmp_path, tool, writ):
    """The example platform's repository."""
    out = Project(tmp_path, tool("gitlab-ci-local"), writ)
    out.fill(ROOT / "writ.yaml", ROOT / "specs", ROOT / "templates", ROOT / "generated")
    return out


def publish_jobs():
    """Each publish job and the branch that it deploys from."""
    out = {}
    for path in (ROOT / "generated/gitlab").glob("*.yml"):
        for name, job in yaml.safe_load(path.read_text()).items():
            if name.startswith("publish:"):
                out[name] = job["rules"][0]["if"].split('$CI_COMMIT_BRANCH == "')[1].split('"')[0]
    return out


def on(branch):
    """The publish jobs that deploy from a branch."""
    return {name for name, ref in publish_jobs().items() if ref == branch}


def push(branch="main", protected="true"):
    """The variables of a push."""
    return {
        "CI_PIPELINE_SOURCE": "push",
        "CI_COMMIT_BRANCH": branch,
        "CI_COMMIT_REF_PROTECTED": protected,
    }


def test_some_jobs_deploy_from_main():
    assert {"publish:reporting_seeder:prod", "publish:reporting_seeder:staging"} <= on("main")


def test_it_expands(project):
    done = project.ci("--preview")
    assert done.returncode == 0, done.stderr
    expanded = yaml.safe_load(done.stdout[done.stdout.index("---") :])
    job = expanded["publish:reporting_seeder:prod"]
    assert any("airflow-dag-publisher publish" in line for line in job["script"])
    assert job["interruptible"] is False
    assert set(publish_jobs()) | {CHECK} <= set(expanded)


def test_a_push_without_changes_only_checks(project):
    assert project.jobs(**push()) == {CHECK}


def test_a_changed_dag_is_published_by_its_own_job(project):
    folder = project.folder / "generated/prod/airflow/reporting_seeder/dags"
    dag = next(folder.glob("*.py"))
    dag.write_text(dag.read_text() + "# changed\n")
    assert project.jobs(**push()) == {CHECK, "publish:reporting_seeder:prod"}


def test_a_removed_dag_is_published_too(project):
    folder = project.folder / "generated/staging/airflow/reporting_seeder/dags"
    project.git("rm", "--quiet", str(next(folder.glob("*.py"))))
    assert project.jobs(**push()) == {CHECK, "publish:reporting_seeder:staging"}


def test_a_changed_template_publishes_everything(project):
    template = project.folder / "generated/gitlab/dag-publish-template.yml"
    template.write_text(template.read_text() + "# changed\n")
    assert project.jobs(**push()) == {CHECK} | on("main")


@pytest.mark.parametrize("source", ["schedule", "web"])
def test_scheduled_and_hand_started_pipelines_publish_everything(project, source):
    variables = push() | {"CI_PIPELINE_SOURCE": source}
    assert project.jobs(**variables) == {CHECK} | on("main")


@pytest.mark.parametrize(
    "variables",
    [
        push(branch="feature"),
        push(protected="false"),
        push() | {"CI_PIPELINE_SOURCE": "merge_request_event"},
        push() | {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_COMMIT_BRANCH": ""},
    ],
    ids=["another branch", "unprotected", "merge request", "merge request without branch"],
)
def test_nothing_else_publishes(project, variables):
    template = project.folder / "generated/gitlab/dag-publish-template.yml"
    template.write_text(template.read_text() + "# changed\n")
    assert not {name for name in project.jobs(**variables) if name.startswith("publish:")}


def test_merge_requests_are_checked(project):
    variables = push(branch="feature") | {"CI_PIPELINE_SOURCE": "merge_request_event"}
    assert CHECK in project.jobs(**variables)


@pytest.mark.parametrize("branch", sorted(set(publish_jobs().values()) | {"release"}))
def test_pushes_to_branches_that_may_publish_are_checked(project, branch):
    assert CHECK in project.jobs(**push(branch=branch))


def test_the_check_job_passes_on_what_writ_wrote(project):
    done = project.ci(CHECK)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_check_job_fails_when_a_spec_changed(project):
    spec = project.folder / "specs/reporting_seeder.yaml"
    text = spec.read_text()
    assert "timeout: 1h" in text
    spec.write_text(text.replace("timeout: 1h", "timeout: 3h"))
    done = project.ci(CHECK)
    assert done.returncode != 0
    assert "reporting_seeder" in done.stdout + done.stderr


JOB = "publish:reporting_seeder:prod"


def test_a_publish_job_publishes_and_verifies(project):
    done = project.ci(
        JOB,
        AWS_ID_TOKEN="the-token",
        AWS_ACCESS_KEY_ID="left-over",
        AWS_SECRET_ACCESS_KEY="left-over",
        CI_JOB_ID="7",
        CI_PROJECT_ID="4711",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the-token" not in done.stdout + done.stderr
    calls = project.calls.read_text().splitlines()
    job = yaml.safe_load((ROOT / "generated/gitlab/reporting_seeder.yml").read_text())[JOB]
    image = job["variables"]["IMAGE_TAG"]
    assert calls[0] == (
        "publisher <publish> <--environment> <prod> <--package> <reporting_seeder> "
        f"<--image> <{image}> <--bucket> <acme-airflow-dags-prod> "
        "<generated/prod/airflow/reporting_seeder/dags>"
    )
    role = job["variables"]["AWS_ROLE_ARN"]
    assert calls[1].startswith(f"role={role} session=gitlab-")
    assert calls[1].endswith("keys=none")
    assert calls[2] == "token=the-token mode=600"
    dags = sorted(
        path.name for path in (ROOT / "generated/prod/airflow/reporting_seeder/dags").glob("*.py")
    )
    assert dags
    assert [line.split("<--key> <")[1].rstrip(">") for line in calls[3:]] == [
        f"prod/reporting_seeder/dags/{name}" for name in [*dags, ".published"]
    ]


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_hand_written_dags_are_published_too(project, environment):
    """In dev, where nothing is scheduled, they are all there is."""
    files = yaml.safe_load((ROOT / "generated/gitlab/pipeline_processing.yml").read_text())
    name = f"publish:pipeline_processing:{environment}"
    job = files[name]
    done = project.ci(name, AWS_ID_TOKEN="the-token")
    assert done.returncode == 0, done.stdout + done.stderr
    written = [
        path
        for pattern in job["variables"]["DAG_FILES"].split()
        for path in sorted(ROOT.glob(pattern))
    ]
    assert written
    calls = project.calls.read_text()
    generated = job["variables"]["DAG_DIRECTORY"]
    assert (f"<{generated}>" in calls) == (ROOT / generated).is_dir()
    for path in written:
        assert f"<{path.relative_to(ROOT)}>" in calls.splitlines()[0]
        assert f"/dags/{path.name}>" in calls


@pytest.mark.parametrize("missing", ["reporting_seeder_refresh_all.py", ".published"])
def test_an_upload_that_is_not_there_fails_the_job(project, missing):
    project.environment["MISSING_OBJECT"] = missing
    done = project.ci(JOB, AWS_ID_TOKEN="the-token")
    assert done.returncode != 0
    assert "is not there after publishing" in done.stdout + done.stderr


def test_a_failing_publisher_fails_the_job(project):
    project.environment["PUBLISHER_EXIT"] = "3"
    done = project.ci(JOB, AWS_ID_TOKEN="the-token")
    assert done.returncode != 0
    assert "aws <" not in project.calls.read_text()


def test_a_job_without_a_token_fails_before_it_publishes(project):
    done = project.ci(JOB)
    assert done.returncode != 0
    assert "no access to AWS" in done.stdout + done.stderr
    assert project.calls.read_text() == ""


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        (
            {"IMAGE_TAG": "", "DAG_BUCKET": ""},
            "variables that this job lacks: IMAGE_TAG DAG_BUCKET",
        ),
        ({"PACKAGE_NAME": "../other"}, "form the prefix in the bucket"),
        ({"ENVIRONMENT": "prod/x"}, "form the prefix in the bucket"),
    ],
)
def test_required_variables_are_validated(project, variables, message):
    done = project.ci(JOB, AWS_ID_TOKEN="the-token", **variables)
    assert done.returncode != 0
    assert message in done.stdout + done.stderr
    assert project.calls.read_text() == ""


def test_keys_are_used_where_the_platform_says_so(tmp_path, tool, writ, build_workspace):
    def use_keys(path, text):
        return text.replace(
            "      environment: production\n",
            "      environment: production\n      aws_auth: keys\n",
        )

    built = build_workspace(tmp_path / "workspace", edit=use_keys)
    project = Project(tmp_path, tool("gitlab-ci-local"), writ)
    project.fill(
        *(built.parent / name for name in ("writ.yaml", "specs", "templates", "generated"))
    )
    job = yaml.safe_load((built / "gitlab/reporting_seeder.yml").read_text())[JOB]
    assert "id_tokens" not in job
    assert "AWS_ROLE_ARN" not in job["variables"]

    done = project.ci(JOB, AWS_ACCESS_KEY_ID="the-key", AWS_SECRET_ACCESS_KEY="the-secret")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "keys=the-key" in project.calls.read_text()
    assert "the-secret" not in done.stdout + done.stderr + project.calls.read_text()
    done = project.ci(JOB)
    assert done.returncode != 0
    assert "this environment publishes with keys" in done.stdout + done.stderr


def test_without_keys_no_script_reads_them():
    text = (ROOT / "generated/gitlab/dag-publish-template.yml").read_text()
    assert (
        os.linesep.join(line for line in text.splitlines() if "ACCESS_KEY" in line).count("unset")
        == 1
    )
