output "auth_roles" {
  description = "Auth mount and role by which each principal logs in."
  value = {
    @for login in vault.jwt_roles
    @{login.role.principal} = @{login.role.login}
    @end
    @for login in vault.kubernetes_roles
    @{login.role.principal} = @{login.role.login}
    @end
    @for login in vault.approles
    @{login.role.principal} = @{login.role.login}
    @end
  }
}
