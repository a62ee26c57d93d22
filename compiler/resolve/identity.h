// What an object says of itself: where it exists, and what it was called before.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "diag/sink.h"
#include "spec/model.h"

namespace writ::resolve {

// Objects of one kind, by the text that refers to them: `name`, or `package/name`.
using ByName = std::map<std::string, const spec::Object*, std::less<>>;

// Whether the object's own `environments` names this one, or there is none.
bool NamesEnvironment(const spec::Object& object, std::string_view environment);

// The environments that objects name, in `environments` and as keys of `overrides`, must be
// declared by the platform (E0301), stand once in a list (E0205) and be those where the object is
// (E0303).
void CheckEnvironmentNames(const spec::Model& model, const ByName& packages,
                           const spec::Platform& platform, diag::Sink& sink);

// A former name must be another than today's (E0205), and no other object of the kind may have it
// or have had it (E0302).
void CheckFormerNames(const spec::Model& model, diag::Sink& sink);

}  // namespace writ::resolve
