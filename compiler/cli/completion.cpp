#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "cli/verbs.h"
#include "diag/diagnostic.h"
#include "spec/schema.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ completion SHELL     a completion script for bash, zsh or fish

examples:
  writ completion bash > ~/.local/share/bash-completion/completions/writ
  writ completion fish > ~/.config/fish/completions/writ.fish
)";

// What may stand where.
struct Place {
  std::string verb;         // empty: any
  std::string option;       // "--format"; empty: an argument
  std::string words;        // with blanks between them
  bool is_command = false;  // `words` is a shell command that prints them
};

constexpr std::string_view kTargets = "writ targets 2>/dev/null | cut -d' ' -f1";
constexpr std::string_view kEnvironments =
    "writ inspect --stage=program 2>/dev/null | grep '^environment ' | cut -d' ' -f2";

std::string Joined(std::string_view words, char between) {
  std::string out(words);
  std::replace(out.begin(), out.end(), between, ' ');
  return out;
}

std::string VerbWords() {
  std::string out = "help";
  for (const Verb* verb : Verbs()) fmt::format_to(std::back_inserter(out), " {}", verb->name);
  return out;
}

std::string CodeWords() {
  std::string out;
  for (const diag::Code code : diag::AllCodes()) out += fmt::format("{} ", diag::Name(code));
  out.pop_back();
  return out;
}

void AddOptions(std::string_view verb, std::span<const Option> options, std::vector<Place>& out) {
  for (const Option& option : options) {
    const std::string name = fmt::format("--{}", option.name);
    if (option.name == "target") {
      out.push_back({std::string(verb), name, std::string(kTargets), true});
    } else if (option.name == "env") {
      out.push_back({std::string(verb), name, std::string(kEnvironments), true});
    } else if (!option.choices.empty()) {
      out.push_back({std::string(verb), name, Joined(option.choices, '|'), false});
    }
  }
}

// A verb's own options come first: they may have the name of a global one.
std::vector<Place> Places() {
  std::vector<Place> out;
  for (const Verb* verb : Verbs()) AddOptions(verb->name, verb->options, out);
  AddOptions("", GlobalOptions(), out);
  out.push_back({"help", "", VerbWords(), false});
  out.push_back({"explain", "", CodeWords(), false});
  out.push_back({"schema", "", fmt::format("{}", fmt::join(spec::KindNames(), " ")), false});
  out.push_back({"new", "", "target", false});
  out.push_back({"hook", "", "install", false});
  out.push_back({"completion", "", "bash zsh fish", false});
  return out;
}

std::string OptionWords(std::span<const Option> options) {
  std::string out;
  for (const Option& option : options) {
    fmt::format_to(std::back_inserter(out), "{}--{}", out.empty() ? "" : " ", option.name);
    if (option.letter != '\0') fmt::format_to(std::back_inserter(out), " -{}", option.letter);
  }
  return out;
}

// Patterns of `case`: the global options that a value follows. A verb comes behind them.
std::string WithValue() {
  std::string out;
  for (const Option& option : GlobalOptions()) {
    if (option.value.empty()) continue;
    out += fmt::format("{}--{}", out.empty() ? "" : " | ", option.name);
    if (option.letter != '\0') out += fmt::format(" | -{}", option.letter);
  }
  return out;
}

// Lines of a `case` over `VERB:OPTION` or, for an argument, `VERB:`, for bash and zsh.
std::string CaseOfPlaces() {
  std::string out;
  for (const Place& place : Places()) {
    const std::string words =
        place.is_command ? fmt::format("$({})", place.words) : fmt::format("'{}'", place.words);
    fmt::format_to(std::back_inserter(out), "    {}:{}) words={} ;;\n",
                   place.verb.empty() ? "*" : place.verb, place.option, words);
  }
  return out;
}

std::string CaseOfOptions() {
  std::string out;
  for (const Verb* verb : Verbs()) {
    if (verb->options.empty()) continue;
    fmt::format_to(std::back_inserter(out), "      {}) words=\"$words {}\" ;;\n", verb->name,
                   OptionWords(verb->options));
  }
  return out;
}

// Where no words are known, bash completes file names.
std::string Bash() {
  return fmt::format(
      R"(_writ() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} verb= words= i
  if [[ $current == = ]]; then current=; fi
  if [[ $previous == = ]]; then previous=${{COMP_WORDS[COMP_CWORD-2]}}; fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${{COMP_WORDS[i]}} in
      {}) if [[ ${{COMP_WORDS[i+1]}} == = ]]; then ((i += 2)); else ((i += 1)); fi ;;
      -*) ;;
      *) verb=${{COMP_WORDS[i]}}; break ;;
    esac
  done
  if [[ $previous != -* ]]; then previous=; fi
  case $verb:$previous in
    *:-C | *:--directory) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
{}    :) words='{}' ;;
  esac
  if [[ $current == -* ]]; then
    words='{}'
    case $verb in
{}    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}}
complete -o default -F _writ writ
)",
      WithValue(), CaseOfPlaces(), VerbWords(), OptionWords(GlobalOptions()), CaseOfOptions());
}

std::string Zsh() {
  std::string verbs;
  for (const Verb* verb : Verbs()) {
    fmt::format_to(std::back_inserter(verbs), "    '{}:{}'\n", verb->name, verb->summary);
  }
  return fmt::format(
      R"(#compdef writ
_writ() {{
  local -a verbs
  local verb= previous=$words[CURRENT-1] words_here= i
  verbs=(
    'help:what a command does'
{}  )
  for ((i = 2; i < CURRENT; ++i)); do
    case $words[i] in
      {}) ((i += 1)) ;;
      -*) ;;
      *) verb=$words[i]; break ;;
    esac
  done
  if [[ $previous != -* ]]; then previous=; fi
  if [[ -z $verb && -z $previous && $PREFIX != -* ]]; then _describe 'command' verbs; return; fi
  case $previous in
    -C | --directory) _files -/; return ;;
  esac
  () {{
    local words=
    case $verb:$previous in
{}    esac
    if [[ $PREFIX == -* ]]; then
      words='{}'
      case $verb in
{}      esac
    fi
    words_here=$words
  }}
  if [[ -n $words_here ]]; then compadd -- ${{=words_here}}; else _files; fi
}}
if [[ $funcstack[1] == _writ ]]; then _writ "$@"; else compdef _writ writ; fi
)",
      verbs, WithValue(), CaseOfPlaces(), OptionWords(GlobalOptions()), CaseOfOptions());
}

std::string FishOption(const Option& option, std::string_view condition) {
  std::string out = fmt::format("complete -c writ{} -l {}", condition, option.name);
  if (option.letter != '\0') out += fmt::format(" -s {}", option.letter);
  if (option.value == "DIR") {
    out += " -x -a '(__fish_complete_directories)'";
  } else if (option.name == "target") {
    out += " -x -a '(writ targets 2>/dev/null | string split -f1 \" \")'";
  } else if (!option.value.empty()) {
    out += " -x";
    if (!option.choices.empty()) out += fmt::format(" -a '{}'", Joined(option.choices, '|'));
  }
  return out + "\n";
}

std::string Fish() {
  std::string out =
      "complete -c writ -n __fish_use_subcommand -f -a help -d 'what a command does'\n";
  for (const Verb* verb : Verbs()) {
    fmt::format_to(std::back_inserter(out),
                   "complete -c writ -n __fish_use_subcommand -f -a {} -d '{}'\n", verb->name,
                   verb->summary);
    const std::string condition = fmt::format(" -n '__fish_seen_subcommand_from {}'", verb->name);
    for (const Option& option : verb->options) out += FishOption(option, condition);
  }
  for (const Option& option : GlobalOptions()) {
    // A verb's own option of the same name takes its place.
    std::string others;
    for (const Verb* verb : Verbs()) {
      const auto own = [&](const Option& known) { return known.name == option.name; };
      if (std::any_of(verb->options.begin(), verb->options.end(), own)) {
        others += fmt::format(" {}", verb->name);
      }
    }
    out += FishOption(option, others.empty()
                                  ? std::string()
                                  : fmt::format(" -n 'not __fish_seen_subcommand_from{}'", others));
  }
  for (const Place& place : Places()) {
    if (!place.option.empty()) continue;
    fmt::format_to(std::back_inserter(out),
                   "complete -c writ -n '__fish_seen_subcommand_from {}' -f -a '{}'\n", place.verb,
                   place.words);
  }
  return out;
}

int Completion(Session& session, const Arguments& arguments) {
  const std::string shell = arguments.positional.empty() ? "" : arguments.positional[0];
  if (shell == "bash") session.Result(Bash());
  if (shell == "zsh") session.Result(Zsh());
  if (shell == "fish") session.Result(Fish());
  if (shell == "bash" || shell == "zsh" || shell == "fish") return kExitSame;
  return session.Fail(diag::Code::E0004,
                      shell.empty() ? "`writ completion` needs a shell"
                                    : fmt::format("no shell is called `{}`", shell),
                      "it is one of bash, zsh, fish");
}

}  // namespace

const Verb kCompletion = {"completion", "a completion script for bash, zsh or fish", kHelp, {}, 1,
                          Completion};

}  // namespace writ::cli
