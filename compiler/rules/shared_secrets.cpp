// A secret has one owner, in all environments that reach it: two objects for one place in a store
// would let the one's owner allow what the other's does not.
#include <fmt/format.h>

#include <map>

#include "access/names.h"
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

class Places {
 public:
  explicit Places(diag::Sink& sink) : sink_(sink) {}

  void Add(const std::string& place, Holder holder) {
    const auto [found, added] = first_.emplace(place, holder);
    const Holder& first = found->second;
    // Within one environment the rule on derived names reports it.
    if (added || first.environment == holder.environment || first.Name() == holder.Name()) return;
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
  diag::Sink& sink_;
  std::map<std::string, Holder> first_;
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
