#include "view/common.h"

#include <fmt/compile.h>

#include <algorithm>
#include <map>

#include "view/names.h"
#include "view/vault_rules.h"

namespace writ::view {
namespace {

// Days since 1970-01-01 of a day of the Gregorian calendar (H. Hinnant's era arithmetic).
int64_t DaysOf(const spec::Date& date) {
  const int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const int64_t era = year / 400;
  const int64_t of_era = year - era * 400;
  const int64_t of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

std::string Iso(int64_t instant) {
  const int64_t days = instant / 86400;
  const int64_t seconds = instant % 86400;
  const int64_t shifted = days + 719468;
  const int64_t era = shifted / 146097;
  const int64_t of_era = shifted - era * 146097;
  const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_index = (5 * of_year + 2) / 153;
  const int64_t day = of_year - (153 * month_index + 2) / 5 + 1;
  const int64_t month = month_index < 10 ? month_index + 3 : month_index - 9;
  const int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z"), year, month, day,
                     seconds / 3600, seconds / 60 % 60, seconds % 60);
}

Argument BuildArgument(const spec::Argument& argument) {
  Argument out;
  if (argument.run) {
    out.run = TextOf(*argument.run);
  } else if (argument.param) {
    out.param = TextOf(*argument.param);
  } else {
    out.text = TextOf(argument.text);
  }
  return out;
}

}  // namespace

value::Text CronOf(const Located<spec::CronText>& cron) {
  return {calendar::Canonical(cron.value.cron), cron.span};
}

std::vector<value::Text> FirstFires(const Located<spec::CronText>& cron,
                                    const Located<spec::ZoneName>& zone,
                                    const std::optional<Located<spec::Date>>& start, int count) {
  const int64_t midnight = DaysOf(start ? start->value : spec::Date{2026, 1, 1}) * 86400;
  calendar::TimeZone found = zone.value.zone;
  if (found.name.empty()) found = *calendar::FindTimeZone(zone.value.text);
  const int64_t begin = midnight - calendar::OffsetAt(found, midnight);
  std::vector<value::Text> out;
  for (const int64_t instant : calendar::NextFires(cron.value.cron, found, begin - 1, count)) {
    out.push_back({Iso(instant), {cron.span, zone.span}});
  }
  return out;
}

std::vector<value::Text> MailsOf(const Context& context,
                                 const std::vector<spec::Recipient>& recipients,
                                 const Span& owner) {
  std::vector<value::Text> out;
  for (const spec::Recipient& recipient : recipients) {
    if (!recipient.id.valid()) continue;
    const auto& email = resolve::TeamAt(context.program, recipient.id).email;
    if (!email) continue;
    const auto same = [&](const value::Text& mail) { return mail.value == email->value; };
    auto mail = std::find_if(out.begin(), out.end(), same);
    if (mail == out.end()) mail = out.insert(mail, email->value);
    mail->from.Add({recipient.name.span, email->span});
    if (recipient.name.value == "owner") mail->from.Add(owner);
  }
  return out;
}

Workspace BuildWorkspace(const Context& context) {
  return {TextOf(context.program.workspace.name), TextOf(context.program.workspace.output)};
}

Environment BuildEnvironment(const Scope& scope) {
  const resolve::Environment& from = scope.environment();
  Environment out;
  out.name = {from.name, from.name_span};
  out.tier = TextOf(from.facts->tier);
  out.path_name = {from.PathName(),
                   from.facts->path_name ? from.facts->path_name->span : from.name_span};
  out.has_airflow = {from.facts->airflow.has_value(), from.name_span};
  out.has_kubernetes = {from.facts->kubernetes.has_value(), from.name_span};
  out.has_aws = {from.facts->aws.has_value(), from.name_span};
  out.has_gcp = {from.facts->gcp.has_value(), from.name_span};
  out.has_vault = {from.facts->vault.has_value(), from.name_span};
  out.has_gitlab = {from.facts->gitlab.has_value(), from.name_span};
  return out;
}

Package BuildPackage(const Scope& scope, Id<spec::Package> id) {
  const spec::Package& from = resolve::At(scope.environment().packages, id);
  Package out;
  out.name = TextOf(from.name);
  out.id = {access::PhysicalName(from), access::PhysicalSpan(from)};
  out.owner = {from.owner.name.value, from.owner.name.span};
  if (from.owner.id.valid())
    out.owner_email = TextOf(resolve::TeamAt(scope.context.program, from.owner.id).email);
  if (out.owner_email) out.owner_email->from.Add(from.owner.name.span);
  out.description = TextOf(from.description);
  if (from.image) {
    out.image = ImageOf(*from.image);
    out.image_repository = TextOf(from.image->repository);
    if (const auto& stamped = from.image->stamped)
      out.image_stamped = {stamped->value, stamped->span};
  }
  return out;
}

std::vector<PackageSecret> BuildPackageSecrets(const Scope& scope, Id<spec::Package> id) {
  const spec::Package& package = resolve::At(scope.environment().packages, id);
  std::map<uint32_t, value::Origins> uses;  // by the secret's id, which is in the order of names
  const auto add = [&](const spec::Ref<spec::Secret>& secret) {
    uses[secret.id.value].Add(secret.name.span);
  };
  for (const auto& [name, job] : package.jobs.entries) {
    for (const auto& [variable, use] : job.secrets.entries) add(use.from.secret);
  }
  for (const auto& [name, service] : package.services.entries) {
    for (const auto& [variable, use] : service.secrets.entries) add(use.from.secret);
  }
  if (package.vault) {
    for (const spec::SecretLookup& lookup : package.vault->secrets) add(lookup.secret);
  }
  std::vector<PackageSecret> out;
  for (const auto& [index, from] : uses) {
    const spec::Secret& secret = scope.environment().secrets[index];
    PackageSecret& added = out.emplace_back();
    added.name = TextOf(secret.name);
    added.name.from.Add(from);
    added.id = {access::PhysicalName(secret), access::PhysicalSpan(secret)};
    added.store = TextOf(secret.store);
    if (secret.store.value == spec::Store::kVault)
      added.path = SecretPath(secret, scope.environment());
    for (const auto& [key, type] : secret.keys.entries) added.keys.push_back(TextOf(key));
  }
  return out;
}

Job BuildJob(const Scope& scope, Id<spec::Package> package, std::string_view name) {
  const spec::Package& owner = resolve::At(scope.environment().packages, package);
  Job out;
  const auto* entry = owner.jobs.FindEntry(name);
  if (entry == nullptr) return out;
  const auto& [key, job] = *entry;
  out.name = TextOf(key);
  if (owner.image) out.image = ImageOf(*owner.image);
  out.service_account = {access::ServiceAccount(access::PhysicalName(owner), name),
                         {key.span, access::PhysicalSpan(owner)}};
  for (const spec::Argument& argument : job.command) out.command.push_back(BuildArgument(argument));
  for (const auto& [variable, argument] : job.env.entries)
    out.env.entries.emplace_back(TextOf(variable), BuildArgument(argument));
  for (const auto& [variable, use] : job.secrets.entries) {
    out.secrets.push_back({TextOf(variable),
                           {use.from.secret.name.value, use.from.secret.name.span},
                           TextOf(use.from.key),
                           {use.as.value == spec::Delivery::kFile, use.as.span}});
  }
  out.retries = {job.retries.value, job.retries.span};
  if (job.retry_delay) out.retry_delay_seconds = SecondsOf(*job.retry_delay);
  if (job.timeout) out.timeout_seconds = SecondsOf(*job.timeout);
  return out;
}

Task BuildTask(const Scope& scope, Id<spec::Package> package, const Located<spec::Name>& name,
               const Located<spec::Name>& job) {
  Task task;
  task.name = TextOf(name);
  task.resource_name = {access::Dashed(name.value.text), name.span};
  task.job = BuildJob(scope, package, job.value.text);
  return task;
}

Schedule BuildSchedule(const Scope& scope, Id<spec::Schedule> id) {
  const spec::Schedule& from = resolve::At(scope.environment().schedules, id);
  const spec::Package& package = resolve::At(scope.environment().packages, from.package.id);
  Schedule out;
  out.name = TextOf(from.name);
  out.package = TextOf(package.name);
  out.id = {access::PhysicalName(from), access::PhysicalSpan(from)};
  out.dag_id = DagIdOf(package, from);
  out.resource_name = {access::ScheduleResource(access::PhysicalName(package), out.id.value),
                       out.dag_id.from};
  out.engine = TextOf(from.engine);
  out.enabled = {from.enabled.value, from.enabled.span};
  if (from.owner) out.owner = {from.owner->name.value, from.owner->name.span};
  out.description = TextOf(from.description);
  out.timezone = TextOf(from.timezone);
  if (from.cron) {
    out.cron = CronOf(*from.cron);
    out.first_fires = FirstFires(*from.cron, from.timezone, from.start, 5);
  }
  for (const auto& before : from.after) out.after.push_back({before.name.value, before.name.span});
  if (from.run) out.tasks.push_back(BuildTask(scope, from.package.id, *from.run, *from.run));
  for (const auto& [name, task] : from.tasks.entries) {
    Task added = BuildTask(scope, from.package.id, name, task.job);
    for (const auto& before : task.after) {
      added.after.push_back(TextOf(before));
      added.after_resources.push_back({access::Dashed(before.value.text), before.span});
    }
    out.tasks.push_back(std::move(added));
  }
  out.notify_failure = MailsOf(scope.context, from.notify.failure,
                               (from.owner ? *from.owner : package.owner).name.span);
  return out;
}

}  // namespace writ::view
