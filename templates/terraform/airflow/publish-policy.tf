policy = jsonencode({
  Version = "2012-10-17"
  Statement = [
    {
      Effect = "Allow"
      Action = ["s3:ListBucket", "s3:ListBucketVersions"]
      Resource = @{aws.bucket.arn}
      Condition = {
        StringLike = {
          "s3:prefix" = @{publisher.prefix}
        }
      }
    },
    {
      Effect = "Allow"
      Action = [
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:PutObject",
      ]
      Resource = @{publisher.objects_arn}
    },
  ]
})
