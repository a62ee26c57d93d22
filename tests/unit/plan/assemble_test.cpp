#include <catch2/catch.hpp>

#include "plan/digest.h"
#include "plan/output_plan.h"
#include "plan/paths.h"

namespace writ::plan {
namespace {

Output At(std::string path, tmpl::Language language = tmpl::Language::kHcl) {
  Output output;
  output.path = std::move(path);
  output.language = language;
  output.text = "text\n";
  output.target = "t";
  return output;
}

std::vector<diag::Code> CodesOf(std::vector<std::string> paths) {
  std::vector<Output> outputs;
  for (std::string& path : paths) outputs.push_back(At(std::move(path)));
  diag::Sink sink;
  Assemble(std::move(outputs), sink);
  std::vector<diag::Code> codes;
  for (const diag::Diagnostic& item : sink.items()) codes.push_back(item.code);
  return codes;
}

TEST_CASE("paths that stay within the output folder are taken") {
  for (const char* path : {"a", "a/b.tf", ".gitlab/ci/x.yml", "a b/c", "\xc3\xa4.md", "..a/b..c"}) {
    CHECK(CheckPath(path).empty());
  }
}

TEST_CASE("paths that leave it, that hide, or that no disk should hold are refused") {
  const std::string nul("a\0b", 3);
  for (const std::string& path : {std::string(),
                                  std::string("/etc/passwd"),
                                  std::string("../x"),
                                  std::string("a/../b"),
                                  std::string("a//b"),
                                  std::string("a/"),
                                  std::string("./a"),
                                  std::string("a\nb"),
                                  nul,
                                  std::string("a\\b"),
                                  std::string(".git/hooks/pre-commit"),
                                  std::string("a/.GIT/x"),
                                  std::string(".writ/lock"),
                                  std::string("a/.writ-digests"),
                                  std::string("a/.writ-tmp-1-1"),
                                  std::string(" a"),
                                  std::string("a /b"),
                                  std::string("\xe2\x80\xae"
                                              "a"),
                                  std::string(256, 'a'),
                                  std::string("a/") + std::string(1000, '/')}) {
    CHECK_FALSE(CheckPath(path).empty());
  }
}

TEST_CASE("outputs that one disk cannot hold together are reported") {
  using diag::Code;
  CHECK(CodesOf({"a", "b"}).empty());
  CHECK(CodesOf({"a", "a"}) == std::vector<Code>{Code::E0701});
  CHECK(CodesOf({"A/x", "a/x"}) == std::vector<Code>{Code::E0703});
  CHECK(CodesOf({"a", "a/b"}) == std::vector<Code>{Code::E0704});
  CHECK(CodesOf({"a", "a-b", "a/b/c"}) == std::vector<Code>{Code::E0704});
  CHECK(CodesOf({"../a"}) == std::vector<Code>{Code::E0702});
}

TEST_CASE("each folder with outputs without comments has a list of their digests") {
  diag::Sink sink;
  const OutputPlan plan = Assemble(
      {At("b/z.json", tmpl::Language::kJson), At("b/a.tf"), At("top.txt", tmpl::Language::kPlain)},
      sink);
  CHECK(sink.empty());
  std::vector<std::string> paths;
  for (const Output& output : plan.outputs) paths.push_back(output.path);
  CHECK(paths == std::vector<std::string>{".writ-digests", "b/.writ-digests", "b/a.tf", "b/z.json",
                                          "top.txt"});
  CHECK(ParseDigestFile(plan.outputs[1].text) == DigestList{{"z.json", Digest("text\n")}});
}

}  // namespace
}  // namespace writ::plan
