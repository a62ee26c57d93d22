// Encodings that a template names: `@{command:shell:json}` prints text of an inner language, which
// the outer one prints as its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "template/encode.h"

namespace writ::tmpl {

enum class Inner : uint8_t {
  kJson,          // the whole value as one line of JSON
  kShell,         // a shell word; of a list, words
  kHcl,           // the whole value as one line of HCL
  kJinja,         // each text: what Jinja renders to it
  kKubelet,       // each text: `$(VAR)` and `$$` of env, command and args
  kGitlab,        // each text: `$VAR` of GitLab CI
  kCompose,       // each text: `$VAR` of compose files
  kGoTemplate,    // each text: `{{`
  kConfigparser,  // each text: `%`
  kIdent,         // confirms: a name
  kInstring,      // confirms: inside quotes
};

std::optional<Inner> InnerNamed(std::string_view name);
std::vector<std::string_view> InnerNames();

// True if the result is one text whatever went in.
bool MakesText(Inner inner);
// True if it only says where the hole stands.
inline bool Confirms(Inner inner) { return inner == Inner::kIdent || inner == Inner::kInstring; }

// Applies `chain`, the first encoding first. A text that is not a whole value of its own is encoded
// so that nothing beside it in `place` can join it.
bool Apply(const std::vector<Inner>& chain, const Place& place, const encode::Data& data,
           value::Any& out, encode::Refusal& refusal);

}  // namespace writ::tmpl
