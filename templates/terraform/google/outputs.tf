output "secret_ids" {
  description = "Secrets that need a version before the services that read them can start."
  value = [
    @for secret in google.secrets
    @{secret.address}.secret_id,
    @end
  ]
}
