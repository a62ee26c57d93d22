@for service in gcp.services
# package/@{package.name} service/@{service.name}
resource "google_service_account" "@{service.account.label}" {
  project = var.project_id
  account_id = @{service.account.id}
  display_name = @{service.account.title}
}

resource "google_cloud_run_v2_service" "@{service.label}" {
  project = var.project_id
  location = var.region
  name = @{service.id}
  ingress = "INGRESS_TRAFFIC_ALL"
  deletion_protection = @{gcp.is_protected}
  @for argument, data in service.extension
  @{argument} = @{data}
  @end

  template {
    service_account = @{service.account.address}.email
    @if service.timeout
    timeout = @{service.timeout}
    @end

    containers {
      image = @{service.image}

      ports {
        container_port = @{service.port}
      }

      @if service.limits
      resources {
        limits = @{service.limits}
      }
      @end

      @for variable in service.env
      env {
        name = @{variable.name}
        value = @{variable.value}
      }

      @end
      @for variable in service.secret_env
      env {
        name = @{variable.name}

        value_source {
          secret_key_ref {
            secret = @{variable.secret}.secret_id
            version = "latest"
          }
        }
      }

      @end
      @for file in service.secret_files
      env {
        name = @{file.variable}
        value = @{file.path}
      }

      volume_mounts {
        name = @{file.volume}
        mount_path = @{file.folder}
      }

      @end
    }

    @for file in service.secret_files
    volumes {
      name = @{file.volume}

      secret {
        secret = @{file.secret}.secret_id

        items {
          path = "value"
          version = "latest"
        }
      }
    }

    @end
  }

  @if service.needs
  depends_on = [
    @for member in service.needs
    @{member},
    @end
  ]
  @end
}

@end
