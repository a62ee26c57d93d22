@for mount in vault.mounts
@if mount.exists
# Not made here. A plan fails when it is missing.
data "vault_generic_secret" "@{mount.label}" {
  path = @{mount.system_path}
  with_lease_start_time = false
}
@else
resource "vault_mount" "@{mount.label}" {
  path = @{mount.path}
  type = "kv"
  description = "Secrets of the data platform"

  options = {
    version = "2"
  }
}
@end

@end
@for backend in vault.backends
@if backend.exists
data "vault_auth_backend" "@{backend.label}" {
  path = @{backend.path}
}
@end
@if backend.jwt
resource "vault_jwt_auth_backend" "@{backend.label}" {
  path = @{backend.path}
  type = "jwt"
  description = @{backend.description}
  oidc_discovery_url = @{backend.jwt.issuer}
  oidc_discovery_ca_pem = var.oidc_discovery_ca_pem
  bound_issuer = @{backend.jwt.issuer}
}
@end
@if backend.kubernetes
resource "vault_auth_backend" "@{backend.label}" {
  path = @{backend.path}
  type = "kubernetes"
  description = @{backend.description}
}

@if backend.kubernetes.api_server
# Vault asks the cluster about each token that it is shown, by the token of an account of its own (vault-token-review.yaml).
# The tokens of workloads are for Vault alone: the cluster would not take them. The reviewer's never enters the state.
resource "vault_kubernetes_auth_backend_config" "@{backend.label}" {
  backend = vault_auth_backend.@{backend.label:ident}.path
  kubernetes_host = @{backend.kubernetes.api_server}
  kubernetes_ca_cert = var.kubernetes_ca_cert
  disable_local_ca_jwt = true
  token_reviewer_jwt_wo = var.token_reviewer_jwt
  token_reviewer_jwt_wo_version = var.token_reviewer_jwt_version
}
@end
@end
@if backend.approle
resource "vault_auth_backend" "@{backend.label}" {
  path = @{backend.path}
  type = "approle"
  description = @{backend.description}
}
@end

@end
@for move in vault.moves
moved {
  from = @{move.from}
  to = @{move.to}
}

@end
