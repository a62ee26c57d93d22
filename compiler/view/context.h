// What every view is built from.
#pragma once

#include "access/access.h"
#include "resolve/program.h"
#include "value/value.h"

namespace writ::view {

struct Context {
  const resolve::Program& program;
  const access::Access& access;
  std::vector<std::string> package_names;  // of all environments, sorted
};
Context MakeContext(const resolve::Program& program, const access::Access& access);

// One environment of a context.
struct Scope {
  const Context& context;
  size_t index = 0;  // of Program::environments

  const resolve::Environment& environment() const { return context.program.environments[index]; }
  const access::EnvironmentAccess& access() const { return context.access.environments[index]; }
};

// Leaves from decoded values.
template <std::convertible_to<std::string> T>
value::Text TextOf(const Located<T>& text) {
  return {text.value, text.span};
}
template <class T>
requires requires(const T& t) { t.text; }
value::Text TextOf(const Located<T>& text) { return {text.value.text, text.span}; }
template <spec::WordEnum E>
value::Text TextOf(const Located<E>& word) {
  return {std::string(spec::Print(word.value)), word.span};
}
template <std::derived_from<spec::Duration> T>
value::Integer SecondsOf(const Located<T>& duration) {
  return {duration.value.seconds, duration.span};
}
template <class T>
std::optional<value::Text> TextOf(const std::optional<Located<T>>& text) {
  if (!text) return std::nullopt;
  return TextOf(*text);
}

// `repository@digest` or `repository:tag`; of a stamped image `repository:stamped`, which the
// publisher replaces.
value::Text ImageOf(const spec::Image& image);

}  // namespace writ::view
