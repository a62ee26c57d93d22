@if backend.s3
backend "s3" {
  bucket = @{backend.s3.bucket}
  key = @{backend.s3.key}
  region = @{backend.s3.region}
  encrypt = true
  use_lockfile = true
}
@end
@if backend.gcs
backend "gcs" {
  bucket = @{backend.gcs.bucket}
  prefix = @{backend.gcs.prefix}
}
@end
