# The APIs that the packages of this environment need. Apply this root before those of the packages.
@for api in google.apis
resource "google_project_service" "@{api.label}" {
  project = var.project_id
  service = @{api.service}
  disable_on_destroy = false
}

@end
@if google.secrets
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
@end
