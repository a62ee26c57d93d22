"""The providers themselves validate the roots, with the checks that recorded schemas do not know.

No package registry carries the providers, so these tests run only where somebody has brought them:
in a mirror as `terraform providers mirror` writes it, in $WRIT_PROVIDERS, $TF_PLUGIN_CACHE_DIR or
~/.terraform.d/plugins. Elsewhere they skip, in CI too. No account and no network is needed.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from terraform.roots import LOCAL_BACKEND

PLACES = [
    os.environ.get("WRIT_PROVIDERS"),
    os.environ.get("TF_PLUGIN_CACHE_DIR"),
    Path.home() / ".terraform.d/plugins",
]


def mirror_of(provider: str) -> Path:
    """A folder that holds the real provider; skips the test when there is none."""
    for place in filter(None, PLACES):
        if (Path(place) / "registry.terraform.io/hashicorp" / provider).is_dir():
            return Path(place)
    pytest.skip(
        f"THE REAL {provider.upper()} PROVIDER DID NOT JUDGE: put a mirror of it into $WRIT_PROVIDERS "
        f"(`terraform providers mirror`); the recorded schemas judged instead"
    )


@pytest.mark.parametrize("provider", ["aws", "google", "vault"])
def test_the_provider_takes_its_roots(
    tool: Callable[[str], Path], roots: list[Path], tmp_path: Path, provider: str
) -> None:
    mirror = mirror_of(provider)
    program = tool("terraform")
    config = tmp_path / "config.tfrc"
    config.write_text(
        f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n'
    )
    mine = [
        root
        for root in roots
        if re.search(rf'"hashicorp/{provider}"', (root / "providers.tf").read_text())
    ]
    assert mine, f"no root uses the {provider} provider"
    for root in mine:
        environment = root.parents[1]
        work = tmp_path / environment.name / "terraform" / root.name
        shutil.copytree(root, work)
        if (environment / "vault").exists():
            shutil.copytree(environment / "vault", work.parents[1] / "vault", dirs_exist_ok=True)
        (work / "backend_override.tf").write_text(LOCAL_BACKEND)
        for command in (["init", "-no-color"], ["validate", "-no-color"]):
            done = subprocess.run(
                [program, *command],
                cwd=work,
                env={**os.environ, "TF_CLI_CONFIG_FILE": str(config), "CHECKPOINT_DISABLE": "1"},
                capture_output=True,
                text=True,
                timeout=300,
            )
            assert done.returncode == 0, f"{root}: {done.stdout}{done.stderr}"
