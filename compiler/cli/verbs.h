// The verbs, each defined in its own file.
#pragma once

#include "cli/verb.h"

namespace writ::cli {

extern const Verb kBuild;
extern const Verb kCheck;
extern const Verb kCompletion;
extern const Verb kExplain;
extern const Verb kHook;
extern const Verb kInit;
extern const Verb kInspect;
extern const Verb kNew;
extern const Verb kSchema;
extern const Verb kTargets;
extern const Verb kWhy;

}  // namespace writ::cli
