terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }

  @for backend in aws.backend
  @include backend.tf
  @end
}

provider "aws" {
  region = @{aws.region}
  allowed_account_ids = [@{aws.account}]

  default_tags {
    tags = merge(var.tags, {
      environment = @{environment.name}
      managed-by = "writ"
    })
  }
}
