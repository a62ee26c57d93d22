#include "access/consent.h"

#include <algorithm>

namespace writ::access {
namespace {

using diag::Code;
using spec::Action;

bool Names(const std::vector<Located<spec::Name>>& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const auto& item) { return item.value.text == name; });
}

bool Applies(const spec::Allow& allow, const Principal& who) {
  if (!allow.package || allow.package->id != who.package) return false;
  const bool narrowed =
      !allow.jobs.empty() || !allow.services.empty() || !allow.maintenance.empty();
  if (!narrowed) return true;
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
std::string ConsentFor(const Principal& who, const std::string& package) {
  switch (who.kind) {
    case PrincipalKind::kJob:
      return fmt::format("{{package: {}, jobs: [{}]}}", package, who.name);
    case PrincipalKind::kService:
      return fmt::format("{{package: {}, services: [{}]}}", package, who.name);
    case PrincipalKind::kMaintenance:
      return fmt::format("{{package: {}, maintenance: [{}]}}", package, who.name);
    default:
      return fmt::format("{{package: {}}}", package);
  }
}

// `nearest` is a consent for the same package that does not reach so far.
void ReportRefused(const resolve::Environment& environment, const Principal& who, const Use& use,
                   const spec::Allow* nearest, diag::Sink& sink) {
  const spec::Secret& secret = resolve::At(environment.secrets, use.secret);
  const std::string& package = resolve::At(environment.packages, who.package).name.value.text;
  const std::string consumer =
      who.name.empty() ? fmt::format("package `{}`", package)
                       : fmt::format("package `{}`, {} `{}`", package, WordOf(who.kind), who.name);
  auto report = sink.Report(Code::E0402, use.span, "secret `{}` does not allow {}",
                            secret.name.value.text, consumer);
  report.Here("used here");
  const std::string_view owner = secret.owner.name.value;
  if (nearest == nullptr) {
    report.Label(secret.name.span, "its owner, `{}`, does not allow this package", owner);
    report.Note(
        "to ask for access, add `{}` to its `allow`; a reviewer from `{}` sees it as \"gains {}\"",
        ConsentFor(who, package), owner, Words(use.actions));
    return;
  }
  const bool narrowed = !Applies(*nearest, who);
  report.Label(nearest->package->name.span, "its owner, `{}`, {}", owner,
               narrowed ? "allows only other parts of it" : "allows other actions only");
  report.Note("to ask for access, add `{}` there; a reviewer from `{}` sees it as \"gains {}\"",
              narrowed ? who.name : Words(use.actions), owner, Words(use.actions));
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

void Ask(const resolve::Environment& environment, const Use& use, Principal& who,
         diag::Sink& sink) {
  if (!use.secret.valid()) return;
  Actions allowed;
  value::Origins consent;
  const spec::Allow* nearest = nullptr;
  for (const spec::Allow& allow : resolve::At(environment.secrets, use.secret).allow) {
    if (allow.package && allow.package->id == who.package) nearest = &allow;
    if (!Applies(allow, who)) continue;
    const Actions more = ActionsOf(allow.actions);
    allowed = {allowed.read || more.read, allowed.list || more.list, allowed.write || more.write};
    consent.Add(allow.package->name.span);
  }
  if (!allowed.Covers(use.actions)) return ReportRefused(environment, who, use, nearest, sink);
  AddGrant(use.secret, use.actions, use.span, consent, who);
}

void AddGrant(Id<spec::Secret> secret, const Actions& actions, const Span& use,
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
