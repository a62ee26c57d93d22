// What each verb is: its help screen, its options, and the function that does it. One file per
// verb.
#pragma once

#include <span>
#include <string_view>

#include "cli/options.h"
#include "cli/session.h"

namespace writ::cli {

struct Verb {
  std::string_view name;
  std::string_view summary;  // one line of `writ help`
  std::string_view help;     // the whole screen, with two worked examples
  std::span<const Option> options;
  size_t max_arguments;
  int (*run)(Session& session, const Arguments& arguments);  // the exit code
};

// Every verb, in the order of `writ help`.
std::span<const Verb* const> Verbs();

}  // namespace writ::cli
