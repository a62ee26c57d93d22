"""The generated GitLab files as they stand: shape, format, shell, limits."""

import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted((ROOT / "generated/gitlab").glob("*.yml"))
PACKAGES = [
    path for path in FILES if path.name not in ("dag-publish-template.yml", "pipelines.yml")
]

# GitLab's limits, from its documentation.
MAX_CHANGES_PATTERNS = 50
MAX_INCLUDES = 150


def jobs_of(path):
    """The jobs of one file, by name."""
    return {
        name: job for name, job in yaml.safe_load(path.read_text()).items() if name != "include"
    }


def test_there_are_files():
    assert {"dag-publish-template.yml", "pipelines.yml", "reporting_seeder.yml"} <= {
        path.name for path in FILES
    }


def test_gitlab_s_schema_accepts_them(tool):
    command = [
        tool("tools").parent / "check-jsonschema",
        "--builtin-schema",
        "vendor.gitlab-ci",
        "--data-transform",
        "gitlab-ci",
    ]
    done = subprocess.run([*command, *FILES], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_yaml_is_clean(tool):
    config = ROOT / "tests/conformance/yamllint.yaml"
    command = [tool("tools").parent / "yamllint", "--strict", "-c", config]
    done = subprocess.run([*command, *FILES], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_prettier_changes_nothing(tool):
    done = subprocess.run([tool("prettier"), "--check", *FILES], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_shellcheck_accepts_the_scripts(path, tool, tmp_path):
    for name, job in jobs_of(path).items():
        if "script" not in job:
            continue
        script = tmp_path / "script.sh"
        script.write_text("\n".join(job["script"]))
        done = subprocess.run(
            [tool("tools").parent / "shellcheck", "--shell=sh", script],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{name}\n{done.stdout}"


def test_the_pipeline_includes_every_file():
    included = [
        entry["local"]
        for entry in yaml.safe_load((FILES[0].parent / "pipelines.yml").read_text())["include"]
    ]
    assert sorted(included) == sorted(
        str(path.relative_to(ROOT)) for path in FILES if path.name != "pipelines.yml"
    )
    assert len(included) < MAX_INCLUDES


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.stem)
def test_each_environment_has_its_own_identity(path):
    jobs = jobs_of(path)
    assert jobs
    for name, job in jobs.items():
        variables = job["variables"]
        assert name == f"publish:{path.stem}:{variables['ENVIRONMENT']}"
        assert variables["PACKAGE_NAME"] == path.stem
        assert job["extends"] == ".dag_publish_template"
        assert job["id_tokens"]["AWS_ID_TOKEN"]["aud"]
        assert f"/{variables['ENVIRONMENT']}/" in variables["AWS_ROLE_ARN"]
        assert "AWS_ACCESS_KEY_ID" not in variables
        assert job["rules"], "without rules a job runs in every pipeline"
        for rule in job["rules"]:
            assert '$CI_COMMIT_REF_PROTECTED == "true"' in rule["if"]
            assert len(rule.get("changes", [])) <= MAX_CHANGES_PATTERNS
    for key in ("AWS_ROLE_ARN", "DAG_BUCKET", "ENVIRONMENT"):
        values = [job["variables"][key] for job in jobs.values()]
        assert len(set(values)) == len(values), key
    groups = [job["resource_group"] for job in jobs.values()]
    assert len(set(groups)) == len(groups)


def test_no_two_publishers_are_one():
    seen = {}
    for path in PACKAGES:
        for name, job in jobs_of(path).items():
            key = (job["variables"]["AWS_ROLE_ARN"], job["id_tokens"]["AWS_ID_TOKEN"]["aud"])
            assert key not in seen, f"{name} and {seen.get(key)}"
            seen[key] = name


def test_terraform_makes_the_roles_that_jobs_assume(generated):
    """Role and audience of each job stand in the Terraform of its environment."""
    for path in PACKAGES:
        for job in jobs_of(path).values():
            environment = job["variables"]["ENVIRONMENT"]
            folder = generated / environment / "terraform/airflow"
            text = "".join(file.read_text() for file in folder.glob("*.tf"))
            role = job["variables"]["AWS_ROLE_ARN"].rpartition("/")[2]
            assert f'"{role}"' in text
            assert f'"{job["id_tokens"]["AWS_ID_TOKEN"]["aud"]}"' in text


def test_the_check_job_holds_no_rights():
    job = yaml.safe_load((ROOT / "generated/gitlab/pipelines.yml").read_text())["writ check"]
    assert not {"id_tokens", "secrets", "environment", "variables", "before_script"} & set(job)
    assert job["inherit"] == {"default": False, "variables": False}
    assert job["script"] == ["writ check"]
