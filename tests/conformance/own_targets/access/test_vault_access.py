"""Overrides of what gives access to Vault."""

import pytest

# Template, what is replaced in it, by what, and the line at which the message points.
WIDENED = {
    "another path": (
        "vault/policy.hcl",
        "@end\n",
        '@end\npath "*" {\n  capabilities = ["sudo"]\n}\n',
        'path "*" {',
    ),
    "more capabilities": (
        "vault/policy.hcl",
        "capabilities = @{rule.capabilities}",
        'capabilities = ["create", "read", "update", "delete", "list", "sudo"]',
        "path @{rule.path} {",
    ),
    "a name in another case": (
        "vault/policy.hcl",
        "@end\n",
        '@end\n"PATH" "secret/*" {\n  policy = "write"\n}\n',
        '"PATH" "secret/*" {',
    ),
    "as an attribute": (
        "vault/policy.hcl",
        "@end\n",
        '@end\npath = {\n  "secret/*" = { capabilities = ["read"] }\n}\n',
        "path = {",
    ),
    "texts that HCL 1 ends elsewhere": (
        "vault/policy.hcl",
        "@end\n",
        '@end\nname = "%{" path "*" { capabilities = ["sudo", "read", "list"] comment = "}$${"\n# }" }\n',
        "",
    ),
    "an escape in a path": (
        "vault/policy.hcl",
        "@end\n",
        '@end\n"p\\u0061th" "*" {\n  capabilities = ["sudo"]\n}\n',
        "",
    ),
    "another attribute": (
        "vault/policy.hcl",
        "capabilities = @{rule.capabilities}",
        'capabilities = @{rule.capabilities}\n  policy = "sudo"',
        "",
    ),
    "the root policy": (
        "terraform/vault/roles.tf",
        "token_policies = [@{login.role.policy}.name]",
        'token_policies = ["root"]',
        'resource "vault_jwt_auth_backend_role" "@{login.role.label}" {',
    ),
    "claims that are not bound": (
        "terraform/vault/roles.tf",
        "  bound_claims = @{login.claims}\n",
        "",
        'resource "vault_jwt_auth_backend_role" "@{login.role.label}" {',
    ),
    "default policy too": (
        "terraform/vault/roles.tf",
        "token_no_default_policy = true",
        "token_no_default_policy = false",
        'resource "vault_jwt_auth_backend_role" "@{login.role.label}" {',
    ),
    "another policy's file": (
        "terraform/vault/policies.tf",
        "@{policy.file}",
        "policies/airflow.hcl",
        'resource "vault_policy" "@{policy.label}" {',
    ),
    "all policies in one text": (
        "terraform/vault/policies.tf",
        "@for team in vault.teams",
        'resource "vault_policy" "all" {\n  name = "all"\n  policy = <<EOT\npath "*" {}\nEOT\n}\n\n'
        "@for team in vault.teams",
        'resource "vault_policy" "all" {',
    ),
    "a user of its own": (
        "terraform/vault/variables.tf",
        'variable "vault_address" {',
        'resource "vault_token" "t" {\n  policies = ["root"]\n}\n\nvariable "vault_address" {',
        'resource "vault_token" "t" {',
    ),
}


@pytest.mark.parametrize("case", WIDENED)
def test_an_overridden_template_widens_nothing(workspace, case):
    workspace.refused(WIDENED[case])
