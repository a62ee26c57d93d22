// Where jobs mount their volumes: paths that Kubernetes takes, and none where Writ or the cluster
// mounts something.
#include <algorithm>
#include <array>

#include "access/pod_folders.h"
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

// Folders of Writ, and those in which the cluster puts tokens.
constexpr std::array<std::string_view, 5> kReserved = {
    access::kRuntimeFolder, access::kSecretFilesFolder, access::kVaultTokenFolder,
    access::kAgentFolder, "/var/run/secrets"};

// Why the path cannot be one; empty when it can.
std::string_view Fault(std::string_view path) {
  if (path.empty() || path.front() != '/') return "it has to begin with `/`";
  if (path == "/") return "the root is the image's own";
  if (path.find(':') != std::string_view::npos) return "it holds a `:`";
  size_t begin = 1;
  while (begin <= path.size()) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    if (segment.empty()) return "it has an empty segment";
    if (segment == "." || segment == "..") return "it has a segment `.` or `..`";
    begin = end + 1;
  }
  return {};
}

// In most images `/var/run` is a link to `/run`.
std::string WithoutLink(std::string_view path) {
  constexpr std::string_view kLink = "/var/run";
  const bool below = path.starts_with("/var/run/") || path == kLink;
  return std::string(below ? path.substr(4) : path);
}

bool Holds(std::string_view folder, std::string_view path) {
  return path == folder || (path.starts_with(folder) && path[folder.size()] == '/');
}

void CheckPath(const Located<std::string>& path, diag::Sink& sink) {
  const std::string_view fault = Fault(path.value);
  if (!fault.empty()) {
    sink.Report(Code::E0502, path.span, "`{}` cannot be the path of a volume", path.value)
        .Here("{}", fault)
        .Note("for example `/scratch`: absolute, and without a `/` at its end");
    return;
  }
  const std::string wanted = WithoutLink(path.value);
  for (const std::string_view reserved : kReserved) {
    const std::string taken = WithoutLink(reserved);
    if (!Holds(wanted, taken) && !Holds(taken, wanted)) continue;
    sink.Report(Code::E0211, path.span, "`{}` is reserved", path.value)
        .Here("would hide `{}`, or be hidden by it", reserved)
        .Note("secrets, tokens and Writ's runtime are mounted there; choose another path");
    return;
  }
}

}  // namespace

void Volumes(const Scope& scope, diag::Sink& sink) {
  for (const spec::Package& package : scope.environment.packages) {
    for (const auto& [name, job] : package.jobs.entries) {
      for (const auto& [path, volume] : job.volumes.entries) CheckPath(path, sink);
    }
  }
}

}  // namespace writ::rules
