output "dag_bucket" {
  description = "Bucket from which Airflow reads its DAGs."
  value = aws_s3_bucket.dags.bucket
}

@if aws.dag_reader
output "dag_reader_role_arn" {
  description = "Role of the Airflow service accounts (annotation eks.amazonaws.com/role-arn)."
  value = aws_iam_role.dag_reader.arn
}
@end

output "publisher_arns" {
  description = "Role or user by which each package's publish job writes."
  value = {
    @for publisher in aws.publishers
    @{publisher.package} = @{publisher.address}.arn
    @end
  }
}
