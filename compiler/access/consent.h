// Consent to the use of a secret has two sides: the consumer asks, the owner allows.
#pragma once

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
// "read, list".
std::string Words(const Actions& actions);

// What a consumer asks for, and where.
struct Use {
  Id<spec::Secret> secret;
  Actions actions;
  Span span;
};

// Grants the use to `who` when the secret's owner allows it, and reports E0402 otherwise. A secret
// that is not known is passed over: that was reported where its name stands.
void Ask(const resolve::Environment& environment, const Use& use, Principal& who, diag::Sink& sink);

// Grants without asking; actions on one secret add up.
void AddGrant(Id<spec::Secret> secret, const Actions& actions, const Span& use,
              const value::Origins& consent, Principal& who);

}  // namespace writ::access
