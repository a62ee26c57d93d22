// A text parsed for a test, with its messages.
#pragma once

#include <string>

#include "source/source_manager.h"
#include "syntax/parse.h"

namespace writ::syntax {

struct Parsed {
  explicit Parsed(std::string text) {
    file = sources.Add("a.yaml", std::move(text));
    result = Parse(sources, file, sink);
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  ~Parsed() = default;

  Cursor root(size_t document = 0) const {
    return {result.tree, sources, result.tree.documents.at(document).root};
  }
  std::string dump() const { return Dump(result.tree, sources); }
  std::string_view slice(const Cursor& node) const { return sources.Text(node.span()); }
  // `E0111@5..6 message` of each report, one a line.
  std::string messages() const {
    std::string out;
    for (const diag::Diagnostic& item : sink.items()) {
      out += fmt::format("{}@{}..{} {}\n", diag::Name(item.code), item.span.begin, item.span.end,
                         item.message);
    }
    return out;
  }
  // The first code, or "" when nothing was reported.
  std::string_view code() const {
    return sink.empty() ? std::string_view() : diag::Name(sink.items().front().code);
  }

  source::SourceManager sources;
  source::FileId file;
  diag::Sink sink;
  ParseResult result;
};

}  // namespace writ::syntax
