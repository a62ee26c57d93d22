#include "access/consent.h"

#include <algorithm>
#include <iterator>

namespace writ::access {
namespace {

using diag::Code;
using spec::Action;

bool Names(const std::vector<Located<spec::Name>>& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const auto& item) { return item.value.text == name; });
}

bool Narrowed(const spec::Allow& allow) {
  return !allow.jobs.empty() || !allow.services.empty() || !allow.maintenance.empty();
}

bool Applies(const spec::Allow& allow, const Principal& who) {
  if (!allow.package || allow.package->id != who.package) return false;
  if (!Narrowed(allow)) return true;
  switch (who.kind) {
    case PrincipalKind::kJob:
      return Names(allow.jobs, who.name);
    case PrincipalKind::kService:
      return Names(allow.services, who.name);
    case PrincipalKind::kMaintenance:
      return Names(allow.maintenance, who.name);
    default:
      return false;
  }
}

// The line that would let `who` in, were it added to `allow`.
std::string ConsentFor(const Principal& who, const std::string& package, const Actions& wanted) {
  const std::string actions =
      wanted.list || wanted.write ? fmt::format(", actions: [{}]", Words(wanted)) : std::string();
  switch (who.kind) {
    case PrincipalKind::kJob:
      return fmt::format("{{package: {}, jobs: [{}]{}}}", package, who.name, actions);
    case PrincipalKind::kService:
      return fmt::format("{{package: {}, services: [{}]{}}}", package, who.name, actions);
    case PrincipalKind::kMaintenance:
      return fmt::format("{{package: {}, maintenance: [{}]{}}}", package, who.name, actions);
    default:
      return fmt::format("{{package: {}{}}}", package, actions);
  }
}

// The field of a consent that names such consumers.
std::string_view ListFor(PrincipalKind kind) {
  return kind == PrincipalKind::kJob       ? "jobs"
         : kind == PrincipalKind::kService ? "services"
                                           : "maintenance";
}

bool HasList(const spec::Allow& allow, PrincipalKind kind) {
  return kind == PrincipalKind::kJob       ? !allow.jobs.empty()
         : kind == PrincipalKind::kService ? !allow.services.empty()
                                           : !allow.maintenance.empty();
}

// What to add to a consent for the same package, so that it reaches `who` or covers what it does.
std::string Widening(const spec::Allow& allow, const Principal& who, const std::string& package,
                     const Actions& wanted) {
  if (Applies(allow, who)) {
    const Actions has = ActionsOf(allow.actions);
    return fmt::format("`actions: [{}]`", Words({has.read || wanted.read, has.list || wanted.list,
                                                 has.write || wanted.write}));
  }
  if (who.name.empty()) return fmt::format("`{}`", ConsentFor(who, package, wanted));
  const std::string_view list = ListFor(who.kind);
  return HasList(allow, who.kind) ? fmt::format("`{}` to its `{}`", who.name, list)
                                  : fmt::format("`{}: [{}]`", list, who.name);
}

// `nearest` is a consent for the same package that does not reach so far.
void ReportRefused(const resolve::Environment& environment, const Principal& who, const Use& use,
                   const spec::Allow* nearest, diag::Sink& sink) {
  const spec::Secret& secret = resolve::At(environment.secrets, use.secret);
  const std::string& package = resolve::At(environment.packages, who.package).name.value.text;
  const std::string consumer =
      who.name.empty() ? fmt::format("package `{}`", package)
                       : fmt::format("package `{}`, {} `{}`", package, WordOf(who.kind), who.name);
  auto report = sink.Report(Code::E0402, use.from.first, "secret `{}` does not allow {}",
                            secret.name.value.text, consumer);
  report.Here("used here");
  const std::string_view owner = secret.owner.name.value;
  if (nearest == nullptr) {
    report.Label(secret.name.span, "its owner, `{}`, does not allow this package", owner);
    report.Note("to ask for access, add `{}` to its `allow`, and let `{}` review that",
                ConsentFor(who, package, use.actions), owner);
    return;
  }
  const bool narrowed = !Applies(*nearest, who);
  report.Label(nearest->package->name.span, "its owner, `{}`, {}", owner,
               narrowed ? "allows only other parts of it" : "allows other actions only");
  report.Note("to ask for access, add {} there, and let `{}` review that",
              Widening(*nearest, who, package, use.actions), owner);
}

}  // namespace

Actions ActionsOf(const std::vector<Located<Action>>& words) {
  if (words.empty()) return {true, false, false};
  Actions out;
  for (const auto& word : words) {
    out.read = out.read || word.value == Action::kRead;
    out.list = out.list || word.value == Action::kList;
    out.write = out.write || word.value == Action::kWrite;
  }
  return out;
}

value::Origins OriginsOf(const std::vector<Located<Action>>& words) {
  value::Origins out;
  for (const auto& word : words) out.Add(word.span);
  return out;
}

std::string Words(const Actions& actions) {
  std::string out;
  const auto add = [&](bool on, std::string_view word) {
    if (on) out += fmt::format("{}{}", out.empty() ? "" : ", ", word);
  };
  add(actions.read, "read");
  add(actions.list, "list");
  add(actions.write, "write");
  return out;
}

Consents::Consents(const resolve::Environment& environment) : environment_(environment) {
  for (uint32_t i = 0; i < environment.secrets.size(); ++i) {
    for (const spec::Allow& allow : environment.secrets[i].allow) {
      if (!allow.package) continue;
      Key key;
      key.secret = {i};
      key.package = allow.package->id;
      last_[{key.secret, key.package}] = &allow;
      const auto add = [&](PrincipalKind kind, const std::vector<Located<spec::Name>>& parts) {
        for (const auto& part : parts) {
          key.kind = kind;
          key.part = part.value.text;
          Add(key, allow);
        }
      };
      if (!Narrowed(allow)) Add(key, allow);
      add(PrincipalKind::kJob, allow.jobs);
      add(PrincipalKind::kService, allow.services);
      add(PrincipalKind::kMaintenance, allow.maintenance);
    }
  }
}

void Consents::Add(const Key& key, const spec::Allow& allow) {
  std::vector<const spec::Allow*>& all = applying_[key];
  if (all.empty() || all.back() != &allow) all.push_back(&allow);
}

const std::vector<const spec::Allow*>& Consents::Of(const Key& key) const {
  static const std::vector<const spec::Allow*> kNone;
  const auto found = applying_.find(key);
  return found == applying_.end() ? kNone : found->second;
}

void Consents::Ask(const Use& use, Principal& who, diag::Sink& sink) const {
  if (!use.secret.valid()) return;
  Key key;
  key.secret = use.secret;
  key.package = who.package;
  const auto& whole = Of(key);
  key.kind = who.kind;
  key.part = who.name;
  const auto& part = Of(key);
  // As they stand in the secret: both lists are in its order, and the same one for a package.
  std::vector<const spec::Allow*> all;
  std::set_union(whole.begin(), whole.end(), part.begin(), part.end(), std::back_inserter(all));
  Actions allowed;
  value::Origins consent;
  for (const spec::Allow* allow : all) {
    const Actions more = ActionsOf(allow->actions);
    allowed = {allowed.read || more.read, allowed.list || more.list, allowed.write || more.write};
    consent.Add(allow->package->name.span);
    consent.Add(OriginsOf(allow->actions));
  }
  if (!allowed.Covers(use.actions)) {
    const auto nearest = last_.find({use.secret, who.package});
    return ReportRefused(environment_, who, use, nearest == last_.end() ? nullptr : nearest->second,
                         sink);
  }
  AddGrant(use.secret, use.actions, use.from, consent, who);
}

void AddGrant(Id<spec::Secret> secret, const Actions& actions, const value::Origins& use,
              const value::Origins& consent, Principal& who) {
  auto found =
      std::lower_bound(who.secrets.begin(), who.secrets.end(), secret,
                       [](const Grant& grant, Id<spec::Secret> id) { return grant.secret < id; });
  if (found == who.secrets.end() || found->secret != secret) {
    Grant grant;
    grant.secret = secret;
    found = who.secrets.insert(found, grant);
  }
  found->read = found->read || actions.read;
  found->list = found->list || actions.list;
  found->write = found->write || actions.write;
  found->from.Add(use);
  found->from.Add(consent);
}

}  // namespace writ::access
