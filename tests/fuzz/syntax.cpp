// Any bytes as a spec file: encoding check, YAML, arena.
#include <cstddef>
#include <cstdint>
#include <string>

#include "invariants.h"
#include "syntax/encoding.h"
#include "syntax/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace fuzz = writ::fuzz;
  namespace syntax = writ::syntax;
  writ::source::SourceManager sources;
  writ::diag::Sink sink;
  const writ::source::FileId file =
      sources.Add("specs/a.yaml", std::string(reinterpret_cast<const char*>(data), size));
  if (!syntax::CheckEncoding(sources, file, sink)) {
    fuzz::CheckMessages(sink, sources);
    static_cast<void>(syntax::GuessDocuments(sources.Text(file)));
    return 0;
  }
  const syntax::ParseResult parsed = syntax::Parse(sources, file, sink);
  fuzz::CheckTree(parsed, sources, sink);
  static_cast<void>(syntax::Dump(parsed.tree, sources));
  fuzz::CheckMessages(sink, sources);
  return 0;
}
