terraform {
  required_version = ">= 1.11"

  required_providers {
    vault = {
      source = "hashicorp/vault"
      version = "~> 5.0"
    }
  }

  @for backend in vault.backend
  @include backend.tf
  @end
}

provider "vault" {
  address = var.vault_address
  @if vault.vault_namespace
  namespace = @{vault.vault_namespace}
  @end
}
