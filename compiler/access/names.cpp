#include "access/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "base/hash.h"

namespace writ::access {

std::string Shorten(std::string_view text, size_t limit) {
  if (text.size() <= limit) return std::string(text);
  std::string_view head = text.substr(0, limit - 9);
  while (!head.empty() && (head.back() == '-' || head.back() == '_' || head.back() == '.'))
    head.remove_suffix(1);
  return fmt::format("{}-{}", head, ToHex(HashBytes(text)).substr(0, 8));
}

std::string Dashed(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

std::string MountLabel(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (c == '/') {
      out += "--";
    } else {
      out += c == '.' ? '-' : c;
    }
  }
  return IsLetter(out.front()) || out.front() == '_' ? out : "_" + out;
}

std::string DagId(std::string_view package, std::string_view name) {
  return fmt::format("{}_{}", package, name);
}

std::string ServiceAccount(std::string_view package, std::string_view job) {
  return Shorten(fmt::format("{}--{}", Dashed(package), Dashed(job)), 63);
}

std::string ScheduleResource(std::string_view package, std::string_view schedule) {
  return Shorten(fmt::format("{}--{}", Dashed(package), Dashed(schedule)), 52);
}

std::string VaultPolicy(std::string_view package, std::string_view job) {
  return job.empty() ? std::string(package) : fmt::format("{}.{}", package, job);
}

std::string PublisherRole(std::string_view package, std::string_view environment) {
  return Shorten(fmt::format("publisher--{}--{}", package, environment), 64);
}

std::string DagReaderRole(std::string_view environment) {
  return Shorten(fmt::format("airflow-dag-reader--{}", environment), 64);
}

std::string LogReaderRole(std::string_view environment) {
  return Shorten(fmt::format("airflow-log-reader--{}", environment), 64);
}

std::string CiAudience(std::string_view vault, std::string_view environment,
                       std::string_view package, std::string_view job) {
  return fmt::format("{}/{}/{}/{}", vault, environment, package, job);
}

std::string PublisherAudience(std::string_view environment, std::string_view package) {
  return fmt::format("aws/{}/{}", environment, package);
}

std::string DagPrefix(std::string_view environment, std::string_view package) {
  return fmt::format("{}/{}/dags/", environment, package);
}

std::string PublisherPath(std::string_view environment) {
  return fmt::format("/dag-publisher/{}/", environment);
}

std::string_view PartitionOf(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  return "aws";
}

std::string RoleArn(const spec::Aws& aws, std::string_view path, std::string_view role) {
  return fmt::format("arn:{}:iam::{}:role{}{}", PartitionOf(aws.region.value), aws.account.value,
                     path, role);
}

std::string DagFolder(std::string_view environment, std::string_view package) {
  return fmt::format("{}/airflow/{}/dags", environment, package);
}

std::string GcpServiceIdentity(std::string_view package, std::string_view service) {
  return Shorten(fmt::format("run--{}--{}", Dashed(package), Dashed(service)), 30);
}

std::string GcpScheduleIdentity(std::string_view package, std::string_view schedule) {
  return Shorten(fmt::format("cron--{}--{}", Dashed(package), Dashed(schedule)), 30);
}

}  // namespace writ::access
