#include "diag/render.h"

#include <catch2/catch.hpp>

namespace writ::diag {
namespace {

using source::FileId;

struct Fixture {
  source::SourceManager sources;
  Sink sink;

  FileId Add(const std::string& path, const std::string& text) { return sources.Add(path, text); }
  // The `nth` occurrence of `needle` in the file.
  Span Find(FileId file, std::string_view needle, int nth = 1) const {
    size_t at = std::string_view::npos;
    for (int i = 0; i < nth; ++i) {
      at = sources.Text(file).find(needle, at + 1);
      REQUIRE(at != std::string_view::npos);
    }
    return {file, static_cast<uint32_t>(at), static_cast<uint32_t>(at + needle.size())};
  }
  std::string Text(size_t files = 1) {
    sink.Sort();
    return Render(sink, sources, {}, files);
  }
  std::string As(Format format) {
    sink.Sort();
    return Render(sink, sources, {format}, 1);
  }
};

TEST_CASE("a message shows its line, its words and other places") {
  Fixture f;
  const FileId seeder = f.Add("specs/seeder.yaml",
                              "kind: package\nname: seeder\njobs:\n  a:\n    x: 1\n    y: 2\n    "
                              "z: 3\n    w: 4\n    secrets:\n      DATABASE_PASSWORD: "
                              "warehose_db.password\n");
  const FileId secrets = f.Add("specs/secrets.yaml", "kind: secret\nname: warehouse_db\n");
  f.sink
      .Report(Code::E0301, f.Find(seeder, "warehose_db"), "no secret is called `{}`", "warehose_db")
      .Here("did you mean `warehouse_db`?")
      .Label(f.Find(secrets, "warehouse_db"), "declared here")
      .Note("see {}", "the guide");
  f.sink.Report(Code::E0402, f.Find(seeder, "seeder"), "not allowed");
  CHECK(f.Text(14) == R"(error[E0402]: not allowed
 --> specs/seeder.yaml:2:7
  |
2 | name: seeder
  |       ^^^^^^

error[E0301]: no secret is called `warehose_db`
  --> specs/seeder.yaml:10:26
   |
10 |       DATABASE_PASSWORD: warehose_db.password
   |                          ^^^^^^^^^^^ did you mean `warehouse_db`?
   |
  ::: specs/secrets.yaml:2:7
   |
 2 | name: warehouse_db
   |       ------------ declared here
   = see the guide

2 errors in 14 files; `writ explain E0402` says more
)");
}

TEST_CASE("several ranges on one line hang below each other") {
  Fixture f;
  const FileId file = f.Add("a.yaml", "a: b: c\n");
  f.sink.Report(Code::E0127, f.Find(file, ":", 2), "a second colon")
      .Here("this one")
      .Label(f.Find(file, "b"), "quote from here")
      .Label(f.Find(file, "a"), "the key");
  CHECK(f.Text() == R"(error[E0127]: a second colon
 --> a.yaml:1:5
  |
1 | a: b: c
  | -  -^ this one
  | |  |
  | |  quote from here
  | the key

1 error in 1 file; `writ explain E0127` says more
)");
}

TEST_CASE("lines between two ranges are shown when it is one, else left out") {
  Fixture f;
  const FileId file = f.Add("a.yaml", "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n");
  f.sink.Report(Code::E0111, f.Find(file, "f"), "twice")
      .Label(f.Find(file, "a"), "one")
      .Label(f.Find(file, "c"), "two");
  CHECK(f.Text() == R"(error[E0111]: twice
 --> a.yaml:6:1
  |
1 | a: 1
  | - one
2 | b: 2
3 | c: 3
  | - two
...
6 | f: 6
  | ^

1 error in 1 file; `writ explain E0111` says more
)");
}

TEST_CASE("tabs, wide and combining characters keep the marks below their text") {
  Fixture f;
  const FileId file = f.Add("a.yaml",
                            "a: 'x\ty' # z\nb: \xE6\x9D\xB1\xE4\xBA\xAC zone\n"
                            "c: e\xCC\x81t zone\n");
  f.sink.Report(Code::E0110, f.Find(file, "z"), "tab");
  f.sink.Report(Code::E0110, f.Find(file, "zone", 1), "wide");
  f.sink.Report(Code::E0110, f.Find(file, "zone", 2), "combining");
  CHECK(f.Text() ==
        "error[E0110]: tab\n --> a.yaml:1:12\n  |\n"
        "1 | a: 'x    y' # z\n  |               ^\n\n"
        "error[E0110]: wide\n --> a.yaml:2:7\n  |\n"
        "2 | b: \xE6\x9D\xB1\xE4\xBA\xAC zone\n  |         ^^^^\n\n"
        "error[E0110]: combining\n --> a.yaml:3:8\n  |\n"
        "3 | c: e\xCC\x81t zone\n  |       ^^^^\n\n"
        "3 errors in 1 file; `writ explain E0110` says more\n");
}

TEST_CASE("control and bidi characters are shown escaped, wherever they come from") {
  Fixture f;
  const FileId file = f.Add("a\x1B.yaml", "a: \x1B[31m\xE2\x80\xAE\xFF! here\n");
  f.sink.Report(Code::E0110, f.Find(file, "here"), "a {} b\nc", "\x1B]0;title\x07")
      .Here("{}", "\xE2\x80\xAE")
      .Note("{}", "\xFF");
  CHECK(f.Text() == R"(error[E0110]: a \u001b]0;title\u0007 b\nc
 --> a\u001b.yaml:1:13
  |
1 | a: \u001b[31m\u202e\xff! here
  |                          ^^^^ \u202e
  = \xff

1 error in 1 file; `writ explain E0110` says more
)");
}

TEST_CASE("long lines are cut around the range") {
  Fixture f;
  const FileId file =
      f.Add("a.yaml", "a: " + std::string(1000, 'x') + "HERE" + std::string(1000, 'y') + "\n");
  f.sink.Report(Code::E0110, f.Find(file, "HERE"), "long").Here("this");
  CHECK(f.Text() == "error[E0110]: long\n --> a.yaml:1:1004\n  |\n1 | ..." + std::string(40, 'x') +
                        "HERE" + std::string(96, 'y') + "...\n  | " + std::string(43, ' ') +
                        "^^^^ this\n\n" + "1 error in 1 file; `writ explain E0110` says more\n");
}

TEST_CASE("ranges over several lines, empty ranges and the end of the file have a mark") {
  Fixture f;
  const FileId file = f.Add("a.yaml", "a:\n  b: 1\n  c: 2\n");
  const auto size = static_cast<uint32_t>(f.sources.Text(file).size());
  f.sink.Report(Code::E0110, Span{file, 5, size}, "many").Here("all of it");
  f.sink.Report(Code::E0110, Span{file, 8, 8}, "empty");
  f.sink.Report(Code::E0110, Span{file, size, size}, "end");
  f.sink.Report(Code::E0110, Span{file, size + 9, size + 20}, "past the end");
  f.sink.Report(Code::E0129, Span{f.Add("b.yaml", ""), 0, 0}, "nothing");
  CHECK(f.Text() == R"(error[E0110]: many
 --> a.yaml:2:3
  |
2 |   b: 1
  |   ^^^^... all of it

error[E0110]: empty
 --> a.yaml:2:6
  |
2 |   b: 1
  |      ^

error[E0110]: end
 --> a.yaml:3:7
  |
3 |   c: 2
  |       ^

error[E0110]: past the end
 --> a.yaml:3:7
  |
3 |   c: 2
  |       ^

error[E0129]: nothing
 --> b.yaml:1:1
  |
1 |
  | ^

5 errors in 1 file; `writ explain E0110` says more
)");
}

TEST_CASE("messages about no place, warnings and their count") {
  Fixture f;
  f.sink.Warn(Code::E0002, Span{}, "careful");
  f.sink.Report(Code::E0001, Span{}, "there is no `writ.yaml`").Note("run `writ init`");
  CHECK(f.Text(0) == R"(error[E0001]: there is no `writ.yaml`
  = run `writ init`

warning[E0002]: careful

1 error and 1 warning; `writ explain E0001` says more
)");
  CHECK(Fixture().Text().empty());
}

TEST_CASE("each file shows ten messages and counts the rest") {
  Fixture f;
  const FileId file = f.Add("a.yaml", std::string(40, 'x'));
  const FileId other = f.Add("b.yaml", "y\n");
  for (uint32_t i = 0; i < 40; ++i) f.sink.Report(Code::E0110, Span{file, i, i + 1}, "m{}", i);
  f.sink.Report(Code::E0110, Span{other, 0, 1}, "other");
  f.sink.Report(Code::E0110, Span{other, 0, 1}, "other");
  const std::string compact = f.As(Format::kCompact);
  CHECK(std::count(compact.begin(), compact.end(), '\n') == 12);
  CHECK(compact.find("a.yaml:1:10: error[E0110]: m9\n... and 30 more messages in a.yaml; "
                     "`--max-messages 0` shows all\n"
                     "b.yaml:1:1: error[E0110]: other\n") != std::string::npos);
  CHECK(f.Text(2).find("\n... and 30 more messages in a.yaml; `--max-messages 0` shows "
                       "all\n\nerror[E0110]: other\n") != std::string::npos);
  CHECK(f.Text(2).find("41 errors in 2 files;") != std::string::npos);
}

TEST_CASE("colour marks severity, frame and words, and nothing else changes") {
  Fixture f;
  const FileId file = f.Add("a.yaml", "a: 1\n");
  f.sink.Report(Code::E0110, f.Find(file, "1"), "m").Here("here");
  const std::string plain = f.Text();
  std::string colored = Render(f.sink, f.sources, {Format::kText, true}, 1);
  CHECK(colored.find("\x1b[1;31merror[E0110]\x1b[0m") == 0);
  for (size_t at = colored.find('\x1b'); at != std::string::npos; at = colored.find('\x1b')) {
    colored.erase(at, colored.find('m', at) + 1 - at);
  }
  CHECK(colored == plain);
}

}  // namespace
}  // namespace writ::diag
