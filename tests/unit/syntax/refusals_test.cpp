// What is refused, and where the message points.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "parsed.h"

namespace writ::syntax {
namespace {

struct Case {
  std::string text;
  std::string want;  // code and range of each message: `E0111@5..6 `
};

void Run(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    const Parsed parsed(each.text);
    std::string got;
    for (const diag::Diagnostic& item : parsed.sink.items()) {
      got += fmt::format("{}@{}..{} ", diag::Name(item.code), item.span.begin, item.span.end);
      CHECK(item.message.find("yaml-cpp") == std::string::npos);
      CHECK(item.message.find("token") == std::string::npos);
      CHECK(item.message.find("illegal") == std::string::npos);
    }
    INFO(each.text);
    CHECK(got == each.want);
    CHECK(parsed.result.ok == parsed.sink.empty());
  }
}

TEST_CASE("what specs do not use is refused where it stands") {
  Run({{"a: &x 1\nb: *x\n", "E0112@3..5 "},
       {"a: &x [1]\n", "E0112@3..5 "},
       {"a: &x\n", "E0112@3..5 "},
       {"&x a: 1\n", "E0112@0..2 "},
       {"a: *x\n", "E0112@3..5 "},
       {"a: *.yaml\n", "E0112@3..9 "},
       {"cron: * * * * *\n", "E0112@6..7 "},
       {"<<: {a: 1}\n", "E0113@0..2 "},
       {"'<<': 1\n", ""},
       {"a: !!str 1\n", "E0114@3..8 "},
       {"a: !x [1]\n", "E0114@3..5 "},
       {"a: !x {b: 1}\n", "E0114@3..5 "},
       {"a: ! x\n", "E0114@3..4 "},
       {"a: !!str\n", "E0114@3..8 "},
       {"!!map {a: 1}\n", "E0114@0..5 "},
       {"%YAML 1.2\n---\na: 1\n", "E0115@0..9 "},
       {"%FOO\n---\na: 1\n", "E0115@0..4 "},
       {"%TAG ! tag:x,2000:\n---\na: 1\n", "E0115@0..18 "},
       {"%YAML 9 9\n---\na: 1\n", "E0115@0..9 "},
       {"a: 1\n...\n%FOO\n", "E0115@9..13 "},
       {"a: 1\n%foo: 2\n", "E0115@5..12 "}});
}

TEST_CASE("keys are text") {
  Run({{"? [a]\n: b\n", "E0116@2..3 "},
       {"{x: y}: z\n", "E0116@0..1 "},
       {"[x]: z\n", "E0116@0..1 "},
       {"a: {{ x }}\n", "E0116@4..5 "},
       {": a\n", "E0116@0..0 "},
       {"null: a\n", "E0116@0..4 "},
       {"~: a\n", "E0116@0..1 "},
       {"? \n: a\n", "E0116@3..4 "},
       {"'null': a\n", ""}});
}

TEST_CASE("an unclosed quote is reported at its opener") {
  Run({{"a: \"abc\nb: 1\nc: 2\n", "E0117@3..4 "},
       {"a: \"abc\nb: 1\nc: 2", "E0117@3..4 "},
       {"a: \"abc\nb: \"x\"\n", "E0117@3..4 "},
       {"a: 'abc\nb: it's\n", "E0117@3..4 "},
       {"a: [x, 'abc]\nb: 1\n", "E0117@7..8 "},
       {"a: \"x\n---\nb: 1\n", "E0117@3..4 "},
       {"a: 'x", "E0117@3..4 "},
       {"'x\ny'\n", ""},
       {"a: 'x\n  y\n\n  z'\n", ""}});
}

TEST_CASE("text after the root node is no new document") {
  Run({{"a: 1\n... junk\n", "E0118@9..13 "},
       {"'a' \n- b\n", "E0118@5..8 "},
       {"\"a\":1\n", "E0122@3..4 "},
       {",\n", "E0127@0..1 "},
       {"a: 1\n...\nb: 1\n", ""}});
}

TEST_CASE("tabs do not indent") {
  Run({{"a:\n\tb: 1\n", "E0119@3..4 "},
       {"a:\n  b: 1\n\tc: 2\n", "E0119@10..11 "},
       {"a:\n\tb\n", "E0119@3..4 "},
       {"a:\n  - x\n\t- y\n", "E0119@9..10 "},
       {"a: [\n\tb]\n", "E0119@5..6 "},
       {"a:\tb\n", ""},
       {"a: 'x\n  \ty'\n", ""},
       {"a: |\n  x\n  \ty\n", ""}});
}

TEST_CASE("missing blanks, commas and items") {
  Run({{"{a:1}\n", "E0122@2..3 "},
       {"x: {a:1, b: 2}\n", "E0122@5..6 "},
       {"a:1\nb: 2\n", "E0122@1..2 "},
       {"[a,, b]\n", "E0123@3..4 "},
       {"[, b]\n", "E0123@1..2 "},
       {"a: {b: 1,, c: 2}\n", "E0123@9..10 "},
       {"a: {, b: 1}\n", "E0123@4..5 "},
       {"a: [b, ]\nc: {d: 1, }\n", ""},
       {"a: [\"a\" \"b\"]\n", "E0128@8..9 "},
       {"a: \"x\" y\n", "E0128@7..8 "},
       {"a: \"x\"#c\n", "E0128@6..7 "}});
}

TEST_CASE("escapes that cannot be read are shown whole") {
  Run({{"a: \"\\q\"\n", "E0124@4..6 "},
       {"a: \"x\\N\"\n", "E0124@5..7 "},
       {"a: \"\\_\"\n", "E0124@4..6 "},
       {"a: \"\\ud800\"\n", "E0124@4..10 "},
       {"a: \"\\ud83d\\ude00\"\n", "E0124@4..10 "},
       {"a: \"\\xzz\"\n", "E0124@4..8 "}});
}

TEST_CASE("brackets without a partner are reported where they open") {
  Run({{"a: [1, 2\nb: 1\n", "E0125@3..4 "},
       {"a: [1, 2\n", "E0125@3..4 "},
       {"a: {b: c\n", "E0125@3..4 "},
       {"{a: 1\n", "E0125@0..1 "},
       {"[\n", "E0125@0..1 "},
       {"a: ]\n", "E0125@3..4 "},
       {"a: [1}\n", "E0125@5..6 "},
       {"a: 1\n]\n", "E0125@5..6 "},
       {"a: b]\n", ""}});
}

TEST_CASE("indentation and structure") {
  Run({{"a:\n  b: 1\n c: 2\n", "E0126@11..15 "},
       {"- a\nb: 1\n", "E0118@4..8 "},
       {"a: 1\n- b\n", "E0126@5..6 "},
       {"a: b\n  c: d\n", "E0126@7..8 "},
       {"a: b: c\n", "E0127@4..5 "},
       {"a: - b\n", "E0127@3..4 "},
       {"a: @x\n", "E0127@3..4 "},
       {"a: `x`\n", "E0127@3..4 "},
       {"a: %x\n", "E0127@3..4 "},
       {"foo\nbar: 1\n", "E0110@0..3 "},
       {"a: |x\n  b\n", "E0110@4..5 "}});
}

TEST_CASE("a message names what it saw and what to do") {
  const Parsed unclosed("a: \"abc\nb: 1\n");
  const diag::Diagnostic& item = unclosed.sink.items().at(0);
  CHECK(item.label == "its text most likely ends on this line");
  REQUIRE(item.labels.size() == 1);
  CHECK(unclosed.sources.Text(item.labels[0].span) == "b: 1");
  const Parsed blank("{mail:a@b}\n");
  CHECK(blank.sink.items().at(0).label == "write `mail: a@b`, or quote all of it");
  const Parsed levels("a:\n    b:\n        c: 1\n      d: 1\n");
  CHECK(levels.sink.items().at(0).message == "an indentation of 6 fits no level around it");
  CHECK(levels.sink.items().at(0).notes.at(0) == "the levels around it are 0, 4, 8");
}

}  // namespace
}  // namespace writ::syntax
