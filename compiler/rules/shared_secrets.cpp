// A secret has one owner, in all environments that reach it: two objects for one place in a store
// would let the one's owner allow what the other's does not.
#include <fmt/format.h>

#include <set>

#include "access/names.h"
#include "rules/first_holders.h"
#include "rules/one_vault.h"
#include "rules/store_rules.h"

namespace writ::rules {
namespace {

using diag::Code;

struct Holder {
  const resolve::Environment* environment;
  const spec::Secret* secret;
  std::string shown;  // where it lies, for messages

  std::string Name() const { return resolve::ObjectName(*secret); }
  Span Place() const {
    if (secret->path) return secret->path->span;
    if (secret->airflow && secret->airflow->connection) return secret->airflow->connection->span;
    if (secret->airflow && secret->airflow->variable) return secret->airflow->variable->span;
    return secret->id ? secret->id->span : secret->name.span;
  }
};

Span PlaceOf(const spec::Allow& allow) {
  return allow.package ? allow.package->name.span : allow.team->name.span;
}

// Whom its owner allows what, in one spelling.
std::set<std::string> ConsentOf(const spec::Secret& secret) {
  std::set<std::string> out;
  for (const spec::Allow& allow : secret.allow) {
    const auto names = [](const std::vector<Located<spec::Name>>& list) {
      std::set<std::string> sorted;
      for (const auto& name : list) sorted.insert(name.value.text);
      return fmt::format("{}", fmt::join(sorted, ","));
    };
    std::set<std::string_view> actions;
    for (const auto& action : allow.actions) actions.insert(spec::Print(action.value));
    out.insert(fmt::format("{} {} {} {} {} {}", allow.package ? allow.package->name.value : "",
                           allow.team ? allow.team->name.value : "", names(allow.jobs),
                           names(allow.services), names(allow.maintenance),
                           fmt::join(actions, ",")));
  }
  return out;
}

class Places {
 public:
  explicit Places(diag::Sink& sink) : sink_(sink) {}

  void Add(const std::string& place, Holder holder) {
    const Holder* before = holders_.Claim(place, holder);
    // Within one environment the rule on derived names reports it.
    if (before == nullptr || before->environment == holder.environment) return;
    const Holder& first = *before;
    if (first.Name() == holder.Name()) return CheckConsent(first, holder);
    sink_
        .Report(Code::E0501, holder.Place(), "{} of `{}` and {} of `{}` would both be {}",
                first.Name(), first.environment->name, holder.Name(), holder.environment->name,
                holder.shown)
        .Here("{} of `{}`", holder.Name(), holder.environment->name)
        .Label(first.Place(), "{} of `{}`", first.Name(), first.environment->name)
        .Note(
            "the environments share a store: give one secret another place, or use one object in "
            "both, whose owner then decides for both");
  }

 private:
  // What one environment allows, another cannot take back.
  void CheckConsent(const Holder& first, const Holder& holder) {
    if (ConsentOf(*first.secret) == ConsentOf(*holder.secret)) return;
    const auto place = [](const Holder& one) {
      return one.secret->allow.empty() ? one.secret->name.span : PlaceOf(one.secret->allow[0]);
    };
    sink_
        .Report(Code::E0501, place(holder),
                "{} is one value in `{}` and `{}`, and allowed to others", holder.Name(),
                first.environment->name, holder.environment->name)
        .Here("what `{}` allows", holder.environment->name)
        .Label(place(first), "what `{}` allows", first.environment->name)
        .Note("both are {}: whoever reads it in the one environment reads the other's value",
              holder.shown)
        .Note(
            "give each environment a place of its own, such as a path with `{{env}}`, or let "
            "`allow` be "
            "the same in both");
  }

  diag::Sink& sink_;
  FirstHolders<std::string, Holder> holders_;
};

}  // namespace

void SharedSecrets(const resolve::Program& program, const access::Access&, diag::Sink& sink) {
  Places places(sink);
  for (const resolve::Environment& environment : program.environments) {
    const spec::Environment& facts = *environment.facts;
    for (const spec::Secret& secret : environment.secrets) {
      if (secret.store.value == spec::Store::kVault && facts.vault) {
        const std::string path = fmt::format("{}/data/{}", facts.vault->mount.value,
                                             access::SecretPathOf(secret, environment));
        places.Add(PathOnServer(*facts.vault, path),
                   {&environment, &secret, fmt::format("`{}` in one Vault", path)});
      } else if (secret.store.value == spec::Store::kGcpSecretManager && facts.gcp) {
        const std::string& name = access::PhysicalName(secret);
        places.Add(fmt::format("google\n{}\n{}", facts.gcp->project.value, name),
                   {&environment, &secret,
                    fmt::format("the Google secret `{}` of `{}`", name, facts.gcp->project.value)});
      }
    }
  }
}

}  // namespace writ::rules
