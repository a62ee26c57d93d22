#include <fmt/format.h>

#include <iterator>

#include "cli/verbs.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ completion SHELL     a completion script for bash, zsh or fish

examples:
  writ completion bash > ~/.local/share/bash-completion/completions/writ
  writ completion fish > ~/.config/fish/completions/writ.fish
)";

std::string OptionWords(std::span<const Option> options) {
  std::string out;
  for (const Option& option : options)
    fmt::format_to(std::back_inserter(out), " --{}", option.name);
  return out;
}

std::string VerbWords() {
  std::string out = "help";
  for (const Verb* verb : Verbs()) fmt::format_to(std::back_inserter(out), " {}", verb->name);
  return out;
}

std::string Bash() {
  std::string out = fmt::format(
      "_writ() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} verb= word\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case $word in -*) ;; *) verb=$word; break ;; esac\n"
      "  done\n"
      "  local words='{}'\n"
      "  case $verb in\n"
      "    '') words='{}' ;;\n",
      OptionWords(GlobalOptions()), VerbWords());
  for (const Verb* verb : Verbs()) {
    if (verb->options.empty()) continue;
    fmt::format_to(std::back_inserter(out), "    {}) words=\"$words{}\" ;;\n", verb->name,
                   OptionWords(verb->options));
  }
  out +=
      "  esac\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
      "}\n"
      "complete -o default -F _writ writ\n";
  return out;
}

std::string Zsh() {
  std::string out = "#compdef writ\n_writ() {\n  local -a verbs\n  verbs=(\n";
  for (const Verb* verb : Verbs()) {
    fmt::format_to(std::back_inserter(out), "    '{}:{}'\n", verb->name, verb->summary);
  }
  out +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe 'command' verbs\n    return\n  fi\n"
      "  case $words[2] in\n";
  for (const Verb* verb : Verbs()) {
    fmt::format_to(std::back_inserter(out), "    {}) compadd --{}{} ;;\n", verb->name,
                   OptionWords(GlobalOptions()), OptionWords(verb->options));
  }
  out += "  esac\n  _files\n}\n_writ \"$@\"\n";
  return out;
}

std::string Fish() {
  std::string out;
  for (const Verb* verb : Verbs()) {
    fmt::format_to(std::back_inserter(out),
                   "complete -c writ -n __fish_use_subcommand -f -a {} -d '{}'\n", verb->name,
                   verb->summary);
    for (const Option& option : verb->options) {
      fmt::format_to(std::back_inserter(out),
                     "complete -c writ -n '__fish_seen_subcommand_from {}' -l {}{}\n", verb->name,
                     option.name, option.value.empty() ? "" : " -r");
    }
  }
  for (const Option& option : GlobalOptions()) {
    fmt::format_to(std::back_inserter(out), "complete -c writ -l {}{}\n", option.name,
                   option.value.empty() ? "" : " -r");
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
