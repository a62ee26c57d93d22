variable "project_id" {
  description = "Google Cloud project."
  type = string
  default = @{gcp.project}
}

variable "region" {
  description = "Region of the Cloud Run services and of the scheduler jobs."
  type = string
  default = @{gcp.region}
}

variable "labels" {
  description = "Labels added to every resource that takes labels."
  type = map(string)
  default = {}
}
