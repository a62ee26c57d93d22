// Any bytes as a template: the first byte chooses the language, the rest up to a NUL is the
// template, what follows the NUL is the text that its data holds everywhere. What renders reads
// back, or does not with neutral values either: then the template is at fault (E0615).
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "template/neutral.h"
#include "unit/readback/rendered.h"

namespace {

using writ::readback::testing::Page;

// Whether the page reads back with neutral values in its holes.
bool TemplateReads(const Page& page) {
  writ::tmpl::Rendered neutral;
  if (!writ::tmpl::RenderNeutral(*page.compiled, page.view.get(), neutral)) return false;
  for (size_t i = 0; i < neutral.holes.size(); ++i) {
    neutral.printed[i].begin = neutral.holes[i].begin;
    neutral.printed[i].end = neutral.holes[i].end;
  }
  return !writ::readback::Check(page.compiled->language(), neutral.text, neutral.printed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using writ::readback::testing::Fill;
  constexpr std::array kPaths = {"t.tf", "t.yaml", "t.json", "t.py", "t.sh", "t.md", "t.txt"};
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const size_t split = std::min(rest.find('\0'), rest.size());
  const std::string value = rest.substr(std::min(split + 1, rest.size()));
  const Page page = writ::readback::testing::Print(kPaths[data[0] % kPaths.size()],
                                                   rest.substr(0, split), Fill(value));
  WRIT_CHECK(page.ok() || !page.errors.empty());
  if (page.ok() && page.Check()) WRIT_CHECK(!TemplateReads(page));
  return 0;
}
