// Command lines: the one place that knows how options are spelt. The only user of cxxopts.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace writ::cli {

struct Option {
  std::string_view name;  // "env"
  char letter = '\0';     // 'C'; '\0' when there is none
  // What help calls its value: "NAME"; "N" for a number of at most 9 digits; empty for a flag.
  std::string_view value = {};
  std::string_view choices = {};  // "auto|always|never"; empty when any value will do
};

// Options that every verb takes.
std::span<const Option> GlobalOptions();

struct Arguments {
  std::vector<std::string> positional;
  std::map<std::string, std::string, std::less<>> values;  // flags map to "true"

  bool Has(std::string_view name) const { return values.find(name) != values.end(); }
  // The value of an option; `fallback` when it was not given.
  std::string_view Get(std::string_view name, std::string_view fallback = {}) const;
};

struct UsageError {
  std::string message;  // "no option is called `--evn`"
  std::string hint;     // "did you mean `--env`?"; may be empty
};

// Reads the arguments of a verb (without the verb itself). An option given twice has its last
// value; one of the verb's that has the name of a global option takes its place.
std::variant<Arguments, UsageError> ParseOptions(std::span<const Option> options,
                                                 std::span<const std::string> args);

// The position of the verb in `args`: the first argument that is neither an option nor the value of
// a global one.
std::optional<size_t> FindVerb(std::span<const std::string> args);

// "did you mean `build`?", or empty.
std::string DidYouMean(std::string_view typed, std::span<const std::string_view> names,
                       std::string_view prefix = "");

}  // namespace writ::cli
