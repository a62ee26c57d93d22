#include "syntax/encoding.h"

#include <catch2/catch.hpp>

namespace writ::syntax {
namespace {

using namespace std::string_literals;

// The codes that `text` yields, with the range of each: `E0101@3..4 `.
std::string Check(const std::string& text) {
  source::SourceManager sources;
  diag::Sink sink;
  const source::FileId file = sources.Add("a.yaml", text);
  const bool ok = CheckEncoding(sources, file, sink);
  CHECK(ok == sink.empty());
  std::string out;
  for (const diag::Diagnostic& item : sink.items()) {
    out += fmt::format("{}@{}..{} ", diag::Name(item.code), item.span.begin, item.span.end);
  }
  return out;
}

TEST_CASE("ordinary text passes, with a leading byte order mark and CRLF too") {
  CHECK(Check("").empty());
  CHECK(Check("a: 1\n\tb: \xC3\xA9 \xF0\x9F\x98\x80\r\n").empty());
  CHECK(Check("\xEF\xBB\xBF"
              "a: 1\r\n")
            .empty());
  CHECK(Check("a: \xE2\x80\xAE bidi controls are text\n").empty());
}

TEST_CASE("bytes that are not UTF-8 are refused") {
  CHECK(Check("a: \xFF\n") == "E0101@3..4 ");
  CHECK(Check("a: caf\xE9\n") == "E0101@6..7 ");
  CHECK(Check("a: \xC0\xAF\n") == "E0101@3..4 ");      // not the shortest form
  CHECK(Check("a: \xED\xA0\x80\n") == "E0101@3..4 ");  // a surrogate
  CHECK(Check("a: \xF5\x80\x80\x80\n") == "E0101@3..4 ");
  CHECK(Check("a: \xE2\x82") == "E0101@3..4 ");  // cut off
  CHECK(Check("\xFF a \xFE b \x80") == "E0101@0..1 ");
}

TEST_CASE("control characters are refused") {
  CHECK(Check("a: \x1B[31m\n") == "E0102@3..4 ");
  CHECK(Check("a: \x7F\n") == "E0102@3..4 ");
  CHECK(Check("a: \xC2\x85\n") == "E0102@3..5 ");
  CHECK(Check("a: \xEF\xBF\xBE\n") == "E0102@3..6 ");
  CHECK(Check("a: \x04\n") == "E0102@3..4 ");
}

TEST_CASE("each sort of offence is reported once") {
  CHECK(Check("a: 1\rb: 2\rc: 3\n") == "E0103@4..5 ");
  CHECK(Check("a: 1\r") == "E0103@4..5 ");
  CHECK(Check("---\n\xEF\xBB\xBF"
              "b: 2\n") == "E0104@4..7 ");
  CHECK(Check("\xEF\xBB\xBF\xEF\xBB\xBF"
              "b: 2\n") == "E0104@3..6 ");
  CHECK(Check("abcd: \0 \0\n"s) == "E0106@6..7 ");
  CHECK(Check("abcd: \0 \r \x01 \xFF\n"s) == "E0106@6..7 E0103@8..9 E0102@10..11 E0101@12..13 ");
}

TEST_CASE("UTF-16 and UTF-32 are named and reported once") {
  CHECK(Check("\xFF\xFE\x61\0\x3A\0"s) == "E0105@0..0 ");
  CHECK(Check("\xFE\xFF\0\x61\0\x3A"s) == "E0105@0..0 ");
  CHECK(Check("\xFF\xFE\0\0\x61\0\0\0"s) == "E0105@0..0 ");
  CHECK(Check("a\0:\0 \0"s) == "E0105@0..0 ");
  CHECK(Check("\0a\0:\0 "s) == "E0105@0..0 ");
  CHECK(Check("a\0\0\0:\0\0\0"s) == "E0105@0..0 ");
}

}  // namespace
}  // namespace writ::syntax
