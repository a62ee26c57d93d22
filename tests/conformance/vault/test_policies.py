"""The generated policies: Vault's own formatter and parser take them as they are."""

import subprocess

import hcl2

ALLOWED = {"create", "read", "update", "list"}


def policies(generated):
    found = sorted(generated.glob("*/vault/policies/*.hcl"))
    assert found, "there are no generated policies"
    return found


def test_vault_fmt_changes_nothing(tool, generated):
    done = subprocess.run(
        [tool("vaultjudge"), "fmt", "-check", *policies(generated)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_only_exact_paths_and_no_destruction(generated):
    for file in policies(generated):
        for rule in hcl2.loads(file.read_text())["path"]:
            ((path, body),) = rule.items()
            path = path.strip('"')
            capabilities = {word.strip('"') for word in body["capabilities"]}
            assert not set(path) & set("+*{"), f"{file}: {path}"
            assert capabilities <= ALLOWED, f"{file}: {path}"
            for engine in ("/delete/", "/destroy/", "/undelete/"):
                assert engine not in path, f"{file}: {path}"
            if "/metadata/" in path:
                assert path.endswith("/") and capabilities == {"list"}, f"{file}: {path}"


def test_each_policy_is_installed_by_terraform(vault_root, generated, declared):
    folder = generated / declared.name / "vault/policies"
    texts = {file.stem: file.read_text() for file in folder.glob("*.hcl")}
    installed = {p["name"]: p["policy"] for p in vault_root.resources("vault_policy").values()}
    assert installed == texts
