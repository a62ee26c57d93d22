#include "cli/verbs.h"

#include <array>

namespace writ::cli {

std::span<const Verb* const> Verbs() {
  static constexpr std::array kAll = {
      &kInit,    &kBuild,   &kCheck, &kWhy,  &kExplain,    &kSchema,
      &kInspect, &kTargets, &kNew,   &kHook, &kCompletion,
  };
  return kAll;
}

}  // namespace writ::cli
