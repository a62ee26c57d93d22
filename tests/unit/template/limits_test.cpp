// What a template, and what it prints, may come to: the limit, and one more.
#include <catch2/catch.hpp>

#include "harness.h"
#include "template/compile.h"

namespace writ::tmpl::testing {
namespace {

std::string Repeat(std::string_view text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string Nested(size_t depth) {
  return "a\n" + Repeat("@if yes\n", depth) + "x\n" + Repeat("@end\n", depth);
}

// Renders with limits of its own; the messages, or nothing.
std::string Limited(const std::string& text, const RenderOptions& options) {
  source::SourceManager sources;
  diag::Sink sink;
  const source::FileId file = sources.Add("t.md", text);
  const auto compiled =
      Compile(sources, file, Language::kMarkdown, value::TypeOf<View>(), {}, sink);
  REQUIRE(compiled);
  const View view;
  Rendered out;
  if (Render(*compiled, &view, options, out, sink)) return {};
  REQUIRE(sink.items().size() == 1);
  CHECK(diag::Name(sink.items()[0].code) == "E0620");
  return std::string(sources.Text(sink.items()[0].span)) + ": " + sink.items()[0].message;
}

TEST_CASE("blocks of a template are nested so deep") {
  CHECK(Text("t.md", Nested(64)) == "a\nx\n");
  CHECK(Errors("t.md", Nested(65)).find("E0620 @if: blocks are nested more than 64 deep") == 0);
}

TEST_CASE("blocks and included files are nested so deep together") {
  const auto chain = [](size_t files) {
    Source source{"@include \"0.md\"\n", "t.md", {}};
    for (size_t i = 0; i + 1 < files; ++i)
      source.includes[std::to_string(i) + ".md"] =
          "@include \"" + std::to_string(i + 1) + ".md\"\n";
    source.includes[std::to_string(files - 1) + ".md"] = "x\n";
    return Run(source);
  };
  CHECK(chain(kMostDepth - 1).text == "x\n");
  CHECK(chain(kMostDepth).errors.find("E0620") == 0);
}

TEST_CASE("a template has so many bytes and lines, with what it includes") {
  const std::string half = std::string(kMostBytes / 2 - 8, 'x') + "\n";
  const std::string two = "@include \"a.md\"\n@include \"a.md\"\n";
  const std::string fits = half.substr(two.size() / 2);
  CHECK(Run({two, "t.md", {{"a.md", fits}}}).ok);
  CHECK(Run({two, "t.md", {{"a.md", half + "xxxxxxxxxx"}}}).errors.find("E0620") == 0);
  CHECK(Text("t.md", Repeat("x\n", kMostLines)).size() == 2 * kMostLines);
  CHECK(Errors("t.md", Repeat("x\n", kMostLines + 1)).find("E0620 x: ") == 0);
}

TEST_CASE("files that include files do not take for ever") {
  Source source{"x\n", "t.md", {}};
  for (int level = 0; level < 20; ++level)
    source.includes[std::to_string(level) + ".md"] =
        Repeat("@include \"" + std::to_string(level + 1) + ".md\"\n", 2);
  source.includes["20.md"] = "x\n";
  source.text = "@include \"0.md\"\n";
  CHECK(Run(source).errors.find("E0620") == 0);
}

TEST_CASE("an output has so many bytes") {
  const std::string text = "a\n@for word in words\nabc\n@end\n";  // "a\nabc\nabc\n"
  CHECK(Limited(text, {.most_bytes = 9}).empty());
  CHECK(Limited(text, {.most_bytes = 8}) == "abc: the template prints more than 8 bytes");
}

TEST_CASE("printing takes so many steps, also where nothing is printed") {
  const std::string text = "x\n@for word in words\n@for other in words\n@end\n@end\n";
  uint64_t steps = 1;
  while (!Limited(text, {.most_steps = steps}).empty()) ++steps;
  CHECK(steps == 12);
  CHECK(Limited(text, {.most_steps = steps - 1}) == "x: the template takes more than 11 steps");
}

}  // namespace
}  // namespace writ::tmpl::testing
