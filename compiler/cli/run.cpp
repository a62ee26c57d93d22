#include "cli/run.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/help.h"
#include "cli/verb.h"
#include "cli/version.h"

namespace writ::cli {
namespace {

const Verb* FindVerbNamed(std::string_view name) {
  for (const Verb* verb : Verbs()) {
    if (verb->name == name) return verb;
  }
  return nullptr;
}

int UnknownVerb(const Session& session, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Verb* verb : Verbs()) names.push_back(verb->name);
  const std::string near = DidYouMean(name, names);
  return session.Fail(diag::Code::E0004, fmt::format("no command is called `{}`", name),
                      near.empty() ? "`writ help` lists the commands" : near);
}

// Options that could not be read leave the defaults: the message itself must not fail.
int BadUsage(const Host& host, const UsageError& error, const Verb* verb) {
  const std::string more = verb == nullptr ? "`writ help` shows how"
                                           : fmt::format("`writ help {}` shows how", verb->name);
  return Session(host, {}).Fail(diag::Code::E0004, error.message,
                                error.hint.empty() ? more : error.hint);
}

int RunVerb(const Verb& verb, std::span<const std::string> args, const Host& host) {
  const auto parsed = ParseOptions(verb.options, args);
  if (const auto* error = std::get_if<UsageError>(&parsed)) return BadUsage(host, *error, &verb);
  const auto& arguments = std::get<Arguments>(parsed);
  Session session(host, arguments);
  if (arguments.Has("help")) {
    session.Result(verb.help);
    return kExitSame;
  }
  if (arguments.positional.size() > verb.max_arguments) {
    const std::string& extra = arguments.positional[verb.max_arguments];
    return BadUsage(host, {fmt::format("`writ {}` takes no argument `{}`", verb.name, extra), ""},
                    &verb);
  }
  return verb.run(session, arguments);
}

// `writ`, `writ --help`, `writ --version`: no verb at all.
int RunBare(std::span<const std::string> args, const Host& host) {
  const auto parsed = ParseOptions({}, args);
  if (const auto* error = std::get_if<UsageError>(&parsed)) return BadUsage(host, *error, nullptr);
  const auto& arguments = std::get<Arguments>(parsed);
  Session(host, arguments).Result(arguments.Has("version") ? VersionText() : Overview());
  return kExitSame;
}

int RunHelp(std::span<const std::string> args, const Host& host) {
  const auto parsed = ParseOptions({}, args);
  if (const auto* error = std::get_if<UsageError>(&parsed)) return BadUsage(host, *error, nullptr);
  const auto& arguments = std::get<Arguments>(parsed);
  const Session session(host, arguments);
  if (arguments.positional.empty()) {
    session.Result(Overview());
    return kExitSame;
  }
  const Verb* verb = FindVerbNamed(arguments.positional[0]);
  if (verb == nullptr) return UnknownVerb(session, arguments.positional[0]);
  session.Result(verb->help);
  return kExitSame;
}

}  // namespace

int Run(std::span<const std::string> args, const Host& host) {
  const std::optional<size_t> at = FindVerb(args);
  if (!at) return RunBare(args, host);
  const std::string& name = args[*at];
  std::vector<std::string> rest(args.begin(), args.end());
  rest.erase(rest.begin() + static_cast<ptrdiff_t>(*at));
  if (name == "help") return RunHelp(rest, host);
  const Verb* verb = FindVerbNamed(name);
  if (verb == nullptr) {
    // What looks like a command may be the value of an option that does not exist.
    const auto before = ParseOptions({}, args.first(*at));
    if (const auto* error = std::get_if<UsageError>(&before)) return BadUsage(host, *error, verb);
    return UnknownVerb(Session(host, {}), name);
  }
  return RunVerb(*verb, rest, host);
}

}  // namespace writ::cli
