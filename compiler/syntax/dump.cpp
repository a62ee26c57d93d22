#include <fmt/format.h>

#include "syntax/parse.h"

namespace writ::syntax {
namespace {

std::string_view StyleName(Style style) {
  switch (style) {
    case Style::kPlain:
      return "plain";
    case Style::kSingleQuoted:
      return "single-quoted";
    case Style::kDoubleQuoted:
      return "double-quoted";
    case Style::kLiteral:
      return "literal";
    case Style::kFolded:
      return "folded";
    case Style::kEmpty:
      return "empty";
    case Style::kBlock:
      return "block";
    case Style::kFlow:
      return "flow";
  }
  return "";
}

std::string_view KindName(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kScalar:
      return "text";
    case Kind::kMap:
      return "map";
    case Kind::kList:
      return "list";
  }
  return "";
}

// The text as a JSON string, without what would break a line or a terminal.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

void DumpNode(const SyntaxTree& tree, const source::SourceManager& sources, NodeId id, int depth,
              std::string& out) {
  const Cursor node(tree, sources, id);
  const Span span = node.span();
  out += fmt::format("{:{}}{} {} {}..{}", "", depth * 2, KindName(node.kind()),
                     StyleName(node.style()), span.begin, span.end);
  if (node.is_scalar()) out += ' ' + Quoted(node.text());
  out += '\n';
  if (!node.is_map() && !node.is_list()) return;
  for (Cursor child = node.first(); child.valid(); child = child.next()) {
    DumpNode(tree, sources, child.id(), depth + 1, out);
  }
}

}  // namespace

std::string Dump(const SyntaxTree& tree, const source::SourceManager& sources) {
  std::string out;
  for (const Document& document : tree.documents) {
    out += "document\n";
    DumpNode(tree, sources, document.root, 1, out);
  }
  return out;
}

}  // namespace writ::syntax
