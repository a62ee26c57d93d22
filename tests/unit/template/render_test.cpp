#include <catch2/catch.hpp>

#include "harness.h"

namespace writ::tmpl::testing {
namespace {

View TwoTasks() {
  View view;
  view.tasks = {{std::string("extract"), std::string("extract"), {}, {}, {}},
                {std::string("load"), std::string("load"), {}, {}, value::Integer(int64_t{3})}};
  return view;
}

TEST_CASE("JSON commas wait for the next element") {
  const std::string source =
      "{\n  \"jobs\": [\n    @for t in tasks\n    {\n      \"name\": @{t.name},\n"
      "      @if t.retries\n      \"retries\": @{t.retries},\n      @end\n    },\n    @end\n  ],\n"
      "  @if maybe\n  \"maybe\": @{maybe},\n  @end\n}\n";
  CHECK(Text("t.json", source) == "{\n  \"jobs\": [\n  ]\n}\n");
  CHECK(Text("t.json", source, TwoTasks()) ==
        "{\n  \"jobs\": [\n    {\n      \"name\": \"extract\"\n    },\n    {\n"
        "      \"name\": \"load\",\n      \"retries\": 3\n    }\n  ]\n}\n");
}

TEST_CASE("Blank lines wait, and runs apart give their longest") {
  const std::string source =
      "\nimport os\n\n\n@if no\nx = 1\n@end\n\nwith D(\n\n    a=1,\n\n) as d:\n\n    pass\n\n";
  CHECK(Text("t.py", source) == "import os\n\n\nwith D(\n    a=1,\n) as d:\n    pass\n");
}

TEST_CASE("A run of at signs before a brace prints half of itself") {
  CHECK(Text("t.py", "# a@@{x} b@@@{name} c@{name} @@\n@task\n@@end\n") ==
        "# a@{x} b@nightly cnightly @@\n@task\n@end\n");
}

TEST_CASE("Loops walk lists and maps, and have an else") {
  CHECK(Text("t.py", "@for w in words\n# @{w}\n@else\n# none\n@end\n") == "# a\n# b c\n");
  CHECK(Text("t.py", "@for w in list\n# @{w}\n@else\n# none\n@end\n") == "# none\n");
  View view;
  view.map.entries.emplace_back(std::string("k"), value::Text(std::string("v")));
  CHECK(Text("t.py", "@for k, v in map\n# @{k}=@{v}\n@end\n", view) == "# k=v\n");
}

TEST_CASE("Conditions test bools, presence, size and literals") {
  const auto taken = [](const std::string& condition, const View& view = {}) {
    return Text("t.py", "@if " + condition + "\n# y\n@else\n# n\n@end\n", view) == "# y\n";
  };
  CHECK(taken("yes"));
  CHECK(taken("not no"));
  CHECK(taken("words"));
  CHECK_FALSE(taken("list"));
  CHECK_FALSE(taken("maybe"));
  CHECK(taken("number == 7"));
  CHECK(taken("name != \"daily\""));
  CHECK(taken("yes == true"));
  CHECK_FALSE(taken("vault.address == \"x\""));
  CHECK(taken("vault.address != \"x\""));
  CHECK_FALSE(taken("vault.namespace"));
  View view;
  view.vault = Vault{std::string("x"), value::Text(std::string("n"))};
  CHECK(taken("vault.address == \"x\"", view));
  CHECK(taken("vault.namespace", view));
}

TEST_CASE("An include is indented by its own column and sees the variables") {
  const Outcome out = Run({"a:\n@for t in tasks\n  @include \"part.yaml\"\n@end\n",
                           "t.yaml",
                           {{"part.yaml", "- n: @{t.name}\n  r:\n    - 1\n"}}},
                          TwoTasks());
  CHECK(out.errors.empty());
  CHECK(out.text ==
        "a:\n  - n: \"extract\"\n    r:\n      - 1\n  - n: \"load\"\n    r:\n      - 1\n");
}

TEST_CASE("Every hole is recorded with its range, also behind aligned attributes") {
  const Outcome out = Run({"a = @{name}\nlonger = @{words}\nb = @{address} # c\n", "t.tf", {}});
  REQUIRE(out.ok);
  CHECK(out.text ==
        "a      = \"nightly\"\nlonger = [\"a\", \"b c\"]\nb      = aws_s3_bucket.dags # c\n");
  REQUIRE(out.rendered.holes.size() == 3);
  const auto text = [&](size_t i) {
    const HoleRecord& hole = out.rendered.holes[i];
    return out.text.substr(hole.begin, hole.end - hole.begin);
  };
  CHECK(text(0) == "\"nightly\"");
  CHECK(text(1) == "[\"a\", \"b c\"]");
  CHECK(text(2) == "aws_s3_bucket.dags");
  CHECK(out.rendered.lines.size() == 3);
}

TEST_CASE("A path is rendered without lines; a hole fills one segment") {
  CHECK(RunPath("@{name}/dags/@{number}.py").text == "nightly/dags/7.py");
  View view;
  view.name = std::string("../x");
  CHECK_FALSE(RunPath("@{name}.py", view).ok);
  CHECK_FALSE(RunPath("@{words}.py").ok);
}

}  // namespace
}  // namespace writ::tmpl::testing
