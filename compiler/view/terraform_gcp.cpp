#include "view/terraform_gcp.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "view/common.h"
#include "view/free_data.h"
#include "view/names.h"

namespace writ::view {
namespace {

using access::Principal;
using access::PrincipalKind;
using value::Text;

constexpr std::string_view kAccountType = "google_service_account";
constexpr std::string_view kInvokerType = "google_cloud_run_v2_service_iam_member";
constexpr std::string_view kJobType = "google_cloud_scheduler_job";
constexpr std::string_view kSecretType = "google_secret_manager_secret";
constexpr std::string_view kAccessorType = "google_secret_manager_secret_iam_member";
constexpr std::string_view kServiceType = "google_cloud_run_v2_service";

// What Cloud Scheduler waits for when nothing is said.
constexpr std::string_view kAttemptDeadline = "180s";

// Where secrets that arrive as files are mounted, each in a folder of its own.
constexpr std::string_view kSecretFolder = "/secrets";

GcpAccount AccountOf(const Scope& scope, std::string_view role, const Text& name,
                     const Principal& who, std::string_view title) {
  GcpAccount out;
  out.label = LabelOf({{std::string(role)}, name});
  out.id = ServiceAccountOf(scope, who);
  out.title = {fmt::format("{} {}", title, name.value), name.from};
  out.address = AddressOf(kAccountType, out.label);
  return out;
}

// The schedules of a package. They lie side by side: an environment's schedules are sorted by
// `package/schedule`.
std::span<const spec::Schedule> SchedulesOf(const resolve::Environment& environment,
                                            const spec::Package& package) {
  const auto key = [](std::string_view name) { return fmt::format("{}/", name); };
  const auto key_of = [&](const spec::Schedule& schedule) {
    return key(schedule.package.name.value);
  };
  const auto& all = environment.schedules;
  const std::string wanted = key(package.name.value.text);
  const auto begin = std::lower_bound(
      all.begin(), all.end(), wanted,
      [&](const spec::Schedule& one, const std::string& other) { return key_of(one) < other; });
  const auto end = std::upper_bound(
      begin, all.end(), wanted,
      [&](const std::string& one, const spec::Schedule& other) { return one < key_of(other); });
  return {begin, end};
}

class Builder {
 public:
  Builder(const Scope& scope, Id<spec::Package> id)
      : scope_(scope), id_(id), package_(resolve::At(scope.environment().packages, id)) {}

  std::optional<TerraformGcp> Build() {
    const spec::Environment& facts = *scope_.environment().facts;
    if (!facts.gcp) return std::nullopt;
    for (const auto& [name, service] : package_.services.entries) AddService(name, service);
    for (const spec::Schedule& schedule : SchedulesOf(scope_.environment(), package_)) {
      if (schedule.engine.value == spec::Engine::kCloudScheduler) AddJob(schedule);
    }
    if (out_.services.empty() && out_.jobs.empty()) return std::nullopt;
    std::sort(out_.secrets.begin(), out_.secrets.end(),
              [](const GcpSecret& a, const GcpSecret& b) { return a.label.value < b.label.value; });
    out_.backend =
        BackendOf(scope_, {access::PhysicalName(package_), access::PhysicalSpan(package_)});
    out_.project = TextOf(facts.gcp->project);
    out_.region = TextOf(facts.gcp->region);
    out_.is_protected = {facts.tier.value == spec::Tier::kProduction, facts.tier.span};
    return std::move(out_);
  }

 private:
  const spec::Secret& SecretOf(const spec::SecretUse& use) const {
    return resolve::At(scope_.environment().secrets, use.from.secret.id);
  }

  GcpSecret& Secret(const spec::Secret& secret) {
    const auto [place, is_new] = secrets_.emplace(secret.name.value.text, out_.secrets.size());
    if (!is_new) return out_.secrets[place->second];
    GcpSecret& added = out_.secrets.emplace_back();
    added.label = TextOf(secret.name);
    added.id = {access::PhysicalName(secret), access::PhysicalSpan(secret)};
    added.address = AddressOf(kSecretType, added.label, true);
    return added;
  }

  // Lets the service read a secret, and returns the secret's address.
  value::Reference Grant(GcpService& service, const spec::SecretUse& use) {
    const spec::Secret& from = SecretOf(use);
    GcpSecret& secret = Secret(from);
    const Text label = LabelOf({secret.label, service.account.label});
    if (granted_.insert(label.value).second) {
      secret.accessors.push_back({label, service.account.address});
      service.needs.push_back(AddressOf(kAccessorType, label));
      std::vector<Text> labels;
      for (const Text& name : NamesOf(from))
        labels.push_back(LabelOf({name, service.account.label}));
      AddMoves({kAccessorType}, labels, out_.secret_moves);
    }
    value::Reference address = secret.address;
    address.from.Add(use.from.secret.name.span);
    return address;
  }

  void AddSecrets(const spec::Service& from, GcpService& service) {
    for (const auto& [variable, use] : from.secrets.entries) {
      if (SecretOf(use).store.value != spec::Store::kGcpSecretManager) continue;
      const value::Reference secret = Grant(service, use);
      const Text name = TextOf(variable);
      if (use.as.value == spec::Delivery::kVariable) {
        service.secret_env.push_back({name, secret});
        continue;
      }
      const std::string folder = fmt::format("{}/{}", kSecretFolder, name.value);
      service.secret_files.push_back(
          {name,
           {fmt::format("secret-{}", service.secret_files.size() + 1), name.from},
           {folder, name.from},
           {folder + "/value", name.from},
           secret});
    }
  }

  static std::optional<value::Map<Text>> LimitsOf(const spec::Resources& resources) {
    value::Map<Text> out;
    const auto& limits = resources.limits;
    const auto& cpu = limits && limits->cpu ? limits->cpu : resources.cpu;
    const auto& memory = limits && limits->memory ? limits->memory : resources.memory;
    if (cpu) out.entries.emplace_back(Text("cpu"), TextOf(*cpu));
    if (memory) out.entries.emplace_back(Text("memory"), TextOf(*memory));
    if (out.entries.empty()) return std::nullopt;
    return out;
  }

  void AddService(const Located<spec::Name>& name, const spec::Service& from) {
    const Principal* who = scope_.access().Find(PrincipalKind::kService, id_, name.value.text);
    if (who == nullptr || from.runs_on.value != spec::RunsOn::kCloudRun) return;
    GcpService out;
    out.name = TextOf(name);
    out.id = {access::Shorten(access::Dashed(name.value.text), 49), name.span};
    out.label = out.name;
    out.address = AddressOf(kServiceType, out.label);
    out.account = AccountOf(scope_, "run", out.name, *who, "Cloud Run service");
    if (package_.image) out.image = ImageOf(*package_.image);
    out.port = {from.port.value.number, from.port.span};
    if (from.timeout) out.timeout = SecondsText({from.timeout->value, from.timeout->span});
    out.limits = LimitsOf(from.resources);
    for (const auto& [variable, argument] : from.env.entries)
      out.env.push_back({TextOf(variable), TextOf(argument.text)});
    AddSecrets(from, out);
    out.extension = ToMap(from.extend.terraform_args);
    out_.services.push_back(std::move(out));
  }

  static GcpRetry RetryOf(const std::optional<spec::Retry>& from) {
    GcpRetry out;
    if (!from) return out;
    out.count = from->count;
    if (from->min_backoff) out.min_backoff = SecondsText(*from->min_backoff);
    if (from->max_backoff) out.max_backoff = SecondsText(*from->max_backoff);
    if (from->max_doublings) out.max_doublings = value::Integer(*from->max_doublings);
    if (from->max_duration) out.max_duration = SecondsText(*from->max_duration);
    return out;
  }

  void AddJob(const spec::Schedule& from) {
    const Principal* who =
        scope_.access().Find(PrincipalKind::kSchedule, id_, from.name.value.text);
    if (who == nullptr || !from.http || !from.cron) return;
    GcpJob out;
    out.name = TextOf(from.name);
    out.id = {access::PhysicalName(from), access::PhysicalSpan(from)};
    out.label = out.name;
    out.account = AccountOf(scope_, "cron", out.name, *who, "Cloud Scheduler job");
    out.invoker = AddressOf(kInvokerType, out.account.label);
    out.description = TextOf(from.description);
    out.cron = CronOf(*from.cron);
    out.timezone = TextOf(from.timezone);
    out.paused = {!from.enabled.value, from.enabled.span};
    out.attempt_deadline = from.attempt_deadline ? SecondsText(*from.attempt_deadline)
                                                 : Text(std::string(kAttemptDeadline));
    out.retry = RetryOf(from.retry);
    out.service = AddressOf(kServiceType, TextOf(from.http->service));
    out.method = TextOf(from.http->method);
    out.path = TextOf(from.http->path);
    if (from.http->body) out.body = ToAny(*from.http->body);
    const std::vector<Text> names = NamesOf(from);
    std::vector<Text> accounts;
    for (const Text& name : names) accounts.push_back(LabelOf({{"cron"}, name}));
    AddMoves({kAccountType, kInvokerType}, accounts, out_.job_moves);
    AddMoves({kJobType}, names, out_.job_moves);
    out_.jobs.push_back(std::move(out));
  }

  const Scope& scope_;
  Id<spec::Package> id_;
  const spec::Package& package_;
  TerraformGcp out_;
  std::map<std::string_view, size_t> secrets_;  // places in `out_`, by name
  std::set<std::string> granted_;               // labels of all accessors
};

}  // namespace

std::optional<TerraformGcp> BuildTerraformGcp(const Scope& scope, Id<spec::Package> package) {
  return Builder(scope, package).Build();
}

}  // namespace writ::view
