// Any bytes as a template: the first byte chooses the language, the rest up to a NUL is the
// template, what follows the NUL is the text that its data holds everywhere. A template that its
// language cannot read may be taken here and then not read back (E0618), so this looks for crashes
// only; render.cpp has templates that are right.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "unit/readback/rendered.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using writ::readback::testing::Fill;
  using writ::readback::testing::Page;
  constexpr std::array kPaths = {"t.tf", "t.yaml", "t.json", "t.py", "t.sh", "t.md", "t.txt"};
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const size_t split = std::min(rest.find('\0'), rest.size());
  const std::string value = rest.substr(std::min(split + 1, rest.size()));
  const Page page = writ::readback::testing::Print(kPaths[data[0] % kPaths.size()],
                                                   rest.substr(0, split), Fill(value));
  WRIT_CHECK(page.ok() || !page.errors.empty());
  if (page.ok()) static_cast<void>(page.Check());
  return 0;
}
