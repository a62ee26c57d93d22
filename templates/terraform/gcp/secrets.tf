resource "google_project_service" "secretmanager" {
  project = var.project_id
  service = "secretmanager.googleapis.com"
  disable_on_destroy = false
}

# Every read of a secret's value and every change of a secret is in the audit log.
resource "google_project_iam_audit_config" "secretmanager" {
  project = var.project_id
  service = "secretmanager.googleapis.com"

  audit_log_config {
    log_type = "ADMIN_READ"
  }

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }

  depends_on = [google_project_service.secretmanager]
}

# Secrets are made without a version: no value ever passes through Terraform or its state. A person who may adds one by
# `gcloud secrets versions add NAME --data-file=-`, before the services that read it are made.
@for secret in gcp.secrets
@if secret.exists
data "google_secret_manager_secret" "@{secret.label}" {
  project = var.project_id
  secret_id = @{secret.id}
}
@else
resource "google_secret_manager_secret" "@{secret.label}" {
  project = var.project_id
  secret_id = @{secret.id}
  deletion_protection = @{gcp.is_protected}
  @for argument, data in secret.extension
  @{argument} = @{data}
  @end

  replication {
    auto {}
  }

  depends_on = [google_project_service.secretmanager]
}
@end

@for accessor in secret.accessors
resource "google_secret_manager_secret_iam_member" "@{accessor.label}" {
  project = @{secret.address}.project
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
