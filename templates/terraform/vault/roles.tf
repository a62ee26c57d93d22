@for login in vault.jwt_roles
resource "vault_jwt_auth_backend_role" "@{login.role.label}" {
  backend = @{login.role.backend}.path
  role_name = @{login.role.name}
  role_type = "jwt"
  user_claim = "sub"
  @if login.subject
  bound_subject = @{login.subject}
  @end
  bound_audiences = [@{login.audience}]
  @if login.claims
  bound_claims_type = "string"
  bound_claims = @{login.claims}
  @end
  token_policies = [@{login.role.policy}.name]
  token_no_default_policy = true
  token_type = @{login.role.token.type}
  token_ttl = @{login.role.token.ttl}
  token_max_ttl = @{login.role.token.max_ttl}
}

@end
@for login in vault.kubernetes_roles
resource "vault_kubernetes_auth_backend_role" "@{login.role.label}" {
  backend = @{login.role.backend}.path
  role_name = @{login.role.name}
  bound_service_account_names = @{login.service_accounts}
  bound_service_account_namespaces = [@{login.kubernetes_namespace}]
  audience = @{login.audience}
  token_policies = [@{login.role.policy}.name]
  token_no_default_policy = true
  token_type = @{login.role.token.type}
  token_ttl = @{login.role.token.ttl}
  token_max_ttl = @{login.role.token.max_ttl}
}

@end
@for login in vault.approles
# The secret_id is handed out by people or by a trusted broker: it never passes through Terraform or its state.
resource "vault_approle_auth_backend_role" "@{login.role.label}" {
  backend = @{login.role.backend}.path
  role_name = @{login.role.name}
  bind_secret_id = true
  secret_id_ttl = @{login.secret_id_ttl}
  secret_id_num_uses = 0
  secret_id_bound_cidrs = var.approle_bound_cidrs
  token_bound_cidrs = var.approle_bound_cidrs
  token_policies = [@{login.role.policy}.name]
  token_no_default_policy = true
  token_type = @{login.role.token.type}
  token_ttl = @{login.role.token.ttl}
  token_max_ttl = @{login.role.token.max_ttl}
}

@end
