#include "cli/verbs.h"

#include <array>

namespace writ::cli {

std::span<const Verb* const> Verbs() {
  static constexpr std::array kAll = {
      &kCheck, &kExplain, &kInspect, &kHook, &kCompletion,
  };
  return kAll;
}

}  // namespace writ::cli
