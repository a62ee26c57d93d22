"""The scripts behind ./dev: what they count, what they install and what they say when they cannot."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent

JUNIT = """<testsuites><testsuite>
<testcase name="a"/>
<testcase name="b"><failure/></testcase>
<testcase name="c"><skipped/></testcase>
</testsuite></testsuites>"""


def count(results: Path, *steps: str) -> tuple[int, str]:
    """The exit status and the last line of count_tests.py for these steps."""
    (results / "steps").write_text("".join(step + "\n" for step in steps))
    run = subprocess.run(
        [sys.executable, HERE / "count_tests.py", results], capture_output=True, text=True
    )
    return run.returncode, run.stdout.splitlines()[-1]


def test_a_run_that_passes(tmp_path):
    (tmp_path / "golden.log").write_text("noise\n7 passed, 0 failed\n")
    steps = ["passed\t\tformat", "passed\tgolden.log\tgoldens"]
    assert count(tmp_path, *steps) == (0, "8 passed, 0 failed, 0 skipped")


def test_tests_in_a_report_are_counted_one_by_one(tmp_path):
    (tmp_path / "unit.xml").write_text(JUNIT)
    assert count(tmp_path, "failed\tunit.xml\tunit") == (1, "1 passed, 1 failed, 1 skipped")


@pytest.mark.parametrize("report", ["", "<testsuites>", "<testsuites/>"])
def test_a_crash_without_a_report_is_a_failure(tmp_path, report):
    (tmp_path / "unit.xml").write_text(report)
    assert count(tmp_path, "failed\tunit.xml\tunit") == (1, "0 passed, 1 failed, 0 skipped")


def test_a_missing_report_is_a_failure_even_of_a_step_that_passed(tmp_path):
    assert count(tmp_path, "passed\tunit.xml\tunit") == (1, "0 passed, 1 failed, 0 skipped")


def test_a_step_that_failed_after_its_tests_passed_is_a_failure(tmp_path):
    (tmp_path / "golden.log").write_text("7 passed, 0 failed\n")
    assert count(tmp_path, "failed\tgolden.log\tg") == (1, "7 passed, 1 failed, 0 skipped")


def test_every_step_runs_whatever_became_of_the_ones_before(tmp_path):
    script = f"""set -euo pipefail
cd {tmp_path}
. {HERE}/lib.sh
. {HERE}/steps.sh
broken() {{ false; echo not reached; }}
start_steps
step "first" broken
step "second" true
finish_steps"""
    run = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert run.returncode == 1
    assert "not reached" not in run.stdout
    assert run.stdout.splitlines()[-1] == "1 passed, 1 failed, 0 skipped"


def test_every_package_is_pinned():
    kind, loose = "", []
    for line in (HERE / "pins").read_text().splitlines():
        if line.startswith("["):
            kind = line.strip("[]").split()[0]
        elif line and not line.startswith("#") and kind != "debian":
            exact = r"[^=]+==[\w.]+" if kind == "pypi" else r".+@v?\d+\.\d+\.\d+(-[\w.]+)?"
            loose += [] if re.fullmatch(exact, line) else [line]
    assert loose == []


def test_an_interrupted_installation_does_not_count(tmp_path):
    install = HERE / "install.sh"
    environment = os.environ | {"WRIT_TOOLS": str(tmp_path)}

    def path_of_helm() -> subprocess.CompletedProcess:
        command = [install, "--path", "helm"]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    assert path_of_helm().returncode == 1
    script = f". {HERE}/lib.sh; pins 'go helm'; echo 'layout 1'"
    recipe = subprocess.run(["bash", "-c", script], env=environment, capture_output=True).stdout
    digest = subprocess.run(["sha256sum"], input=recipe, capture_output=True, text=False).stdout
    folder = tmp_path / f"helm-{digest[:12].decode()}"
    (folder / "bin").mkdir(parents=True)
    assert path_of_helm().returncode == 1
    (folder / "complete").touch()
    assert path_of_helm().stdout.strip() == str(folder / "bin/helm")


def test_a_user_who_cannot_install_packages_is_told_what_to_install():
    if os.geteuid() != 0:
        pytest.skip("takes root, to run as somebody who is not")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pins").write_text("[debian x]\nno-such-package\n")
        (folder / "lib.sh").write_text((HERE / "lib.sh").read_text())
        folder.chmod(0o755)
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        script = f"WRIT_TOOLS=/nowhere; . {folder}/lib.sh; need_debian x"
        run = subprocess.run([*nobody, "bash", "-c", script], capture_output=True, text=True)
    assert run.returncode == 1
    assert "apt-get install no-such-package" in run.stderr
