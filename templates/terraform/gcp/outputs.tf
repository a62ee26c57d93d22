output "service_uris" {
  description = "Address of each Cloud Run service."
  value = {
    @for service in gcp.services
    @{service.name} = @{service.address}.uri
    @end
  }
}

output "secret_ids" {
  description = "Secrets that need a version before the services that read them can start."
  value = [
    @for secret in gcp.secrets
    @{secret.address}.secret_id,
    @end
  ]
}
