"""What a live Vault says of the paths that Writ refuses for auth methods."""

import pytest
from vault.live import Vault


@pytest.fixture
def vault(vault_server: str) -> Vault:
    """A server with a method at `team/data`."""
    vault = Vault(vault_server)
    vault.write("sys/auth/team/data", {"type": "approle"})
    return vault


@pytest.mark.parametrize("path", ["token", "token/agents", "team", "team/data", "team/data/more"])
def test_a_path_in_use_is_refused(vault: Vault, path: str) -> None:
    """`token` is Vault's own; no method lies in another one."""
    answer = vault.request("POST", f"sys/auth/{path}", {"type": "approle"})
    assert answer.status_code in (400, 409), answer.text
    assert "already in use" in answer.text or "existing mount" in answer.text, answer.text


@pytest.mark.parametrize("path", ["tokens", "team/other", "1x", "-roles", "kv.2"])
def test_other_paths_are_taken(vault: Vault, path: str) -> None:
    """What Writ takes."""
    vault.write(f"sys/auth/{path}", {"type": "approle"})
