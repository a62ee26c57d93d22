#include "syntax/parse.h"

#include <catch2/catch.hpp>

#include "parsed.h"

namespace writ::syntax {
namespace {

TEST_CASE("Parse keeps kinds, styles, texts and byte ranges") {
  const Parsed parsed(
      "kind: secret\n"
      "list: [a, {b: c}, \"d\"]\n"
      "block:\n"
      "- a\n"
      "- \n"
      "- b: 'it''s'\n"
      "  c: |\n"
      "    hey\n"
      "      you\n"
      "\n"
      "tail: ~\n"
      "empty:\n"
      "# c\n");
  CHECK(parsed.messages().empty());
  CHECK(parsed.dump() ==
        "document\n"
        "  map block 0..103\n"
        "    text plain 0..4 \"kind\"\n"
        "    text plain 6..12 \"secret\"\n"
        "    text plain 13..17 \"list\"\n"
        "    list flow 19..35\n"
        "      text plain 20..21 \"a\"\n"
        "      map flow 23..29\n"
        "        text plain 24..25 \"b\"\n"
        "        text plain 27..28 \"c\"\n"
        "      text double-quoted 31..34 \"d\"\n"
        "    text plain 36..41 \"block\"\n"
        "    list block 43..87\n"
        "      text plain 45..46 \"a\"\n"
        "      null empty 48..48\n"
        "      map block 52..87\n"
        "        text plain 52..53 \"b\"\n"
        "        text single-quoted 55..62 \"it's\"\n"
        "        text plain 65..66 \"c\"\n"
        "        text literal 68..87 \"hey\\n  you\\n\"\n"
        "    text plain 89..93 \"tail\"\n"
        "    null plain 95..96\n"
        "    text plain 97..102 \"empty\"\n"
        "    null empty 103..103\n");
}

TEST_CASE("a cursor walks children and finds keys") {
  const Parsed parsed("a: 1\nb: [x, y]\nc:\n");
  const Cursor root = parsed.root();
  CHECK(root.size() == 3);
  CHECK(root.Find("a").text() == "1");
  CHECK(root.Find("b").size() == 2);
  CHECK(root.Find("b").first().next().text() == "y");
  CHECK(root.Find("c").is_null());
  CHECK_FALSE(root.Find("d").valid());
}

TEST_CASE("offsets count from the start of the file, past a byte order mark") {
  const Parsed parsed("\xEF\xBB\xBFname: x\n---\nname: y\n");
  CHECK(parsed.messages().empty());
  CHECK(parsed.slice(parsed.root().Find("name")) == "x");
  CHECK(parsed.slice(parsed.root(1).Find("name")) == "y");
}

TEST_CASE("a repeated key shows both places and keeps the first value") {
  const Parsed parsed("a: 1\na: {b: 2}\n\"a\": 3\nb: 4\n");
  CHECK(parsed.messages() ==
        "E0111@5..6 the key `a` stands twice in this map\n"
        "E0111@15..18 the key `a` stands twice in this map\n");
  CHECK(parsed.sink.items()[0].labels.at(0).span.begin == 0);
  CHECK_FALSE(parsed.result.ok);
  CHECK(parsed.root().size() == 2);
  CHECK(parsed.root().Find("a").text() == "1");
  CHECK(parsed.root().Find("b").text() == "4");
}

TEST_CASE("repeated keys are found in large maps") {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += fmt::format("key{}: {}\n", i, i);
  const Parsed parsed(text + "key5: again\n'key19999': again\n");
  REQUIRE(parsed.sink.items().size() == 2);
  CHECK(parsed.slice(parsed.root().first()) == "key0");
  CHECK(parsed.root().size() == 20000);
}

TEST_CASE("a broken document is left out, named, and the others are read") {
  const Parsed parsed(
      "kind: a\nname: one\n---\nkind: b\nname: two # why\nx: @\n---\nkind: c\nname: three\n---\n"
      "x: [\nkind: d\nname: 'four'\n");
  CHECK(parsed.messages() ==
        "E0127@49..50 plain text cannot start with `@`\n"
        "E0125@82..83 `[` is never closed\n");
  REQUIRE(parsed.result.tree.documents.size() == 2);
  CHECK(parsed.root(0).Find("name").text() == "one");
  CHECK(parsed.root(1).Find("name").text() == "three");
  REQUIRE(parsed.result.broken.size() == 2);
  CHECK(parsed.result.broken[0].kind == "b");
  CHECK(parsed.result.broken[0].name == "two");
  CHECK(parsed.result.broken[1].kind == "d");
  CHECK(parsed.result.broken[1].name == "four");
}

TEST_CASE("a text that cannot be decoded still tells what its documents are called") {
  const std::vector<BrokenDocument> guessed =
      GuessDocuments("kind: a\nname: \xFF\n---\nkind: b\nname: 'two'\npackage: p # q\n");
  REQUIRE(guessed.size() == 2);
  CHECK(guessed[0].kind == "a");
  CHECK(guessed[1].name == "two");
  CHECK(guessed[1].package == "p");
  CHECK(GuessDocuments("").size() == 1);
}

TEST_CASE("empty documents are left out and an empty file is an error") {
  CHECK(Parsed("---\n---\na: 1\n---\n").result.tree.documents.size() == 1);
  CHECK(Parsed("# only a comment\n").result.ok);
  CHECK(Parsed("").code() == "E0129");
  CHECK(Parsed(" \n\n").code() == "E0129");
  CHECK(Parsed("\xEF\xBB\xBF").code() == "E0129");
}

TEST_CASE("nesting stops at its limit, without a crash at any depth") {
  const auto nested = [](int depth, const std::string& open, const std::string& close) {
    std::string text = "a: ";
    for (int i = 0; i < depth; ++i) text += open;
    for (int i = 0; i < depth; ++i) text += close;
    return text + "\n";
  };
  CHECK(Parsed(nested(kMaxDepth - 1, "[", "]")).messages().empty());
  for (const int depth : {kMaxDepth, 600, 10000}) {
    const Parsed parsed(nested(depth, "[", "]"));
    CHECK(parsed.messages() == "E0120@258..259 nesting is deeper than 256 levels\n");
    CHECK(Parsed(nested(depth, "{a: ", "}")).code() == "E0120");
  }
  CHECK(Parsed(nested(10000, "[", "")).code() != "");
  CHECK(Parsed(nested(10000, "{a: ", "")).code() != "");
  std::string dashes;
  std::string questions;
  for (int i = 0; i < 10000; ++i) {
    dashes += "- ";
    questions += "? ";
  }
  CHECK(Parsed(dashes + "a\n").code() == "E0120");
  CHECK(Parsed(questions + "a\n").code() == "E0116");
}

}  // namespace
}  // namespace writ::syntax
