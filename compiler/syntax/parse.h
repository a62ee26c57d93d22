// YAML text -> SyntaxTree. The only user of yaml-cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diag/sink.h"
#include "syntax/syntax_tree.h"

namespace writ::syntax {

inline constexpr int kMaxDepth = 256;         // nesting of one document
inline constexpr size_t kMaxNodes = 1000000;  // nodes of one file

// A document that cannot be parsed, as far as its lines `kind: ...`, `name: ...` and
// `package: ...` tell what it is, so that references to it stay silent. Each may be empty.
struct BrokenDocument {
  std::string kind;
  std::string name;
  std::string package;
};

struct ParseResult {
  SyntaxTree tree;  // the documents that were read whole; empty documents are left out
  bool ok = true;   // nothing was reported
  std::vector<BrokenDocument> broken;
};

// Parses a file that passed syntax::CheckEncoding. Never throws. Reports, once a document and then
// going on at the next `---`: YAML syntax errors, and what specs do not use (anchors, aliases,
// merge keys, tags, directives, keys that are not text, depth, size; E011x and E012x). A repeated
// key is reported each time, its first value stays and the document is kept.
ParseResult Parse(const source::SourceManager& sources, source::FileId file, diag::Sink& sink);

// The documents of a text that cannot even be decoded, told by their lines.
std::vector<BrokenDocument> GuessDocuments(std::string_view text);

// The tree as indented text, for `writ inspect --stage=syntax`.
std::string Dump(const SyntaxTree& tree, const source::SourceManager& sources);

}  // namespace writ::syntax
