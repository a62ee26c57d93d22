// Any bytes as a spec file of the example platform: everything from the file to the last rule.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "driver/compile.h"
#include "invariants.h"

namespace {

// The example's `writ.yaml` and the specs that others refer to. The fuzzed file stands beside them.
const writ::MemoryFs& Example() {
  static const writ::MemoryFs kExample = [] {
    const writ::DiskFs disk(WRIT_SOURCE_DIR);
    writ::MemoryFs fs;
    for (const char* path : {"writ.yaml", "specs/platform.yaml", "specs/secrets.yaml"}) {
      auto text = disk.Read(path, 1U << 20U);
      WRIT_CHECK(text.ok());
      fs.files[path] = std::move(text.value());
    }
    return fs;
  }();
  return kExample;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  writ::MemoryFs fs = Example();
  fs.files["specs/fuzz.yaml"] = std::string(reinterpret_cast<const char*>(data), size);
  writ::driver::Options options;
  options.threads = 1;
  options.outputs = false;
  const auto run = writ::driver::Compile(fs, options);
  writ::fuzz::CheckMessages(run->sink, run->sources);
  return 0;
}
