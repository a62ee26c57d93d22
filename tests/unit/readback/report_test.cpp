// What people see when an output does not read back.
#include <catch2/catch.hpp>

#include "rendered.h"
#include "target/read_back.h"

namespace writ::readback::testing {
namespace {

plan::Output OutputOf(const Page& page) {
  plan::Output output;
  output.path = "dev/t.py";
  output.language = page.compiled->language();
  output.text = page.rendered.text;
  output.holes = page.rendered.holes;
  return output;
}

target::Rendered From(const Page& page) {
  return {*page.compiled, page.view.get(), page.rendered.printed};
}

TEST_CASE("an output that reads back is not reported") {
  const Page page = Print("t.py", "a = [\n    @{text},\n]\n", Fill("it's"));
  diag::Sink sink;
  CHECK(target::ReadsBack(OutputOf(page), From(page), sink));
  CHECK(sink.empty());
}

TEST_CASE("a difference names the output's line, the spec line and the hole") {
  View view = Fill("one\ntwo");
  view.text.from = value::Origins(Span{{7}, 30, 40});
  const Page good = Print("t.py", "a = [\n    1,\n    @{text},\n]\n", view);
  REQUIRE(good.ok());
  plan::Output output = OutputOf(good);
  const size_t escape = output.text.find("\\n");
  REQUIRE(escape != std::string::npos);
  output.text.replace(escape, 2, "\\t");
  diag::Sink sink;
  CHECK_FALSE(target::ReadsBack(output, From(good), sink));
  REQUIRE(sink.items().size() == 1);
  const diag::Diagnostic& item = sink.items()[0];
  CHECK(item.code == diag::Code::E0618);
  CHECK(item.span == Span{{7}, 30, 40});
  CHECK(item.message == "line 3 of `dev/t.py` does not read back: it says another value");
  REQUIRE(item.labels.size() == 1);
  CHECK(item.labels[0].span == output.holes[0].in_template);
  CHECK(sink.has_errors());
}

TEST_CASE("a difference outside all holes is reported where the output is asked for") {
  const Page page = Print("t.json", "[\n  @{text}\n]\n", Fill("a"));
  plan::Output output = OutputOf(page);
  output.declared = Span{{3}, 1, 2};
  output.text.pop_back();
  output.text.pop_back();
  diag::Sink sink;
  CHECK_FALSE(target::ReadsBack(output, From(page), sink));
  REQUIRE(sink.items().size() == 1);
  CHECK(sink.items()[0].span == Span{{3}, 1, 2});
  CHECK(sink.items()[0].labels.empty());
}

TEST_CASE("a text that reads back with no value either is the template's fault") {
  const Page page = Print("t.py", "x = met\"a @{text}\"\n", Fill("a"));
  REQUIRE(page.ok());
  diag::Sink early;
  CHECK_FALSE(target::TemplateReads(*page.compiled, early));
  diag::Sink sink;
  CHECK_FALSE(target::ReadsBack(OutputOf(page), From(page), sink));
  REQUIRE(sink.items().size() == 1);
  CHECK(sink.items()[0].code == diag::Code::E0615);
  CHECK(sink.items()[0].span == page.rendered.holes[0].in_template);
}

}  // namespace
}  // namespace writ::readback::testing
