#include "spec/schema.h"

#include <fmt/format.h>

#include <array>

#include "cli/verbs.h"
#include "consumer/reference.h"
#include "spec/reference.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ schema [KIND] [options]     the JSON Schema (2020-12) of specs, for editors

  KIND             workspace, platform, package, schedule, secret, maintenance [any of them]
  --format FORMAT  json, or markdown: the reference page of all kinds, for people [json]

examples:
  writ schema > .writ-schema.json       then, for the YAML language server:
                                        # yaml-language-server: $schema=.writ-schema.json
  writ schema package
  writ schema --format markdown > reference.md
)";

constexpr std::array<Option, 1> kOptions = {{{"format", '\0', "FORMAT", "json|markdown"}}};

int PrintSchema(Session& session, const Arguments& arguments) {
  const std::string kind = arguments.positional.empty() ? "" : arguments.positional[0];
  if (arguments.Get("format") == "markdown") {
    if (kind.empty()) {
      session.Document(spec::ReferencePage() + "\n" + consumer::ReferenceChapter());
      return kExitSame;
    }
    return session.Fail(diag::Code::E0004, "the reference page is one page of all kinds",
                        "leave the kind out");
  }
  if (const std::optional<std::string> schema = spec::Schema(kind, consumer::SchemaDefinitions())) {
    session.Document(*schema);
    return kExitSame;
  }
  const std::vector<std::string_view> kinds = spec::KindNames();
  const std::string near = DidYouMean(kind, kinds);
  return session.Fail(diag::Code::E0004, fmt::format("no kind is called `{}`", kind),
                      near.empty() ? fmt::format("it is one of {}", fmt::join(kinds, ", ")) : near);
}

}  // namespace

const Verb kSchema = {"schema",   "the JSON Schema of specs, for editors", kHelp, kOptions, 1,
                      PrintSchema};

}  // namespace writ::cli
