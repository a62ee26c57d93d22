# The secrets are made by the root `google`, since several packages may read one: apply that root first. This package's
# services may read those that they use.
@for secret in gcp.secrets
data "google_secret_manager_secret" "@{secret.label}" {
  project = var.project_id
  secret_id = @{secret.id}
}

@for accessor in secret.accessors
resource "google_secret_manager_secret_iam_member" "@{accessor.label}" {
  project = var.project_id
  secret_id = @{secret.address}.secret_id
  role = "roles/secretmanager.secretAccessor"
  member = @{accessor.account}.member
}

@end
@end
@for move in gcp.secret_moves
moved {
  from = @{move.from}
  to = @{move.to}
}

@end
