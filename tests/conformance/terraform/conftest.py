"""What the tests of generated Terraform share."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terraform.roots import Applied, apply_root, roots

__all__ = ["apply_root", "roots"]

GENERATED = Path(__file__).resolve().parents[3] / "generated"
ROOTS = sorted({file.parent for file in GENERATED.glob("*/terraform/*/*.tf")})


def name_of(root: Path) -> str:
    """`prod/airflow`."""
    return f"{root.parents[1].name}/{root.name}"


@pytest.fixture(scope="session", params=ROOTS, ids=name_of)
def terraform_root(request) -> Path:
    """Each generated root in turn."""
    return request.param


@pytest.fixture
def applied(terraform_root: Path, apply_root: Callable[[Path], Applied]) -> Applied:
    """That root, applied."""
    return apply_root(terraform_root)


@pytest.fixture(scope="session")
def iam(tool: Callable[[str], Path]) -> Iterator[Callable[..., dict]]:
    """iam(policies=..., action=..., ...) is what a real IAM policy engine answers (judges/iamjudge)."""
    with subprocess.Popen(
        [tool("iamjudge")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as judge:

        def ask(**question: object) -> dict:
            judge.stdin.write(json.dumps(question) + "\n")
            judge.stdin.flush()
            answer = json.loads(judge.stdout.readline())
            assert "invalid" not in answer, answer["invalid"]
            return answer

        yield ask
        judge.stdin.close()
