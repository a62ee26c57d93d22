// Consent to the use of a secret has two sides: the consumer asks, the owner allows.
#pragma once

#include <map>

#include "access/access.h"

namespace writ::access {

struct Actions {
  bool read = false;
  bool list = false;
  bool write = false;

  bool Covers(const Actions& wanted) const {
    return (read || !wanted.read) && (list || !wanted.list) && (write || !wanted.write);
  }
};

// `read` when nothing is said.
Actions ActionsOf(const std::vector<Located<spec::Action>>& words);
// Where they are said.
value::Origins OriginsOf(const std::vector<Located<spec::Action>>& words);
// "read, list".
std::string Words(const Actions& actions);

// What a consumer asks for, and where.
struct Use {
  Id<spec::Secret> secret;
  Actions actions;
  value::Origins from;  // the secret's name there is the first
};

// What the owners of an environment's secrets allow, found by who asks. Valid while the environment
// is.
class Consents {
 public:
  explicit Consents(const resolve::Environment& environment);

  // Grants the use to `who` when the secret's owner allows it, and reports E0402 otherwise. A
  // secret that is not known is passed over: that was reported where its name stands.
  void Ask(const Use& use, Principal& who, diag::Sink& sink) const;

 private:
  // `part` is empty for a whole package.
  struct Key {
    Id<spec::Secret> secret;
    Id<spec::Package> package;
    PrincipalKind kind = PrincipalKind::kPackage;
    std::string_view part;
    auto operator<=>(const Key&) const = default;
  };
  void Add(const Key& key, const spec::Allow& allow);
  const std::vector<const spec::Allow*>& Of(const Key& key) const;

  const resolve::Environment& environment_;
  std::map<Key, std::vector<const spec::Allow*>> applying_;
  std::map<std::pair<Id<spec::Secret>, Id<spec::Package>>, const spec::Allow*> last_;
};

// Grants without asking; actions on one secret add up.
void AddGrant(Id<spec::Secret> secret, const Actions& actions, const value::Origins& use,
              const value::Origins& consent, Principal& who);

}  // namespace writ::access
