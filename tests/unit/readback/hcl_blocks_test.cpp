#include "readback/hcl_blocks.h"

#include <catch2/catch.hpp>

namespace writ::readback {
namespace {

// The value of the only attribute of a file.
std::string ValueOf(const std::string& text) {
  const auto file = ReadHclBlocks("a = " + text + "\n").body;
  if (!file || file->attributes.size() != 1) return "no attribute";
  return file->attributes[0].value;
}

TEST_CASE("blocks hold blocks, attributes and where they stand") {
  const auto file =
      ReadHclBlocks(
          "# one\nresource \"t\" \"l\" {\n  a = 1 // two\n  b {\n    c = [1,\n      2]\n  }\n}\nx "
          "{}\n")
          .body;
  REQUIRE(file);
  REQUIRE(file->blocks.size() == 2);
  const HclBlock& block = file->blocks[0];
  CHECK(block.words == std::vector<std::string>{"resource", "t", "l"});
  CHECK(block.at == 6);
  CHECK(block.end == 71);
  REQUIRE(block.attributes.size() == 1);
  CHECK(block.attributes[0].name == "a");
  CHECK(block.attributes[0].value == "1");
  REQUIRE(block.blocks.size() == 1);
  CHECK(block.blocks[0].attributes[0].value == "[ 1 , 2 , ]");
}

TEST_CASE("what means the same is spelled the same") {
  CHECK(ValueOf("{\n  x = 1\n  y = [2, 3,]\n}") == ValueOf("{ y=[ 2,3 ], x = 1 } # c"));
  CHECK(ValueOf("f(\n  1,\n  2\n)") == ValueOf("f(1, 2)"));
}

TEST_CASE("what means something else is not") {
  CHECK(ValueOf("[2, 3]") != ValueOf("[3, 2]"));
  CHECK(ValueOf("a-b") != ValueOf("a - b"));
  CHECK(ValueOf("\"a b\"") != ValueOf("\"a  b\""));
  CHECK(ValueOf("{ for k, v in m : k => v }") != ValueOf("{ for v, k in m : k => v }"));
}

TEST_CASE("braces and quotes in strings, interpolations and heredocs end nothing") {
  for (const std::string text :
       {"\"}\"", "\"\\\"}\"", "\"${f(\"}\")}\"", "\"$${\"", "\"%{ if a }x%{ endif }\"",
        "<<EOT\n}\n\"\n EOTX\nEOT", "<<-EOT\n  }\n  EOT"})
    CHECK(ValueOf(text) == text);
}

TEST_CASE("Vault's older form of HCL is read too") {
  const auto file =
      ReadHclBlocks("\"path\" \"a\" { capabilities = [\"read\"], }\npath = {}\n").body;
  REQUIRE(file);
  CHECK(file->blocks[0].words == std::vector<std::string>{"path", "a"});
  CHECK(file->attributes[0].name == "path");
}

TEST_CASE("what is no HCL is not read") {
  for (const char* text : {"a", "a =", "a = [", "a {", "}", "a = \"x", "a = <<EOT\nx", "= 1",
                           "a = \"${x # }\"}\"\n", "a \"b\" = 1\n"}) {
    INFO(text);
    CHECK_FALSE(ReadHclBlocks(text).body);
  }
  CHECK_FALSE(ReadHclBlocks("a = " + std::string(100000, '[')).body);
}

TEST_CASE("lists are read item by item, and values once more") {
  const auto items = ReadHclList("[ <<A\nx\nA\n, f ( \"]\" , ) , [ 1 , ] , ]");
  REQUIRE(items);
  REQUIRE(items->size() == 3);
  CHECK(items->front().starts_with("<<A\nx\nA"));
  CHECK_FALSE(ReadHclList("concat ( [ ] , )"));
  CHECK_FALSE(ReadHclList("[ ] + x"));
  const auto file = ReadHclBlocks("a = {\n  b = <<A\nx\nA\n  c = [<<B\ny\nB\n  ]\n}\n").body;
  REQUIRE(file);
  const std::string& value = file->attributes[0].value;
  const auto again = ReadHclBlocks(value.substr(1, value.size() - 2)).body;
  REQUIRE(again);
  CHECK(again->attributes.size() == 2);
}

TEST_CASE("where a text stops being HCL, and whether it may be HCL all the same") {
  const HclFile broken = ReadHclBlocks("a = 1\nb = ]\n");
  CHECK(broken.stopped_at == 10);
  CHECK_FALSE(broken.may_be_hcl);
  CHECK(ReadHclBlocks("a = 1\nb = \"${x /* } */}\"\n").may_be_hcl);
  CHECK(ReadHclBlocks("a = " + std::string(1000, '[')).may_be_hcl);
}

}  // namespace
}  // namespace writ::readback
