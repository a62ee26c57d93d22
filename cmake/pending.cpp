// Stands in for passes that have not landed yet, so that the rest links. CMakeLists.txt leaves each out
// as soon as the real file exists; this file goes with the last of them.
#include <fmt/format.h>

#include "diag/render.h"
#include "source/encoding.h"
#include "syntax/parse.h"

#ifdef PENDING_RENDER
std::string writ::diag::Render(const Sink& sink, const source::SourceManager&, const RenderOptions&,
                               size_t) {
  std::string out;
  for (const Diagnostic& item : sink.items()) {
    out += fmt::format("error[{}]: {}\n", Name(item.code), item.message);
    for (const std::string& note : item.notes) out += "   = " + note + "\n";
  }
  return out;
}
#endif
#ifdef PENDING_ENCODING
bool writ::source::CheckEncoding(const SourceManager&, FileId, diag::Sink&) { return true; }
#endif
#ifdef PENDING_PARSE
writ::syntax::ParseResult writ::syntax::Parse(const source::SourceManager&, source::FileId,
                                              diag::Sink&) {
  return {};
}
std::string writ::syntax::Dump(const SyntaxTree&, const source::SourceManager&) { return ""; }
#endif
