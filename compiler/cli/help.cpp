#include "cli/help.h"

#include <fmt/format.h>

#include <iterator>

#include "cli/verb.h"

namespace writ::cli {

std::string Overview() {
  std::string out =
      "writ compiles specs of packages, schedules and secrets into what a data platform runs "
      "on.\n\n"
      "usage: writ [options] COMMAND [arguments]\n\ncommands:\n";
  for (const Verb* verb : Verbs()) {
    fmt::format_to(std::back_inserter(out), "  {:<11} {}\n", verb->name, verb->summary);
  }
  out +=
      "\noptions of every command:\n"
      "  -C DIR             work as if started in DIR\n"
      "  --format FORMAT    of messages: text, compact, json, sarif, gitlab-code-quality, junit "
      "[text]\n"
      "  --color WHEN       auto, always, never [auto: on a terminal, unless NO_COLOR is set]\n"
      "  -q, --quiet        errors only, and what was asked for by name, such as `--diff`\n"
      "  --max-messages N   of one file, as text; 0: all [10]\n"
      "  -v, --verbose      say more about what is done\n"
      "  --timings          how long each stage took\n"
      "  -h, --help         help; of a command: `writ help COMMAND`\n"
      "  --version          version, and the release of the time zone rules\n"
      "\nexit codes: 0 all is well, 1 an error was printed, 2 `check`: a build would change files\n"
      "\nexamples:\n"
      "  writ init && writ build       a workspace from nothing, and what it compiles to\n"
      "  writ check --diff             what would change, without writing\n";
  return out;
}

}  // namespace writ::cli
