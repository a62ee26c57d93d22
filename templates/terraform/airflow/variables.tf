variable "permissions_boundary" {
  description = "ARN of the permissions boundary that every role created here carries; null for none."
  type = string
  default = null
}

variable "tags" {
  description = "Tags added to every resource that takes tags."
  type = map(string)
  default = {}
}
