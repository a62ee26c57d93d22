// Vault policies: the rules of each principal, from its grants and from nothing else.
#pragma once

#include "view/context.h"

namespace writ::view {

// One stanza of a policy. Paths are exact; nothing here is a pattern.
struct VaultRule {
  value::Text comment;
  value::Text path;
  std::vector<value::Text> capabilities;
};

// The path of a Vault secret inside its mount, from all lines that say it.
value::Text SecretPath(const spec::Secret& secret, const resolve::Environment& environment);

// Whether a principal keeps its token and looks it up, as servers do; a job that is started by
// writ-run uses its token once.
bool HoldsToken(const Scope& scope, const access::Principal& who);

// The rules of a principal's policy, sorted by path; none when it has no grant in Vault. Readers
// get `data/` only; a list grant shows the names of the secret's own folder; writers create and
// update, and destroy nothing.
std::vector<VaultRule> VaultRulesOf(const Scope& scope, const access::Principal& who);

}  // namespace writ::view

namespace writ::value {

template <>
inline constexpr auto kMembers<view::VaultRule> =
    Members("vault rule", In("comment", &view::VaultRule::comment, "why it is there"),
            In("path", &view::VaultRule::path, "an exact path"),
            In("capabilities", &view::VaultRule::capabilities, "what may be done there"));

}  // namespace writ::value
