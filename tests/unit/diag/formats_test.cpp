// The formats for machines. Their golden shows one of each whole.
#include <catch2/catch.hpp>
#include <set>

#include "diag/render.h"

namespace writ::diag {
namespace {

struct Fixture {
  Fixture() {
    file = sources.Add("specs/a b.yaml", "name: \xE6\x9D\xB1 x\nname: y\n");
    sink.Report(Code::E0111, Span{file, 12, 16}, "the key `{}` stands twice", "na\"me\n\xFF")
        .Here("again")
        .Label(Span{file, 0, 4}, "first here")
        .Note("a note");
    sink.Warn(Code::E0001, Span{}, "no place <&>\x1B\xE2\x80\xAE");
    sink.Sort();
  }
  std::string As(Format format) { return Render(sink, sources, {format}, 3); }

  source::SourceManager sources;
  source::FileId file;
  Sink sink;
};

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("json gives code points, bytes, labels and notes") {
  const std::string json = Fixture().As(Format::kJson);
  CHECK(json.find("{\n  \"format_version\": 1,\n  \"diagnostics\": [\n") == 0);
  CHECK(Has(json, R"("message": "the key `na\"me\n)"
                  "\xEF\xBF\xBD` stands twice\""));
  CHECK(Has(json,
            "\"start\": {\n          \"line\": 2,\n          \"column\": 1,\n          "
            "\"offset\": 12\n        }"));
  CHECK(Has(json, "\"label\": \"again\""));
  CHECK(Has(json, "\"text\": \"first here\""));
  CHECK(Has(json, "\"notes\": [\n        \"a note\"\n      ]"));
  CHECK(Has(json, R"("message": "no place <&>\u001b\u202e")"));
  CHECK(Has(json, "\"errors\": 1,\n  \"warnings\": 1,\n  \"files\": 3\n}\n"));
}

TEST_CASE("sarif has rules, encoded paths and related places") {
  const std::string sarif = Fixture().As(Format::kSarif);
  CHECK(Has(sarif, "\"version\": \"2.1.0\""));
  CHECK(Has(sarif, "\"uri\": \"specs/a%20b.yaml\""));
  CHECK(Has(sarif, "\"id\": \"E0111\""));
  CHECK(Has(sarif, "\"ruleIndex\": 1"));
  CHECK(Has(sarif, "\"columnKind\": \"unicodeCodePoints\""));
  CHECK(Has(sarif, "\"level\": \"warning\""));
  CHECK(Has(sarif, "stands twice: again\\na note\""));
}

TEST_CASE("code quality fingerprints ignore lines and tell repetitions apart") {
  const auto fingerprints = [](const std::string& before) {
    source::SourceManager sources;
    Sink sink;
    const source::FileId file = sources.Add("a.yaml", before + "x\ny\n");
    const auto at = static_cast<uint32_t>(before.size());
    sink.Report(Code::E0110, Span{file, at, at + 1}, "same words");
    sink.Report(Code::E0110, Span{file, at + 2, at + 3}, "same words");
    const std::string report = Render(sink, sources, {Format::kGitlabCodeQuality}, 1);
    std::set<std::string> found;
    const std::string key = "\"fingerprint\": \"";
    for (size_t i = report.find(key); i != std::string::npos; i = report.find(key, i + 1)) {
      found.insert(report.substr(i + key.size(), 32));
    }
    return found;
  };
  CHECK(fingerprints("").size() == 2);
  CHECK(fingerprints("") == fingerprints("# moved\n\n"));
  CHECK(Has(Fixture().As(Format::kGitlabCodeQuality), "\"path\": \"writ.yaml\""));
}

TEST_CASE("junit is well-formed whatever a message holds") {
  const std::string junit = Fixture().As(Format::kJunit);
  CHECK(Has(junit, "<testsuite name=\"writ\" tests=\"2\" failures=\"2\">"));
  CHECK(Has(junit, "message=\"no place &lt;&amp;&gt;\\u001b\\u202e\""));
  CHECK(Has(junit, "the key `na&quot;me\\n\\xff` stands twice"));
}

TEST_CASE("without messages machine formats are complete documents") {
  const source::SourceManager sources;
  const Sink sink;
  const auto render = [&](Format format) { return Render(sink, sources, {format}, 2); };
  CHECK(render(Format::kJson) ==
        "{\n  \"format_version\": 1,\n  \"diagnostics\": [],\n  \"errors\": 0,\n  \"warnings\": "
        "0,\n  \"files\": 2\n}\n");
  CHECK(Has(render(Format::kSarif), "\"results\": []"));
  CHECK(render(Format::kGitlabCodeQuality) == "[]\n");
  CHECK(Has(render(Format::kJunit), "<testcase classname=\"writ\" name=\"specs\"/>"));
  CHECK(render(Format::kCompact).empty());
}

}  // namespace
}  // namespace writ::diag
