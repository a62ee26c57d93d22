// `kind: package`: an image, the jobs and services that run from it, and the DAGs that its owners
// write by hand.
#pragma once

#include "spec/cloud_forms.h"
#include "spec/image_forms.h"
#include "spec/kinds/common.h"
#include "spec/kubernetes_forms.h"
#include "spec/vault_forms.h"

namespace writ::spec {

struct Image {
  Located<ImageRepository> repository;
  std::optional<Located<ImageTag>> tag;
  std::optional<Located<Digest>> digest;
  std::optional<Located<bool>> stamped;
};

struct Limits {
  std::optional<Located<Cpu>> cpu;
  std::optional<Located<Memory>> memory;
};

struct Resources {
  std::optional<Located<Cpu>> cpu;
  std::optional<Located<Memory>> memory;
  std::optional<Limits> limits;
};

enum class Delivery : uint8_t { kVariable, kFile };
template <>
struct Words<Delivery> {
  static constexpr std::string_view kWhat = "a way to hand over a secret";
  static constexpr std::array<std::string_view, 2> kAll = {"variable", "file"};
};

// A secret that a job uses: one key, as an environment variable or as a file whose path the
// variable holds.
struct SecretUse {
  SecretKey from;
  Located<Delivery> as;

  static bool FromScalar(const syntax::Cursor& node, SecretUse& out, Context& context);
};

enum class TaintEffect : uint8_t { kNoSchedule, kPreferNoSchedule, kNoExecute };
template <>
struct Words<TaintEffect> {
  static constexpr std::string_view kWhat = "an effect of a taint";
  static constexpr std::array<std::string_view, 3> kAll = {"NoSchedule", "PreferNoSchedule",
                                                           "NoExecute"};
};

struct Toleration {
  Located<LabelKey> key;
  std::optional<Located<LabelValue>> value;
  std::optional<Located<TaintEffect>> effect;
};

struct Placement {
  MapOf<LabelKey, Located<LabelValue>> node_selector;
  std::vector<Toleration> tolerations;
  std::optional<Located<DnsSubdomain>> priority_class;
};

struct Volume {
  std::optional<Located<Memory>> empty_dir;
  std::optional<Located<DnsSubdomain>> config_map;
};

struct Identity {
  std::optional<Located<IamRoleArn>> aws_role;
  std::optional<Located<GoogleServiceAccount>> gcp_service_account;
};

struct Job {
  std::vector<Argument> command;
  MapOf<EnvName, Argument> env;
  Resources resources;
  MapOf<EnvName, SecretUse> secrets;
  Placement placement;
  MapOf<std::string, Volume> volumes;
  Identity identity;
  Located<Count> retries;
  std::optional<Located<Duration>> retry_delay;
  std::optional<Located<Timeout>> timeout;
  PodExtension extend;
};

enum class RunsOn : uint8_t { kCloudRun };
template <>
struct Words<RunsOn> {
  static constexpr std::string_view kWhat = "a place where a service runs";
  static constexpr std::array<std::string_view, 1> kAll = {"cloud-run"};
};

struct Service {
  Located<RunsOn> runs_on;
  Located<Port> port{Port{8080}, {}};
  std::optional<Located<RequestTimeout>> timeout;
  MapOf<EnvName, Argument> env;
  MapOf<EnvName, SecretUse> secrets;
  Resources resources;
  TerraformExtension extend;
};

// A secret that the package's own code looks up by its path.
struct SecretLookup {
  Ref<Secret> secret;
  std::vector<Located<Action>> actions;

  static bool FromScalar(const syntax::Cursor& node, SecretLookup& out, Context& context);
};

// How a package that runs outside the platform's clusters logs in to Vault.
struct PackageVault {
  Located<AuthMount> approle;
  Located<Timeout> token_ttl{Timeout{{3600}}, {}};
  Located<Timeout> secret_id_ttl{Timeout{Duration::Days(30)}, {}};
  std::vector<SecretLookup> secrets;
};

struct Package {
  Located<std::string> kind;
  Located<Name> name;
  std::optional<Located<Name>> id;
  Ref<Team> owner;
  std::optional<Located<std::string>> description;
  std::vector<Located<Name>> environments;
  std::optional<Located<Name>> renamed_from;
  std::optional<Image> image;
  MapOf<Name, Job> jobs;
  MapOf<Name, Service> services;
  std::vector<Located<std::string>> dags;
  std::optional<PackageVault> vault;
  GitlabExtension extend;
  Overrides<Package> overrides;
};

}  // namespace writ::spec
