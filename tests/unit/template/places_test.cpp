#include <catch2/catch.hpp>

#include "harness.h"

namespace writ::tmpl::testing {
namespace {

View With(const std::string& text) {
  View view;
  view.text = text;
  view.tasks = {{std::string("a"), std::string("a"), {}, {}, {}},
                {std::string("b"), std::string("b"), {}, {}, {}}};
  return view;
}

TEST_CASE("A flow goes on behind a quoted text over several lines") {
  CHECK(Text("t.yaml", "a: {b: \"x\n  y\", c: @{text}}\nd: @{number}\n", With("z")) ==
        "a: {b: \"x\n  y\", c: \"z\"}\nd: 7\n");
  CHECK(Errors("t.yaml", "a: {b: \"x\n  y\" @{text}}\n", With("z")) != "");
}

TEST_CASE("Blank lines inside a literal are text, whatever stands around them") {
  CHECK(Text("t.py", "\"\"\"Doc {\n\n\nx\n\"\"\"\n") == "\"\"\"Doc {\n\n\nx\n\"\"\"\n");
  CHECK(Text("t.tf", "a = <<EOT\nx {\n\n}\nEOT\n") == "a = <<EOT\nx {\n\n}\nEOT\n");
  CHECK(Text("t.yaml", "a: |\n  x {\n\n  }\n") == "a: |\n  x {\n\n  }\n");
}

TEST_CASE("A loop may end in a YAML block text that the next line closes") {
  CHECK(Text("t.yaml", "@for t in tasks\n- s: |\n    x\n@end\nb: 1\n", With("")) ==
        "- s: |\n    x\n- s: |\n    x\nb: 1\n");
  CHECK(Errors("t.yaml", "@for t in tasks\na: |\n  x\n@end\n  y\n", With("")).find("E0615") == 0);
}

TEST_CASE("A YAML structure follows its key or dash as its place asks") {
  const View view = With("");
  CHECK(
      Text("t.yaml", "a: @{words}\nb:\n  - @{words}\nc: [@{words}]\nd: @{list}\n", view) ==
      "a:\n  - \"a\"\n  - \"b c\"\nb:\n  - - \"a\"\n    - \"b c\"\nc: [[\"a\", \"b c\"]]\nd: []\n");
}

TEST_CASE("A list prints shell words; an empty one takes its blank with it") {
  CHECK(Text("t.sh", "run @{words} x @{list} y\n") == "run 'a' 'b c' x y\n");
  CHECK(Errors("t.sh", "run a@{words}\n").find("E0612") == 0);
  CHECK(Errors("t.sh", "run '@{name}'\n").find("E0611") == 0);
}

TEST_CASE("Encodings apply from left to right, and each text of a structure is reached") {
  const View view = With("$(A) {{ b }}");
  CHECK(Text("t.json", "[@{text:kubelet:jinja}]\n", view) == "[\"{{ \\\"$$(A) {{ b }}\\\" }}\"]\n");
  CHECK(Text("t.json", "[@{words:json}]\n", view) == "[\"[\\\"a\\\",\\\"b c\\\"]\"]\n");
}

TEST_CASE("A reference is bare in code and has no place elsewhere") {
  CHECK(Text("t.tf", "a = \"${@{address}.arn}/*\"\n") == "a = \"${aws_s3_bucket.dags.arn}/*\"\n");
  CHECK(Errors("t.tf", "a = \"@{address}\"\n").find("E0612") == 0);
  CHECK(Errors("t.json", "[@{address}]\n").find("E0612") == 0);
  CHECK(Errors("t.py", "x = @{name}.y\n").find("E0612") == 0);
}

TEST_CASE("HCL texts keep interpolation away, also across the edges of a hole") {
  CHECK(Text("t.tf", "a = @{text}\n", With("${a} $${b} %{c}")) ==
        "a = \"$${a} $\\u0024{b} %%{c}\"\n");
  CHECK(Text("t.tf", "a = \"$@{text}{\"\n", With("x")).find("E0611") == 0);
  CHECK(Text("t.tf", "a = \"x@{text}${\"y\"}\"\n", With("$")) == "a = \"x\\u0024${\"y\"}\"\n");
  CHECK(Text("t.tf", "a = @{text}\n", With("e\xcc\x81")).find("E0617") == 0);
}

TEST_CASE("Comments and names refuse what would not stay in them") {
  CHECK(Errors("t.py", "# @{text}\n", With("a\nimport os")).find("E0617") == 0);
  CHECK(Text("t.tf", "# @{text}\n", With("/var/x")) == "# /var/x\n");
  CHECK(Errors("t.tf", "/* @{text} */\n", With("*/")).find("E0617") == 0);
  View view;
  view.name = std::string("class");
  CHECK(Errors("t.py", "@{name} = 1\n", view).find("E0617") == 0);
  view.name = std::string("klass");
  CHECK(Text("t.py", "@{name} = 1\n", view) == "klass = 1\n");
  CHECK(Errors("t.py", "@{text} = 1\n", With("klass")).find("E0612") == 0);
}

TEST_CASE("A code span gets a longer fence, and cells keep their bars") {
  CHECK(Text("t.md", "| `@{text}` | @{text} |\n", With("a`|b")) == "| ``a`\\|b`` | a&#96;\\|b |\n");
}

TEST_CASE("A value does not end the heredoc that it stands in") {
  const std::string alone = "a = <<EOT\n  @{text:jinja}\nEOT\n";
  CHECK(Text("t.tf", alone, With("EOT")).find("E0617") == 0);
  CHECK(Text("t.tf", alone, With("EOT x")) == "a = <<EOT\n  EOT x\nEOT\n");
  CHECK(Text("t.tf", "a = <<EOT\nE@{text:jinja}\nEOT\n", With("OT")).find("E0617") == 0);
  CHECK(Text("t.tf", "a = <<EOT\nx @{text:jinja}\nEOT\n", With("EOT")) ==
        "a = <<EOT\nx EOT\nEOT\n");
  // Terraform takes off blanks at both ends, Unicode's too.
  for (const char* text : {"EOT ", "EOT\t", "EOT\xC2\xA0", "\xE2\x80\x83 EOT"})
    CHECK(Text("t.tf", alone, With(text)).find("E0617") == 0);
  CHECK(Text("t.tf", "a = <<EOT\nEO@{text:jinja} \nEOT\n", With("T")).find("E0617") == 0);
  CHECK(Errors("t.tf", "a = <<EOT\n EOT \nEOT\n").find("E0615") == 0);
}

TEST_CASE("A comment does not become a part of the block text above it") {
  CHECK(Errors("t.yaml", "a: @{text}\n  # c\nb: 1\n").find("E0615") == 0);
  CHECK(Text("t.yaml", "a: @{text}\n# c\nb: 1\n", With("x\ny")) == "a: |-\n  x\n  y\n# c\nb: 1\n");
}

TEST_CASE("A YAML value before a comment keeps its blank") {
  CHECK(Text("t.yaml", "a: @{text} # c\n", With("x\ny")) == "a: \"x\\ny\" # c\n");
}

TEST_CASE("A hole does not stand behind a mark of its inner language") {
  CHECK(Errors("t.json", "[\"$@{text:kubelet}\"]\n").find("E0611") == 0);
  CHECK(Errors("t.json", "[\"{@{text:jinja}\"]\n").find("E0611") == 0);
  CHECK(Text("t.json", "[\"$ @{name:kubelet}\"]\n") == "[\"$ nightly\"]\n");
}

TEST_CASE("A name of the shell may start in the template") {
  CHECK(Text("t.sh", "v_@{name}=1\n") == "v_nightly=1\n");
  CHECK(Text("t.sh", "run --v_@{name}=1\n") == "run --v_'nightly'=1\n");
}

TEST_CASE("A hole behind a backslash in any quotes of the shell is refused") {
  for (const char* quotes : {"$'\\@{text}'", "'\\@{text}'", "\"\\@{text}\"", "$'\\\\@{text}'"})
    CHECK(Errors("t.sh", std::string("x=") + quotes + "\n").find("E0611") == 0);
}

TEST_CASE("Indented code of Markdown holds no value, the text of list items does") {
  for (const char* code :
       {"    @{text}\n", "a\n\n\t@{text}\n", "- a\n\n      @{text}\n", "-     @{text}\n",
        ">     @{text}\n", "- a\n\nb\n\n    @{text}\n", "a\n@if yes\n- a\n@end\n\n    @{text}\n"}) {
    CAPTURE(code);
    CHECK(Errors("t.md", code).find("E0611") == 0);
  }
  for (const char* text :
       {"   @{text}\n", "- a\n\n    @{text}\n", "1. a\n   - b\n     @{text}\n", "> - @{text}\n",
        "- a\n  - b\n    - @{text}\n", "- a\n    - @{text}\n"}) {
    CAPTURE(text);
    const std::string printed = Text("t.md", text, With("x"));
    CHECK(printed.find("x\n") != std::string::npos);
  }
}

TEST_CASE("Variables among the arguments make no command a shell") {
  CHECK(Text("t.sh", "tar -C \"$dir\" -czf @{text}\n", With("a")) == "tar -C \"$dir\" -czf 'a'\n");
  CHECK(Text("t.sh", "grep \"$x\" <<< @{text}\n", With("a")) == "grep \"$x\" <<< 'a'\n");
  CHECK(Errors("t.sh", "$SHELL -c @{text}\n").find("E0611") == 0);
}

TEST_CASE("A tag of YAML's own makes no text something else") {
  CHECK(Errors("t.yaml", "a: !!int @{text}\n").find("E0611") == 0);
  CHECK(Text("t.yaml", "a: !!str @{text}\n", With("7")) == "a: !!str \"7\"\n");
}

TEST_CASE("A file of Markdown may begin with a condition") {
  CHECK(Text("t.md", "@if yes\n@{text}\n@end\n\nend\n", With("x")) == "x\n\nend\n");
}

TEST_CASE("A number before a redirection is no descriptor") {
  CHECK(Text("t.sh", "echo @{number}>out\n") == "echo '7'>out\n");
}

TEST_CASE("Code spans and backticks of Markdown keep to themselves") {
  CHECK(Text("t.md", "``@{text}``\n", With("")).find("E0617") == 0);
  CHECK(Text("t.md", "a ` b @{text}\n", With("`")) == "a ` b &#96;\n");
}

}  // namespace
}  // namespace writ::tmpl::testing
