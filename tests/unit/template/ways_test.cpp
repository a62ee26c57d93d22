// All ways through the built-in templates print texts of their languages.
#include "template/ways.h"

#include <catch2/catch.hpp>

#include "issued/issued.h"

namespace writ::tmpl {
namespace {

TEST_CASE("every way through a built-in template is good") {
  source::SourceManager sources;
  size_t templates = 0;
  for (const target::Target& target : target::LoadBuiltIn(sources)) {
    for (const target::OutputRule& rule : target.rules) {
      diag::Sink sink;
      const bool good = CheckWays(*rule.text, sink);
      std::string all;
      for (const diag::Diagnostic& item : sink.items()) all += item.message + "\n";
      INFO(target.name << " " << sources.Path(rule.text->Files().front()) << ": " << all);
      CHECK(good);
      ++templates;
    }
  }
  CHECK(templates > 20);
}

// The line of a printed text that does not fit those before it.
std::optional<size_t> Wrong(Language language, std::string_view text) {
  const auto problem = CheckPrinted(language, text, {});
  return problem ? std::optional(problem->line) : std::nullopt;
}

TEST_CASE("keys that are equal by chance are seen in what is printed") {
  CHECK(Wrong(Language::kYaml, "a: 1\n\"a\": 2\n") == 1);
  CHECK(Wrong(Language::kYaml, "a:\n  b: 1\n---\na:\n  b: 1\n  c: {d: 1, d: 2}\n") == 5);
  CHECK(Wrong(Language::kJson, "{\n  \"a\": {\"a\": 1},\n  \"a\": 2\n}\n") == 2);
  CHECK(Wrong(Language::kHcl, "a {\n  b = 1\n}\na {\n  b = 1\n  b = 2\n}\n") == 5);
  CHECK(Wrong(Language::kMarkdown, "---\na: 1\na: 2\n---\na: 1\n") == 2);
  CHECK_FALSE(Wrong(Language::kYaml, "- a: 1\n- a: 1\n- a:\n    a: |\n      a: 1\n      a: 1\n"));
  CHECK_FALSE(Wrong(Language::kHcl, "a = {\n  b = 1\n}\nb = \"b = 1\"\n"));
}

}  // namespace
}  // namespace writ::tmpl
