// What the Terraform root `airflow` prints: the DAG bucket, who reads it and who writes it.
#pragma once

#include "view/terraform.h"

namespace writ::view {

struct AwsDagBucket {
  value::Text name;
  value::Text arn;
  value::Text objects_arn;                  // all objects in it
  std::vector<value::Text> publisher_arns;  // patterns that match publishers and nobody else
  value::Integer keep_days;                 // older versions younger than this stay
  value::Integer keep_versions;             // and so many of the newest, however old
  value::Map<value::Any> extension;         // other arguments
};

struct AwsOidcProvider {
  value::Text label;
  value::Text url;
  value::Bool exists;
  std::vector<value::Text> audiences;
};

// Who may assume a role: tokens of one issuer with this audience and one of these subjects.
struct AwsTrust {
  value::Reference provider;
  value::Text audience_key;  // condition keys: "gitlab.acme.example:aud"
  value::Text audience;
  value::Text subject_key;
  std::vector<value::Text> subjects;
};

// Where Airflow's task logs lie.
struct AwsLogs {
  value::Text bucket_arn;
  value::Text prefix;
  value::Text objects_arn;
};

struct AwsDagReader {
  value::Text name;
  AwsTrust trust;
  value::Text prefix;
  value::Text objects_arn;
  std::optional<AwsLogs> logs;  // what runs tasks writes their logs
};

// What shows task logs reads them, and no DAGs.
struct AwsLogReader {
  value::Text name;
  AwsTrust trust;
  AwsLogs logs;
};

struct AwsPublisher {
  value::Text package;
  value::Text label;
  value::Reference address;  // of its role or user
  value::Text name;
  value::Text path;
  std::optional<AwsTrust> trust;  // none: a user whose keys are made by hand
  value::Text prefix;
  value::Text objects_arn;
};

struct TerraformAws {
  std::vector<TerraformBackend> backend;
  value::Text account;
  value::Text region;
  AwsDagBucket bucket;
  std::vector<AwsOidcProvider> oidc_providers;
  std::optional<AwsDagReader> dag_reader;  // none without a cluster
  std::optional<AwsLogReader> log_reader;  // none when logs do not lie in S3
  std::vector<AwsPublisher> publishers;    // sorted by package
  std::vector<TerraformMove> moves;
};

// Nothing without an AWS account and an Airflow.
std::optional<TerraformAws> BuildTerraformAws(const Scope& scope);

}  // namespace writ::view

namespace writ::value {

template <>
inline constexpr auto kMembers<view::AwsDagBucket> = Members(
    "DAG bucket", In("name", &view::AwsDagBucket::name, "its name"),
    In("arn", &view::AwsDagBucket::arn, "its ARN"),
    In("objects_arn", &view::AwsDagBucket::objects_arn, "the ARN pattern of all its objects"),
    In("publisher_arns", &view::AwsDagBucket::publisher_arns, "ARN patterns of who may write"),
    In("keep_days", &view::AwsDagBucket::keep_days, "older versions younger than this stay"),
    In("keep_versions", &view::AwsDagBucket::keep_versions,
       "so many of the newest older versions stay, whatever their age"),
    In("extension", &view::AwsDagBucket::extension, "other arguments of the resource", kApart));
template <>
inline constexpr auto kMembers<view::AwsOidcProvider> = Members(
    "OIDC provider", In("label", &view::AwsOidcProvider::label, "its Terraform name", kName),
    In("url", &view::AwsOidcProvider::url, "address of the issuer"),
    In("exists", &view::AwsOidcProvider::exists, "it is looked up, not created"),
    In("audiences", &view::AwsOidcProvider::audiences, "audiences that it takes"));
template <>
inline constexpr auto kMembers<view::AwsTrust> = Members(
    "trust", In("provider", &view::AwsTrust::provider, "address of the OIDC provider"),
    In("audience_key", &view::AwsTrust::audience_key, "condition key of the audience", kApart),
    In("audience", &view::AwsTrust::audience, "the audience that a token must have"),
    In("subject_key", &view::AwsTrust::subject_key, "condition key of the subject", kApart),
    In("subjects", &view::AwsTrust::subjects, "one of which a token must have"));
template <>
inline constexpr auto kMembers<view::AwsDagReader> =
    Members("DAG reader", In("name", &view::AwsDagReader::name, "name of the role"),
            In("trust", &view::AwsDagReader::trust, "who may assume it"),
            In("prefix", &view::AwsDagReader::prefix, "the prefixes it may list"),
            In("objects_arn", &view::AwsDagReader::objects_arn, "the objects it may read"),
            In("logs", &view::AwsDagReader::logs, "where it may write task logs"));
template <>
inline constexpr auto kMembers<view::AwsLogs> =
    Members("task logs", In("bucket_arn", &view::AwsLogs::bucket_arn, "the ARN of their bucket"),
            In("prefix", &view::AwsLogs::prefix, "the prefixes below which they lie"),
            In("objects_arn", &view::AwsLogs::objects_arn, "the ARN pattern of the logs"));
template <>
inline constexpr auto kMembers<view::AwsLogReader> =
    Members("log reader", In("name", &view::AwsLogReader::name, "name of the role"),
            In("trust", &view::AwsLogReader::trust, "who may assume it"),
            In("logs", &view::AwsLogReader::logs, "the logs that it may read"));
template <>
inline constexpr auto kMembers<view::AwsPublisher> =
    Members("publisher",
            In("package", &view::AwsPublisher::package, "whose DAGs it publishes", kUnique | kName),
            In("label", &view::AwsPublisher::label, "its Terraform name", kName),
            In("address", &view::AwsPublisher::address, "address of its role or user"),
            In("name", &view::AwsPublisher::name, "name of the role or user"),
            In("path", &view::AwsPublisher::path, "IAM path of the role or user"),
            In("trust", &view::AwsPublisher::trust, "who may assume the role; a user has none"),
            In("prefix", &view::AwsPublisher::prefix, "the prefixes it may list"),
            In("objects_arn", &view::AwsPublisher::objects_arn, "the objects it may write"));
template <>
inline constexpr auto kMembers<view::TerraformAws> = Members(
    "terraform aws", In("backend", &view::TerraformAws::backend, "where the state lies"),
    In("account", &view::TerraformAws::account, "twelve digits"),
    In("region", &view::TerraformAws::region, "where everything lies"),
    In("bucket", &view::TerraformAws::bucket, "the bucket of the DAGs"),
    In("oidc_providers", &view::TerraformAws::oidc_providers, "issuers whose tokens roles take"),
    In("dag_reader", &view::TerraformAws::dag_reader, "the role by which Airflow reads DAGs"),
    In("log_reader", &view::TerraformAws::log_reader, "the role by which Airflow shows task logs"),
    In("publishers", &view::TerraformAws::publishers, "roles by which packages publish"),
    In("moves", &view::TerraformAws::moves, "addresses that renames changed"));

}  // namespace writ::value
