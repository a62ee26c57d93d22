output "service_uris" {
  description = "Address of each Cloud Run service."
  value = {
    @for service in gcp.services
    @{service.name} = @{service.address}.uri
    @end
  }
}
