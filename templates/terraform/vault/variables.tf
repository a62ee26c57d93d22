variable "vault_address" {
  description = "Address of the Vault server."
  type = string
  default = @{vault.address}
}

variable "oidc_discovery_ca_pem" {
  description = "Certificate authority of the token issuers, if it is not a public one; null otherwise."
  type = string
  default = null
}

@if vault.approles
variable "approle_bound_cidrs" {
  description = "Networks from which AppRole log-ins are taken and their tokens used; empty for any."
  type = list(string)
  default = []
}
@end

@for backend in vault.backends
@if backend.kubernetes
variable "kubernetes_ca_cert" {
  description = "Certificate authority of the cluster's API server, PEM."
  type = string
  default = null
}

@if backend.kubernetes.api_server
variable "token_reviewer_jwt" {
  description = "Token of the account vault-token-reviewer in the namespace vault-token-review; only read when it is written."
  type = string
  default = null
  ephemeral = true
  sensitive = true
}

variable "token_reviewer_jwt_version" {
  description = "Raise it to write a new token."
  type = number
  default = 1
}
@end
@end
@end
