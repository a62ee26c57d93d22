#include "view/gitlab.h"

#include <fmt/format.h>

#include <algorithm>

#include "view/free_data.h"
#include "view/names.h"

namespace writ::view {

namespace {

using access::Principal;
using access::PrincipalKind;
using value::Text;

constexpr std::string_view kPublishTemplate = "gitlab/dag-publish-template.yml";

// A path in the output folder, from the root of the repository.
Text InOutput(const Context& context, std::string_view path) {
  const Located<spec::OutputFolder>& output = context.program.workspace.output;
  return {fmt::format("{}/{}", output.value, path), output.span};
}

Text PackageFile(const Context& context, const Text& package) {
  Text out = InOutput(context, fmt::format("gitlab/{}.yml", package.value));
  out.from.Add(package.from);
  return out;
}

const Principal* PublisherOf(const Scope& scope, std::string_view package) {
  const Id<spec::Package> id = resolve::FindPackage(scope.environment(), package);
  if (!id.valid()) return nullptr;
  return scope.access().Find(PrincipalKind::kPublisher, id, {});
}

bool HasJob(const Scope& scope, std::string_view package) {
  return scope.environment().facts->gitlab && PublisherOf(scope, package) != nullptr;
}

// The image that DAGs name: the package's, or Airflow's own for packages whose DAGs start no pods.
// None when the publisher stamps it.
std::optional<Text> DagImage(const spec::Package& package, const spec::Airflow& airflow) {
  if (package.image) {
    if (package.image->stamped && package.image->stamped->value) return std::nullopt;
    return ImageOf(*package.image);
  }
  if (airflow.image) return ImageOf(*airflow.image);
  return Text("apache/airflow:" + airflow.version.value.text, airflow.version.span);
}

std::optional<Text> DagFiles(const spec::Package& package) {
  if (package.dags.empty()) return std::nullopt;
  Text out;
  for (const Located<std::string>& pattern : package.dags) {
    if (!out.value.empty()) out.value += ' ';
    out.value += pattern.value;
    out.from.Add(pattern.span);
  }
  return out;
}

void AddLogin(const Principal& who, const Scope& scope, PublishJob& out) {
  const spec::Environment& facts = *scope.environment().facts;
  if (facts.gitlab->aws_auth.value == spec::AwsAuth::kKeys) return;
  out.audience = AwsAudienceOf(scope, who);
  out.role_arn =
      RoleArnOf(*facts.aws, access::PublisherPath(scope.environment().name), AwsRoleOf(scope, who));
}

PublishJob BuildPublishJob(const Scope& scope, const Principal& who) {
  const spec::Environment& facts = *scope.environment().facts;
  const spec::Package& package = resolve::At(scope.environment().packages, who.package);
  const std::string& name = package.name.value.text;
  PublishJob out;
  out.environment = {scope.environment().name, scope.environment().name_span};
  out.package = {access::PhysicalName(package), access::PhysicalSpan(package)};
  out.runner_image = TextOf(facts.gitlab->publisher_image);
  out.extension = ToMap(package.extend.gitlab);
  AddLogin(who, scope, out);
  out.gitlab_environment =
      facts.gitlab->environment ? TextOf(*facts.gitlab->environment) : out.environment;
  out.tier = TextOf(facts.tier);
  out.resource_group = {fmt::format("dags/{}/{}", out.environment.value, out.package.value),
                        {scope.environment().name_span, access::PhysicalSpan(package)}};
  out.image = DagImage(package, *facts.airflow);
  out.bucket = TextOf(facts.aws->dag_bucket);
  out.region = TextOf(facts.aws->region);
  out.dag_directory = InOutput(scope.context, access::DagFolder(scope.environment().name, name));
  out.dag_directory.from.Add({scope.environment().name_span, package.name.span});
  out.dag_files = DagFiles(package);
  out.ref = TextOf(facts.gitlab->ref);
  out.changes.push_back({out.dag_directory.value + "/**/*", out.dag_directory.from});
  for (const Located<std::string>& pattern : package.dags) out.changes.push_back(TextOf(pattern));
  out.changes.push_back(InOutput(scope.context, kPublishTemplate));
  out.changes.push_back(PackageFile(scope.context, TextOf(package.name)));
  return out;
}

}  // namespace

GitlabPipeline BuildGitlabPipeline(const Context& context) {
  GitlabPipeline out;
  out.publish_template = InOutput(context, kPublishTemplate);
  out.check_image = TextOf(context.program.platform->check_image);
  for (const std::string& package : context.package_names) {
    Text name;  // of a package that publishes
    for (size_t e = 0; e < context.program.environments.size(); ++e) {
      if (!HasJob({context, e}, package)) continue;
      const resolve::Environment& environment = context.program.environments[e];
      name = TextOf(
          resolve::At(environment.packages, resolve::FindPackage(environment, package)).name);
      const Located<spec::AwsAuth>& login = context.program.environments[e].facts->gitlab->aws_auth;
      if (login.value == spec::AwsAuth::kKeys) out.uses_keys = {true, login.span};
    }
    if (!name.value.empty()) out.includes.push_back(PackageFile(context, name));
  }
  return out;
}

std::vector<PublishJob> BuildPublishJobs(const Context& context, std::string_view package) {
  std::vector<PublishJob> out;
  for (size_t e = 0; e < context.program.environments.size(); ++e) {
    const Scope scope{context, e};
    if (HasJob(scope, package)) out.push_back(BuildPublishJob(scope, *PublisherOf(scope, package)));
  }
  return out;
}

}  // namespace writ::view
