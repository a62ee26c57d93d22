// Texts whose form AWS and Google Cloud fix.
#pragma once

#include "spec/form.h"

namespace writ::spec {

struct AwsAccountForm {
  static constexpr std::string_view kWhat = "an AWS account such as `\"111111111111\"`";
  static constexpr std::string_view kSchema =
      R"({"type":["string","integer"],"pattern":"^[0-9]{12}$"})";
  static constexpr std::string_view kHelp = "twelve digits; quote it, so that a leading 0 stays";
  static bool Fits(std::string_view text);
};
using AwsAccount = Formed<AwsAccountForm>;

struct AwsRegionForm {
  static constexpr std::string_view kWhat = "an AWS region such as `eu-west-1`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$","maxLength":32})";
  static constexpr std::string_view kHelp = "for example `eu-west-1`";
  static bool Fits(std::string_view text);
};
using AwsRegion = Formed<AwsRegionForm>;

struct S3BucketForm {
  static constexpr std::string_view kWhat = "an S3 bucket such as `acme-tfstate`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|--x-s3|--table-s3|\\.mrap)$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","minLength":3,"maxLength":63})";
  static constexpr std::string_view kHelp =
      "3 to 63 lower-case letters, digits, `-` and `.`; no prefix or suffix that AWS keeps for "
      "itself";
  static bool Fits(std::string_view text);
};
using S3Bucket = Formed<S3BucketForm>;

// A dot in the name breaks the bucket's certificate.
struct DottlessS3BucketForm {
  static constexpr std::string_view kWhat = "an S3 bucket without dots such as `acme-airflow-dags`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|--x-s3|--table-s3)$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$","minLength":3,"maxLength":63})";
  static constexpr std::string_view kHelp =
      "3 to 63 lower-case letters, digits and `-`; no prefix or suffix that AWS keeps for itself";
  static bool Fits(std::string_view text);
};
using DottlessS3Bucket = Formed<DottlessS3BucketForm>;

// `bucket` or `bucket/prefix`.
struct S3PlaceForm {
  static constexpr std::string_view kWhat = "bucket and prefix such as `acme-logs/prod`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._=-]+)*$","maxLength":512})";
  static constexpr std::string_view kHelp =
      "bucket and prefix, without `s3://` and without a slash at the end";
  static bool Fits(std::string_view text);
};
using S3Place = Formed<S3PlaceForm>;

struct IamRoleArnForm {
  static constexpr std::string_view kWhat =
      "the ARN of an IAM role such as `arn:aws:iam::111111111111:role/reader`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}$","maxLength":576})";
  static constexpr std::string_view kHelp =
      "`arn:aws:iam::ACCOUNT:role/NAME`, the name at most 64 letters, digits and `+=,.@_-`";
  static bool Fits(std::string_view text);
};
using IamRoleArn = Formed<IamRoleArnForm>;

struct GcpProjectForm {
  static constexpr std::string_view kWhat = "a Google Cloud project such as `thoth-prod`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[a-z][a-z0-9-]{4,28}[a-z0-9]$"})";
  static constexpr std::string_view kHelp =
      "6 to 30 lower-case letters, digits and `-`, starting with a letter";
  static bool Fits(std::string_view text);
};
using GcpProject = Formed<GcpProjectForm>;

struct GcpRegionForm {
  static constexpr std::string_view kWhat = "a Google Cloud region such as `us-central1`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[a-z]+-[a-z]+[0-9]{1,2}$","maxLength":32})";
  static constexpr std::string_view kHelp = "for example `us-central1`";
  static bool Fits(std::string_view text);
};
using GcpRegion = Formed<GcpRegionForm>;

struct GcsBucketForm {
  static constexpr std::string_view kWhat = "a Google Cloud Storage bucket such as `acme-tfstate`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^(?!goog)[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$","maxLength":222})";
  static constexpr std::string_view kHelp = "3 to 222 lower-case letters, digits, `-`, `_` and `.`";
  static bool Fits(std::string_view text);
};
using GcsBucket = Formed<GcsBucketForm>;

struct GoogleServiceAccountForm {
  static constexpr std::string_view kWhat =
      "the address of a Google service account such as `etl@acme.iam.gserviceaccount.com`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?@([a-z0-9]([-a-z0-9]*[a-z0-9])?\\.)+gserviceaccount\\.com$","maxLength":254})";
  static constexpr std::string_view kHelp = "it ends in `gserviceaccount.com`";
  static bool Fits(std::string_view text);
};
using GoogleServiceAccount = Formed<GoogleServiceAccountForm>;

}  // namespace writ::spec
