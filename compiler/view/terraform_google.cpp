#include "view/terraform_google.h"

#include <algorithm>

#include "view/free_data.h"
#include "view/names.h"

namespace writ::view {
namespace {

using access::Principal;
using access::PrincipalKind;
using value::Text;

constexpr std::string_view kSecretType = "google_secret_manager_secret";
constexpr std::string_view kAccessorType = "google_secret_manager_secret_iam_member";

// The Google identity of a job; none when it has no such.
const Located<spec::GoogleServiceAccount>* IdentityOf(const resolve::Environment& environment,
                                                      const Principal& who) {
  if (who.kind != PrincipalKind::kJob) return nullptr;
  const spec::Job* job = resolve::At(environment.packages, who.package).jobs.Find(who.name);
  if (job == nullptr || !job->identity.gcp_service_account) return nullptr;
  return &*job->identity.gcp_service_account;
}

// A principal with a Google identity.
struct Reader {
  const Principal& who;
  const Located<spec::GoogleServiceAccount>& identity;
};

// Who reads each secret, in the order of principals.
std::vector<std::vector<Reader>> ReadersOf(const Scope& scope) {
  std::vector<std::vector<Reader>> readers(scope.environment().secrets.size());
  for (const Principal& who : scope.access().principals) {
    const auto* identity = IdentityOf(scope.environment(), who);
    if (identity == nullptr) continue;
    for (const access::Grant& grant : who.secrets) {
      if (grant.read) readers[grant.secret.value].push_back({who, *identity});
    }
  }
  return readers;
}

void AddReaders(const Scope& scope, const spec::Secret& spec, const std::vector<Reader>& readers,
                GoogleSecret& secret, std::vector<TerraformMove>& moves) {
  for (const auto& [who, identity] : readers) {
    const spec::Package& package = resolve::At(scope.environment().packages, who.package);
    const Text job{who.name, who.declared};
    const auto label = [&](const Text& secret_name, const Text& package_name) {
      return LabelOf({secret_name, {"job"}, package_name, job});
    };
    secret.readers.push_back({IdOf(scope, who),
                              label(secret.label, TextOf(package.name)),
                              {"serviceAccount:" + identity.value, identity.span}});
    std::vector<Text> labels;
    for (const Text& secret_name : NamesOf(spec)) {
      for (const Text& package_name : NamesOf(package))
        labels.push_back(label(secret_name, package_name));
    }
    AddMoves({kAccessorType}, labels, moves);
  }
}

void AddSecrets(const Scope& scope, TerraformGoogle& out) {
  const auto& secrets = scope.environment().secrets;
  const std::vector<std::vector<Reader>> readers = ReadersOf(scope);
  for (size_t i = 0; i < secrets.size(); ++i) {
    const spec::Secret& from = secrets[i];
    if (from.store.value != spec::Store::kGcpSecretManager) continue;
    GoogleSecret secret;
    secret.name = TextOf(from.name);
    secret.label = secret.name;
    secret.id = {access::PhysicalName(from), access::PhysicalSpan(from)};
    secret.exists = Exists(scope, "gcp/secret/" + secret.id.value);
    secret.address = AddressOf(kSecretType, secret.label, secret.exists);
    secret.extension = ToMap(from.extend.terraform_args);
    if (!secret.exists.value) AddMoves({kSecretType}, NamesOf(from), out.moves);
    AddReaders(scope, from, readers[i], secret, out.moves);
    out.secrets.push_back(std::move(secret));
  }
}

void AddApis(const Scope& scope, TerraformGoogle& out) {
  const resolve::Environment& environment = scope.environment();
  const auto add = [&](std::string_view name) {
    out.apis.push_back({{std::string(name)}, {fmt::format("{}.googleapis.com", name)}});
  };
  const bool schedules = std::any_of(
      environment.schedules.begin(), environment.schedules.end(),
      [](const auto& one) { return one.engine.value == spec::Engine::kCloudScheduler; });
  const bool services =
      std::any_of(environment.packages.begin(), environment.packages.end(),
                  [](const auto& package) { return !package.services.entries.empty(); });
  if (schedules) add("cloudscheduler");
  if (schedules || services) add("iam");
  if (services) add("run");
  if (!out.secrets.empty()) add("secretmanager");
}

}  // namespace

std::optional<TerraformGoogle> BuildTerraformGoogle(const Scope& scope) {
  const spec::Environment& facts = *scope.environment().facts;
  if (!facts.gcp) return std::nullopt;
  TerraformGoogle out;
  AddSecrets(scope, out);
  AddApis(scope, out);
  if (out.apis.empty()) return std::nullopt;
  out.backend = BackendOf(scope, {"google"});
  out.project = TextOf(facts.gcp->project);
  out.region = TextOf(facts.gcp->region);
  out.is_protected = {facts.tier.value == spec::Tier::kProduction, facts.tier.span};
  return out;
}

}  // namespace writ::view
