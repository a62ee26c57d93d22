// Names that several targets must agree on: one function each. Parts join by `--`, where a target's
// limit asks for it shortened with 8 hash characters.
#pragma once

#include <string>
#include <string_view>

#include "spec/kinds.h"

namespace writ::access {

// `text`, or its beginning and 8 hash characters when it has more than `limit`; the same text
// always gives the same name.
std::string Shorten(std::string_view text, size_t limit);
// Lower-case letters, digits and `-` only: `_` becomes `-`.
std::string Dashed(std::string_view text);

// The Terraform name of what is mounted at a path in Vault: `kv/team` is `kv--team`, and what a
// name cannot hold becomes `-`. Two paths may have one.
std::string MountLabel(std::string_view path);

// What exists in the world under this name: `id`, else the oldest name that is known, else the
// name.
template <class T>
const std::string& PhysicalName(const T& object) {
  if (object.id) return object.id->value.text;
  return object.renamed_from ? object.renamed_from->value.text : object.name.value.text;
}

// Where that is written.
template <class T>
Span PhysicalSpan(const T& object) {
  if (object.id) return object.id->span;
  return object.renamed_from ? object.renamed_from->span : object.name.span;
}

// `<package>_<name>`: Airflow's id of a schedule or a maintenance object.
std::string DagId(std::string_view package, std::string_view name);
// `<package>--<job>`, DNS-1123, at most 63: the Kubernetes service account of a job or a
// maintenance object.
std::string ServiceAccount(std::string_view package, std::string_view job);
// `<package>--<schedule>`, DNS-1123, at most 52 (Kubernetes puts up to 11 characters behind the
// name of what it runs on a schedule): a Kubernetes object that is made for a schedule.
std::string ScheduleResource(std::string_view package, std::string_view schedule);
// `<package>.<job>`: Vault policy and role, without the prefix that environments may have.
std::string VaultPolicy(std::string_view package, std::string_view job);
// `publisher--<package>--<environment>`, at most 64: the IAM role of a package's publisher.
std::string PublisherRole(std::string_view package, std::string_view environment);
// `airflow-dag-reader--<environment>`, at most 64: the IAM role by which Airflow reads DAGs.
std::string DagReaderRole(std::string_view environment);
// `airflow-log-reader--<environment>`, at most 64: the IAM role by which Airflow shows task logs.
std::string LogReaderRole(std::string_view environment);
// `aws/<environment>/<package>`: the audience of the token that a publisher shows to AWS.
std::string PublisherAudience(std::string_view environment, std::string_view package);
// `<vault audience>/<environment>/<package>/<job>`: the audience of the token that a CI job shows
// to Vault. All jobs of a branch have the same other claims.
std::string CiAudience(std::string_view vault, std::string_view environment,
                       std::string_view package, std::string_view job);
// `<environment>/<package>/dags/`: the prefix that a publisher writes.
std::string DagPrefix(std::string_view environment, std::string_view package);
// `/dag-publisher/<environment>/`: the IAM path of all publishers of an environment. One pattern
// then tells them from everybody else, so the bucket's policy, which has a size limit, does not
// grow with the packages.
std::string PublisherPath(std::string_view environment);
// The partition that a region belongs to, which stands in all of its ARNs: `aws`, `aws-cn`,
// `aws-us-gov`.
std::string_view PartitionOf(std::string_view region);
// `path` begins and ends with `/`.
std::string RoleArn(const spec::Aws& aws, std::string_view path, std::string_view role);
// `<environment>/airflow/<package>/dags`: where a package's generated DAGs lie in the output
// folder, as templates/airflow/target.yaml has it, and where its publisher takes them from.
std::string DagFolder(std::string_view environment, std::string_view package);
// `run--<package>--<service>` and `cron--<package>--<schedule>`: ids of Google service accounts, 6
// to 30 characters.
std::string GcpServiceIdentity(std::string_view package, std::string_view service);
std::string GcpScheduleIdentity(std::string_view package, std::string_view schedule);

}  // namespace writ::access
