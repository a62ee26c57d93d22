// What yaml-cpp 0.7 is known to do with places and texts: these tests fail first when it is
// upgraded. Each compares the source of every node with what a reader would point at.
#include <catch2/catch.hpp>
#include <vector>

#include "parsed.h"

namespace writ::syntax {
namespace {

void Collect(const Parsed& parsed, const Cursor& node, std::vector<std::string>& out) {
  out.emplace_back(parsed.slice(node));
  if (!node.is_map() && !node.is_list()) return;
  for (Cursor child = node.first(); child.valid(); child = child.next()) {
    Collect(parsed, child, out);
  }
}

// The source of every node of the first document, parents first.
std::vector<std::string> Slices(const std::string& text) {
  const Parsed parsed(text);
  INFO(text);
  REQUIRE(parsed.messages() == "");
  std::vector<std::string> out;
  Collect(parsed, parsed.root(), out);
  return out;
}

using List = std::vector<std::string>;

std::string ValueOf(const std::string& text) {
  const Parsed parsed("v: " + text);
  REQUIRE(parsed.messages() == "");
  return std::string(parsed.root().Find("v").text());
}

TEST_CASE("offsets count bytes, not characters") {
  CHECK(Slices("b: \"\xF0\x9F\x98\x80x\"\nc: d") ==
        List{"b: \"\xF0\x9F\x98\x80x\"\nc: d", "b", "\"\xF0\x9F\x98\x80x\"", "c", "d"});
}

TEST_CASE("offsets count both bytes of CRLF") {
  CHECK(Slices("a: 1\r\nb:\r\n  - x\r\n  - |\r\n    t\r\n    u\r\nc: 'd\r\n  e'\r\n") ==
        List{"a: 1\r\nb:\r\n  - x\r\n  - |\r\n    t\r\n    u\r\nc: 'd\r\n  e'", "a", "1", "b",
             "- x\r\n  - |\r\n    t\r\n    u", "x", "|\r\n    t\r\n    u", "c", "'d\r\n  e'"});
}

TEST_CASE("quoted texts end behind their closing quote") {
  CHECK(Slices(R"(['it''s', "a\"b", "\\", '', "x # y"])") ==
        List{R"(['it''s', "a\"b", "\\", '', "x # y"])", "'it''s'", R"("a\"b")", R"("\\")", "''",
             R"("x # y")"});
}

TEST_CASE("plain texts end with their last word") {
  CHECK(Slices("a: one two  # c\nb: it's\nc: one\n  two\n\n  three\nd: x#y\n") ==
        List{"a: one two  # c\nb: it's\nc: one\n  two\n\n  three\nd: x#y", "a", "one two", "b",
             "it's", "c", "one\n  two\n\n  three", "d", "x#y"});
  CHECK(Slices("{a: b c , d: e}") == List{"{a: b c , d: e}", "a", "b c", "d", "e"});
}

TEST_CASE("block texts end with their last line that is not blank") {
  CHECK(Slices("a: |\n  x\n\n   y\n\nb: >-\n  z\n# c\n") ==
        List{"a: |\n  x\n\n   y\n\nb: >-\n  z", "a", "|\n  x\n\n   y", "b", ">-\n  z"});
  CHECK(Slices("a: |2\n   x\nb: |\nc: |+ # c\n  x\n\n") ==
        List{"a: |2\n   x\nb: |\nc: |+ # c\n  x", "a", "|2\n   x", "b", "|", "c", "|+ # c\n  x"});
  CHECK(Slices("- |\n x\n- - >\n   y\n") ==
        List{"- |\n x\n- - >\n   y", "|\n x", "- >\n   y", ">\n   y"});
  CHECK(Slices("|\n x\n\n") == List{"|\n x"});
}

TEST_CASE("flow collections end with their bracket") {
  CHECK(Slices("a: [1, 2 , ]  # c\nb: {x: 1,\n  # ]}\n  y: [ ],\n}\nc: {}\n") ==
        List{"a: [1, 2 , ]  # c\nb: {x: 1,\n  # ]}\n  y: [ ],\n}\nc: {}", "a", "[1, 2 , ]", "1",
             "2", "b", "{x: 1,\n  # ]}\n  y: [ ],\n}", "x", "1", "y", "[ ]", "c", "{}"});
  CHECK(Slices("[a: b, c]") == List{"[a: b, c]", "a: b", "a", "b", "c"});
  CHECK(Slices("{a, b: , ? c : d}") == List{"{a, b: , ? c : d}", "a", "", "b", "", "c", "d"});
}

TEST_CASE("block collections start with their first key or dash and end with their last child") {
  CHECK(Slices("- b: 1\n  c: 2\n-\n  - x\n# end\n") ==
        List{"- b: 1\n  c: 2\n-\n  - x", "b: 1\n  c: 2", "b", "1", "c", "2", "- x", "x"});
  CHECK(Slices("? a\n: b\n? c\n") == List{"? a\n: b\n? c", "a", "b", "c", ""});
}

TEST_CASE("an empty value stands behind its colon or dash, not at the next token") {
  const Parsed parsed("a:\n# c\n\n\nb: 1\nc:   # d\nd:\n  -\n  - x\n  -");
  REQUIRE(parsed.messages() == "");
  const Cursor root = parsed.root();
  CHECK(root.Find("a").span().begin == 2);
  CHECK(root.Find("c").span().begin == 16);
  CHECK(root.Find("a").style() == Style::kEmpty);
  const Cursor list = root.Find("d");
  CHECK(list.first().span().begin == 29);
  CHECK(list.first().next().next().span().begin == 39);
  CHECK(list.span().end == 39);
}

TEST_CASE("a written null keeps its word, and the word as a later key is no value") {
  const Parsed parsed("a: null\nb: ~\nc: Null # x\nd:\n  NULL\ne:\n'null': x\nf: [null, ~]\n");
  REQUIRE(parsed.messages() == "");
  const Cursor root = parsed.root();
  CHECK(root.Find("a").text() == "null");
  CHECK(root.Find("b").text() == "~");
  CHECK(root.Find("c").text() == "Null");
  CHECK(root.Find("d").text() == "NULL");
  CHECK(root.Find("d").style() == Style::kPlain);
  CHECK(root.Find("e").style() == Style::kEmpty);
  CHECK(root.Find("f").first().is_null());
  CHECK(Parsed("a:\nnull: x\n").messages() == "E0116@3..7 a key of nothing\n");
}

TEST_CASE("plain texts are kept as written, whatever they look like") {
  for (const std::string text : {"no", "1e3", "012", "22:22", "true", ".inf", "0x1F", "2026-01-01",
                                 "nil", "null0", "~a", "-1", "a:b", "https://x/?y=z#w"}) {
    CHECK(ValueOf(text) == text);
    CHECK(Parsed("v: " + text).root().Find("v").is_scalar());
  }
}

TEST_CASE("quoted words are never null") {
  const Parsed parsed("a: 'null'\nb: \"~\"\nc: ''\n");
  CHECK(parsed.root().Find("a").is_scalar());
  CHECK(parsed.root().Find("b").text() == "~");
  CHECK(parsed.root().Find("c").is_scalar());
}

TEST_CASE("escapes, folding and chomping decode as YAML 1.2 says") {
  CHECK(ValueOf(R"("\x41\u00e9\U0001F600\t\n\"\\\/\e")") ==
        "A\xC3\xA9\xF0\x9F\x98\x80\t\n\"\\/\x1B");
  CHECK(ValueOf("\"a\\\n  b\n  c\n\n  d\"") == "ab c\nd");
  CHECK(ValueOf("'a\n  b\n\n  c'") == "a b\nc");
  CHECK(ValueOf("|\n  a\n   b\n\n  c\n\n\n") == "a\n b\n\nc\n");
  CHECK(ValueOf("|-\n  a\n\n") == "a");
  CHECK(ValueOf("|+\n  a\n\n\n") == "a\n\n\n");
  CHECK(ValueOf(">\n  a\n  b\n\n  c\n    d\n  e\n") == "a b\nc\n  d\ne\n");
  CHECK(ValueOf(">+\n  x\n\n\n") == "x\n\n\n");
  CHECK(ValueOf("\"\n\n  \"") == "\n");
  CHECK(ValueOf("'\n\n\n  '") == "\n\n");
  CHECK(ValueOf("\"\n  \"") == " ");
  CHECK(ValueOf("'x\n\n\n\n  '") == "x\n\n\n");
  CHECK(ValueOf("\"x\\n\n  \"") == "x\n ");
}

TEST_CASE("texts on one line without escapes are views, others go to the pool") {
  const Parsed parsed("a: x\nb: 'y'\nc: \"z w\"\nd: [p, q]\ne: v w\n");
  CHECK(parsed.result.tree.pool.empty());
  const Parsed pooled("a: 'it''s'\nb: |\n  t\nc: u\n  v\n");
  CHECK(pooled.result.tree.pool == "it'st\nu v");
}

TEST_CASE("documents end at --- and at ...") {
  const Parsed parsed("--- # c\na: 1\n---\nb: 2\n...\n# c\n---\nc: 3\n...\nd: 4\n");
  REQUIRE(parsed.messages() == "");
  REQUIRE(parsed.result.tree.documents.size() == 4);
  CHECK(parsed.slice(parsed.root(3)) == "d: 4");
}

}  // namespace
}  // namespace writ::syntax
