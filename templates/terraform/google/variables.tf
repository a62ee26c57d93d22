variable "project_id" {
  description = "Google Cloud project."
  type = string
  default = @{google.project}
}

variable "region" {
  description = "Region of the environment."
  type = string
  default = @{google.region}
}

variable "labels" {
  description = "Labels added to every resource that takes labels."
  type = map(string)
  default = {}
}
