// Any bytes as a value: the first byte chooses a template, the rest is the text that its data holds
// everywhere. The template is right, so the value is refused or reads back.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "base/check.h"
#include "unit/readback/rendered.h"

namespace {

constexpr std::array<std::pair<const char*, const char*>, 18> kTemplates = {{
    {"t.tf", "resource \"a\" \"b\" {\n  text = @{text}\n  list = @{list}\n  any = @{any}\n}\n"},
    {"t.tf", "resource \"a\" \"@{text}\" {\n  # @{text}\n  x = \"a-@{text}-b\"\n}\n"},
    {"t.tf", "locals {\n  a = @{map}\n  b = @{records}\n  c = @{any:json}\n}\n"},
    {"t.yaml", "a: @{text}\nb: @{list}\nc: @{map}\nd:\n  - @{any}\n"},
    {"t.yaml", "# @{text}\n@{text}: \"a @{text}\"\nb: 'x@{text}'\nc: [@{text}, 1]\n"},
    {"t.yaml", "run: |\n  echo @{text:shell}\njson: @{any:json}\n"},
    {"t.yml", "a: @{text:gitlab}\nb: @{text:gotemplate}\nc: @{text:configparser}\n"},
    {"t.json", "{\n  \"a\": @{text},\n  \"b\": @{any},\n  \"c @{text}\": @{list},\n}\n"},
    {"t.json", "[\n  @{map},\n  @{records},\n  @{any:json},\n]\n"},
    {"t.py", "f(\n    @{text},\n    @{list},\n    a=@{any},\n)\n"},
    {"t.py", "# @{text}\nx = \"a @{text}\"\ny = 'b @{text}'\n"},
    {"t.py", "\"\"\"Doc @{text} end.\"\"\"\n\nx = {\n    @{text}: @{map},\n}\n"},
    {"t.py", "f(\n    @{text:jinja},\n    @{text:kubelet:jinja},\n    @{any:json:jinja},\n)\n"},
    {"t.sh", "echo @{text} \"a @{text} b\"\n# @{text}\nrun @{list}\n"},
    {"t.sh", "x=@{text}\ny=@{any:json}\n"},
    {"t.md", "# @{text}\n\nSee @{text} and `@{text}`.\n\n| a | @{text} |\n|---|---|\n"},
    {"t.md", "```\n@{text}\n```\n\n[@{text}](https://example.com/@{text})\n"},
    {"t.md", "---\ntitle: @{text}\n---\n\n- @{text}\n"},
}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using writ::readback::testing::Fill;
  using writ::readback::testing::Page;
  if (size == 0) return 0;
  const auto& [path, text] = kTemplates[data[0] % kTemplates.size()];
  const Page page = writ::readback::testing::Print(
      path, text, Fill(std::string(reinterpret_cast<const char*>(data) + 1, size - 1)));
  WRIT_CHECK(page.compiled.has_value());
  if (page.ok()) WRIT_CHECK(!page.Check());
  return 0;
}
