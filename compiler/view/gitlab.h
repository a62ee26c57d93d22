// What the templates of the gitlab target see: the jobs that publish DAGs and the pipeline that
// holds them.
#pragma once

#include "view/context.h"

namespace writ::view {

// Publishes the DAGs of one package to one environment.
struct PublishJob {
  value::Text environment;
  value::Text package;  // its physical name, as in the bucket
  std::optional<value::Text> runner_image;
  std::optional<value::Text> audience;  // of the token for AWS; none when it logs in with keys
  std::optional<value::Text> role_arn;  // likewise
  value::Text gitlab_environment;
  value::Text tier;
  value::Text resource_group;        // one job at a time
  std::optional<value::Text> image;  // what the DAGs run; none when it is set at publish time
  value::Text bucket;
  value::Text region;
  value::Text dag_directory;             // generated DAGs, from the root of the repository
  std::optional<value::Text> dag_files;  // patterns of hand-written ones, parted by blanks
  value::Text ref;                       // the branch that deploys
  std::vector<value::Text> changes;      // patterns of files that make a push publish
  value::Map<value::Any> extension;      // other keywords of the job
};

// What concerns all packages at once.
struct GitlabPipeline {
  value::Text publish_template;       // path from the root of the repository
  std::vector<value::Text> includes;  // likewise, one file for each package that publishes
  std::optional<value::Text> check_image;
  value::Bool uses_keys;  // at least one environment logs in to AWS with keys
};

GitlabPipeline BuildGitlabPipeline(const Context& context);
// In the order of the environments. Empty when the package publishes nowhere.
std::vector<PublishJob> BuildPublishJobs(const Context& context, std::string_view package);

}  // namespace writ::view

namespace writ::value {

template <>
inline constexpr auto kMembers<view::PublishJob> = Members(
    "publish job",
    In("environment", &view::PublishJob::environment, "where it publishes", kUnique | kName),
    In("package", &view::PublishJob::package, "what it publishes, as named in the bucket", kName),
    In("runner_image", &view::PublishJob::runner_image, "the image that the job runs in"),
    In("audience", &view::PublishJob::audience, "audience of its token for AWS"),
    In("role_arn", &view::PublishJob::role_arn, "the IAM role it assumes"),
    In("gitlab_environment", &view::PublishJob::gitlab_environment, "GitLab's name for it"),
    In("tier", &view::PublishJob::tier, "`development`, `staging` or `production`", 0,
       spec::Words<spec::Tier>::kAll),
    In("resource_group", &view::PublishJob::resource_group, "its jobs run one after another"),
    In("image", &view::PublishJob::image, "the image that the DAGs run"),
    In("bucket", &view::PublishJob::bucket, "where DAGs go"),
    In("region", &view::PublishJob::region, "where the bucket lies"),
    In("dag_directory", &view::PublishJob::dag_directory, "folder of the generated DAGs"),
    In("dag_files", &view::PublishJob::dag_files, "patterns of hand-written DAGs"),
    In("ref", &view::PublishJob::ref, "the protected branch that deploys"),
    In("changes", &view::PublishJob::changes, "files that make a push publish"),
    In("extension", &view::PublishJob::extension, "other keywords of the job", kApart));

template <>
inline constexpr auto kMembers<view::GitlabPipeline> = Members(
    "gitlab pipeline",
    In("publish_template", &view::GitlabPipeline::publish_template, "path of the template"),
    In("includes", &view::GitlabPipeline::includes, "paths of the packages' files"),
    In("check_image", &view::GitlabPipeline::check_image, "the image that holds `writ`"),
    In("uses_keys", &view::GitlabPipeline::uses_keys, "some environment logs in with keys"));

}  // namespace writ::value
