// YAML text -> SyntaxTree. The only user of yaml-cpp.
#pragma once

#include "diag/sink.h"
#include "syntax/syntax_tree.h"

namespace writ::syntax {

inline constexpr int kMaxDepth = 256;         // nesting of one document
inline constexpr size_t kMaxNodes = 2000000;  // nodes of one file

// Parses a file that passed source::CheckEncoding. After a syntax error the documents before it are
// kept, and the tree holds the `kind` and `name` scalars of the broken one, so that references to
// it stay silent (`broken`).
struct ParseResult {
  SyntaxTree tree;
  bool ok = true;
  std::string broken_kind;  // of the document that the error stopped, as far as it was read
  std::string broken_name;
};

// Never throws. Errors: YAML syntax, duplicate keys, anchors, aliases, merge keys, tags,
// directives, depth, size (E01xx).
ParseResult Parse(const source::SourceManager& sources, source::FileId file, diag::Sink& sink);

// The tree as indented text, for `writ inspect --stage=syntax`.
std::string Dump(const SyntaxTree& tree, const source::SourceManager& sources);

}  // namespace writ::syntax
