# Secrets are made without a version: no value ever passes through Terraform or its state. A person who may adds one by
# `gcloud secrets versions add NAME --data-file=-`, before the services that read it are made. The services' rights to
# read stand in the roots of their packages.
@for secret in google.secrets
@if secret.exists
data "google_secret_manager_secret" "@{secret.label}" {
  project = var.project_id
  secret_id = @{secret.id}
}
@else
resource "google_secret_manager_secret" "@{secret.label}" {
  project = var.project_id
  secret_id = @{secret.id}
  deletion_protection = @{google.is_protected}
  @for argument, data in secret.extension
  @{argument} = @{data}
  @end

  replication {
    auto {}
  }

  depends_on = [google_project_service.secretmanager]
}
@end

@for reader in secret.readers
# @{reader.principal}
resource "google_secret_manager_secret_iam_member" "@{reader.label}" {
  project = var.project_id
  secret_id = @{secret.address}.secret_id
  role = "roles/secretmanager.secretAccessor"
  member = @{reader.member}
}

@end
@end
@for move in google.moves
moved {
  from = @{move.from}
  to = @{move.to}
}

@end
