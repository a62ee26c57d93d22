#include "spec/schema.h"

#include <fmt/format.h>

#include "cli/verbs.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ schema [KIND]     the JSON Schema (2020-12) of specs, for editors

  KIND             workspace, platform, package, schedule, secret, maintenance [any of them]

examples:
  writ schema > .writ-schema.json       then, for the YAML language server:
                                        # yaml-language-server: $schema=.writ-schema.json
  writ schema package
)";

int PrintSchema(Session& session, const Arguments& arguments) {
  const std::string kind = arguments.positional.empty() ? "" : arguments.positional[0];
  if (const std::optional<std::string> schema = spec::Schema(kind)) {
    session.Result(*schema);
    return kExitSame;
  }
  const std::vector<std::string_view> kinds = spec::KindNames();
  const std::string near = DidYouMean(kind, kinds);
  return session.Fail(diag::Code::E0004, fmt::format("no kind is called `{}`", kind),
                      near.empty() ? fmt::format("it is one of {}", fmt::join(kinds, ", ")) : near);
}

}  // namespace

const Verb kSchema = {"schema", "the JSON Schema of specs, for editors", kHelp, {}, 1, PrintSchema};

}  // namespace writ::cli
