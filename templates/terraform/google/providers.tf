terraform {
  required_version = ">= 1.10"

  required_providers {
    google = {
      source = "hashicorp/google"
      version = ">= 6.0, < 8.0"
    }
  }

  @for backend in google.backend
  @include backend.tf
  @end
}

provider "google" {
  project = var.project_id
  region = var.region

  default_labels = merge(var.labels, {
    environment = @{environment.name}
    managed-by = "writ"
  })
}
