#include "cli/options.h"

// A value of an option is never split at commas: file names may hold them.
#define CXXOPTS_VECTOR_DELIMITER '\0'
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cxxopts.hpp>
#include <iterator>

#include "base/edit_distance.h"

namespace writ::cli {
namespace {

constexpr std::array<Option, 9> kGlobal = {{
    {"directory", 'C', "DIR"},
    {"format", '\0', "FORMAT", "text|compact|json|sarif|gitlab-code-quality|junit"},
    {"color", '\0', "WHEN", "auto|always|never"},
    {"max-messages", '\0', "N"},
    {"quiet", 'q'},
    {"verbose", 'v'},
    {"timings"},
    {"help", 'h'},
    {"version"},
}};

// A verb's own option of the same name takes the place of a global one.
std::vector<Option> WithGlobal(std::span<const Option> options) {
  std::vector<Option> all(options.begin(), options.end());
  std::copy_if(kGlobal.begin(), kGlobal.end(), std::back_inserter(all), [&](const Option& global) {
    return std::none_of(options.begin(), options.end(),
                        [&](const Option& own) { return own.name == global.name; });
  });
  return all;
}

cxxopts::Options Describe(std::span<const Option> options) {
  cxxopts::Options described("writ");
  for (const Option& option : options) {
    const std::string name = option.letter == '\0'
                                 ? std::string(option.name)
                                 : fmt::format("{},{}", option.letter, option.name);
    if (option.value.empty()) {
      described.add_options()(name, "", cxxopts::value<bool>());
    } else {
      described.add_options()(name, "", cxxopts::value<std::string>());
    }
  }
  return described;
}

std::vector<std::string_view> SplitChoices(std::string_view choices) {
  std::vector<std::string_view> out;
  while (!choices.empty()) {
    const size_t bar = std::min(choices.find('|'), choices.size());
    out.push_back(choices.substr(0, bar));
    choices.remove_prefix(std::min(bar + 1, choices.size()));
  }
  return out;
}

std::optional<UsageError> CheckChoice(const Option& option, const std::string& value) {
  if (option.value == "N" && (value.empty() || value.size() > 9 ||
                              value.find_first_not_of("0123456789") != std::string::npos)) {
    return UsageError{fmt::format("`--{}` cannot be `{}`", option.name, value),
                      "it is a number, such as 4"};
  }
  if (option.choices.empty()) return std::nullopt;
  const std::vector<std::string_view> choices = SplitChoices(option.choices);
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return std::nullopt;
  return UsageError{fmt::format("`--{}` cannot be `{}`", option.name, value),
                    fmt::format("it is one of {}", fmt::join(choices, ", "))};
}

// cxxopts names an unknown option in quotes inside its message only, so it is looked for again.
UsageError UnknownOption(std::span<const Option> options, std::span<const std::string> args) {
  for (const std::string& arg : args) {
    if (arg.size() < 2 || arg[0] != '-') continue;
    if (arg == "--") break;
    const bool is_long = arg[1] == '-';
    const std::string name = is_long ? arg.substr(2, arg.find('=') - 2) : arg.substr(1, 1);
    std::vector<std::string_view> names;
    bool known = false;
    for (const Option& option : options) {
      names.push_back(option.name);
      known = known || (is_long ? option.name == name : option.letter == name[0]);
    }
    if (known) continue;
    const std::string shown = is_long ? "--" + name : "-" + name;
    return {fmt::format("no option is called `{}`", shown),
            is_long ? DidYouMean(name, names, "--") : std::string()};
  }
  return {"the options of this command cannot be read", ""};
}

}  // namespace

std::span<const Option> GlobalOptions() { return kGlobal; }

std::string_view Arguments::Get(std::string_view name, std::string_view fallback) const {
  const auto found = values.find(name);
  return found == values.end() ? fallback : std::string_view(found->second);
}

std::variant<Arguments, UsageError> ParseOptions(std::span<const Option> options,
                                                 std::span<const std::string> args) {
  const std::vector<Option> all = WithGlobal(options);
  std::vector<const char*> argv = {"writ"};
  for (const std::string& arg : args) argv.push_back(arg.c_str());
  try {
    cxxopts::Options described = Describe(all);
    const cxxopts::ParseResult parsed = described.parse(static_cast<int>(argv.size()), argv.data());
    Arguments out;
    out.positional = parsed.unmatched();
    for (const Option& option : all) {
      const std::string name(option.name);
      if (parsed.count(name) == 0) continue;
      std::string value = option.value.empty() ? std::string(parsed[name].as<bool>() ? "true" : "")
                                               : parsed[name].as<std::string>();
      if (value.empty() && option.value.empty()) continue;  // --flag=false
      if (auto wrong = CheckChoice(option, value)) return *wrong;
      out.values[name] = std::move(value);
    }
    return out;
  } catch (const cxxopts::exceptions::missing_argument&) {
    return UsageError{fmt::format("`{}` needs a value", args.back()), ""};
  } catch (const cxxopts::exceptions::exception&) {
    return UnknownOption(all, args);
  }
}

std::optional<size_t> FindVerb(std::span<const std::string> args) {
  for (size_t i = 0; i < args.size(); ++i) {
    const std::string& arg = args[i];
    if (arg.empty() || arg[0] != '-') return i;
    for (const Option& option : kGlobal) {
      const bool spelt = arg == fmt::format("--{}", option.name) ||
                         (option.letter != '\0' && arg == fmt::format("-{}", option.letter));
      if (spelt && !option.value.empty()) ++i;
    }
  }
  return std::nullopt;
}

std::string DidYouMean(std::string_view typed, std::span<const std::string_view> names,
                       std::string_view prefix) {
  const std::string_view near = Nearest(typed, names);
  return near.empty() ? std::string() : fmt::format("did you mean `{}{}`?", prefix, near);
}

}  // namespace writ::cli
