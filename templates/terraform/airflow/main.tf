resource "aws_s3_bucket" "dags" {
  bucket = @{aws.bucket.name}
  force_destroy = false
  @for argument, data in aws.bucket.extension
  @{argument} = @{data}
  @end
}

resource "aws_s3_bucket_ownership_controls" "dags" {
  bucket = aws_s3_bucket.dags.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "dags" {
  bucket = aws_s3_bucket.dags.id
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "dags" {
  bucket = aws_s3_bucket.dags.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_versioning" "dags" {
  bucket = aws_s3_bucket.dags.id

  versioning_configuration {
    status = "Enabled"
  }
}

# What a rollback may need stays: a version goes only when it is both old and not among the newest.
resource "aws_s3_bucket_lifecycle_configuration" "dags" {
  bucket = aws_s3_bucket.dags.id

  rule {
    id = "expire-old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = @{aws.bucket.keep_days}
      newer_noncurrent_versions = @{aws.bucket.keep_versions}
    }

    expiration {
      expired_object_delete_marker = true
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.dags]
}

resource "aws_s3_bucket_policy" "dags" {
  bucket = aws_s3_bucket.dags.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid = "DenyInsecureTransport"
        Effect = "Deny"
        Principal = "*"
        Action = "s3:*"
        Resource = [@{aws.bucket.arn}, @{aws.bucket.objects_arn}]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        Sid = "DenyWritesExceptByPublishers"
        Effect = "Deny"
        Principal = "*"
        Action = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"]
        Resource = @{aws.bucket.objects_arn}
        Condition = {
          ArnNotLike = {
            "aws:PrincipalArn" = @{aws.bucket.publisher_arns}
          }
        }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.dags]
}

@for provider in aws.oidc_providers
@if provider.exists
data "aws_iam_openid_connect_provider" "@{provider.label}" {
  url = @{provider.url}
}
@else
resource "aws_iam_openid_connect_provider" "@{provider.label}" {
  url = @{provider.url}
  client_id_list = @{provider.audiences}
}
@end

@end
@if aws.dag_reader
# Airflow reads DAGs, and writes nothing but its own logs where they lie in S3.
resource "aws_iam_role" "dag_reader" {
  name = @{aws.dag_reader.name}
  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRoleWithWebIdentity"
        Principal = {
          Federated = @{aws.dag_reader.trust.provider}.arn
        }
        Condition = {
          StringEquals = {
            @{aws.dag_reader.trust.audience_key} = @{aws.dag_reader.trust.audience}
            @{aws.dag_reader.trust.subject_key} = [
              @for subject in aws.dag_reader.trust.subjects
              @{subject},
              @end
            ]
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "dag_reader" {
  name = "read-dags"
  role = aws_iam_role.dag_reader.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "s3:ListBucket"
        Resource = @{aws.bucket.arn}
        Condition = {
          StringLike = {
            "s3:prefix" = @{aws.dag_reader.prefix}
          }
        }
      },
      {
        Effect = "Allow"
        Action = "s3:GetObject"
        Resource = @{aws.dag_reader.objects_arn}
      },
    ]
  })
}

@if aws.dag_reader.logs
# What runs tasks adds to their logs, and never removes one.
resource "aws_iam_role_policy" "write_logs" {
  name = "write-logs"
  role = aws_iam_role.dag_reader.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "s3:ListBucket"
        Resource = @{aws.dag_reader.logs.bucket_arn}
        Condition = {
          StringLike = {
            "s3:prefix" = @{aws.dag_reader.logs.prefix}
          }
        }
      },
      {
        Effect = "Allow"
        Action = ["s3:GetObject", "s3:PutObject"]
        Resource = @{aws.dag_reader.logs.objects_arn}
      },
    ]
  })
}
@end
@end

@if aws.log_reader
# What shows task logs reads them and nothing else.
resource "aws_iam_role" "log_reader" {
  name = @{aws.log_reader.name}
  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRoleWithWebIdentity"
        Principal = {
          Federated = @{aws.log_reader.trust.provider}.arn
        }
        Condition = {
          StringEquals = {
            @{aws.log_reader.trust.audience_key} = @{aws.log_reader.trust.audience}
            @{aws.log_reader.trust.subject_key} = [
              @for subject in aws.log_reader.trust.subjects
              @{subject},
              @end
            ]
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "log_reader" {
  name = "read-logs"
  role = aws_iam_role.log_reader.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "s3:ListBucket"
        Resource = @{aws.log_reader.logs.bucket_arn}
        Condition = {
          StringLike = {
            "s3:prefix" = @{aws.log_reader.logs.prefix}
          }
        }
      },
      {
        Effect = "Allow"
        Action = "s3:GetObject"
        Resource = @{aws.log_reader.logs.objects_arn}
      },
    ]
  })
}
@end

@for publisher in aws.publishers
# package/@{publisher.package} publishes its own DAGs and nothing else; it can delete no version.
@if publisher.trust
resource "aws_iam_role" "@{publisher.label}" {
  name = @{publisher.name}
  path = @{publisher.path}
  max_session_duration = 3600
  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "sts:AssumeRoleWithWebIdentity"
        Principal = {
          Federated = @{publisher.trust.provider}.arn
        }
        Condition = {
          StringEquals = {
            @{publisher.trust.audience_key} = @{publisher.trust.audience}
            @{publisher.trust.subject_key} = [
              @for subject in publisher.trust.subjects
              @{subject},
              @end
            ]
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "@{publisher.label}" {
  name = "publish-dags"
  role = @{publisher.address}.name

  @include airflow/publish-policy.tf
}
@else
resource "aws_iam_user" "@{publisher.label}" {
  name = @{publisher.name}
  path = @{publisher.path}
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_user_policy" "@{publisher.label}" {
  name = "publish-dags"
  user = @{publisher.address}.name

  @include airflow/publish-policy.tf
}
@end

@end
@for move in aws.moves
moved {
  from = @{move.from}
  to = @{move.to}
}

@end
