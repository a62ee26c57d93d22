// Encodings that a template names: `@{command:shell:json}` prints text of an inner language, which
// the outer one prints as its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "template/encode.h"

namespace writ::tmpl {

using hole::Inner;

std::optional<Inner> InnerNamed(std::string_view name);
std::vector<std::string_view> InnerNames();
std::string_view NameOf(Inner inner);

// True if the result is one text whatever went in.
bool MakesText(Inner inner);
// True if it only says where the hole stands.
inline bool Confirms(Inner inner) { return inner == Inner::kIdent || inner == Inner::kInstring; }

// Applies `chain`, the first encoding first. A text that is not a whole value of its own is encoded
// so that nothing beside it in `place` can join it.
bool Apply(const std::vector<Inner>& chain, const Place& place, const encode::Data& data,
           value::Any& out, encode::Refusal& refusal);

}  // namespace writ::tmpl
