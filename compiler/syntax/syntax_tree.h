// A YAML file as a flat arena: one vector of small nodes, indices instead of pointers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/source_manager.h"

namespace writ::syntax {

using NodeId = uint32_t;
inline constexpr NodeId kNoNode = UINT32_MAX;

enum class Kind : uint8_t { kNull, kScalar, kMap, kList };

// How a scalar is written. `~` and `null` are kNull nodes with style kPlain; an empty value is
// kNull with style kEmpty.
enum class Style : uint8_t {
  kPlain,
  kSingleQuoted,
  kDoubleQuoted,
  kLiteral,
  kFolded,
  kEmpty,
  kBlock,
  kFlow
};

// 32 bytes, trivially copyable: the arena can be written out and mapped back.
struct Node {
  uint32_t begin = 0;  // byte range in the file, quotes and braces included
  uint32_t end = 0;
  uint32_t text_begin =
      0;  // decoded scalar text: a slice of the file, or of the pool when `in_pool`
  uint32_t text_size = 0;
  NodeId next = kNoNode;  // next child of the same parent; children of a map alternate key, value
  NodeId first_child = kNoNode;  // of a map or list
  uint32_t child_count = 0;      // of a list: items; of a map: entries
  Kind kind = Kind::kNull;
  Style style = Style::kPlain;
  bool in_pool = false;
};

// One document of a file.
struct Document {
  NodeId root = kNoNode;
};

struct SyntaxTree {
  source::FileId file;
  std::vector<Node> nodes;
  std::string pool;  // texts that differ from their source slice
  std::vector<Document> documents;
};

// A read-only cursor: a node of a tree, with its texts.
class Cursor {
 public:
  Cursor() = default;
  Cursor(const SyntaxTree& tree, const source::SourceManager& sources, NodeId id)
      : tree_(&tree), text_(sources.Text(tree.file)), id_(id) {}

  bool valid() const { return tree_ != nullptr && id_ != kNoNode; }
  Kind kind() const { return node().kind; }
  Style style() const { return node().style; }
  bool is_null() const { return node().kind == Kind::kNull; }
  bool is_scalar() const { return node().kind == Kind::kScalar; }
  bool is_map() const { return node().kind == Kind::kMap; }
  bool is_list() const { return node().kind == Kind::kList; }
  bool is_plain() const { return node().style == Style::kPlain; }
  // The decoded text of a scalar; of a written null its word.
  std::string_view text() const {
    const Node& n = node();
    const std::string_view base = n.in_pool ? std::string_view(tree_->pool) : text_;
    return base.substr(n.text_begin, n.text_size);
  }
  Span span() const { return {tree_->file, node().begin, node().end}; }
  NodeId id() const { return id_; }
  size_t size() const { return node().child_count; }

  // Children: of a list its items, of a map its keys and values by turns. Invalid after the last.
  Cursor first() const { return At(node().first_child); }
  Cursor next() const { return At(node().next); }
  // The value of a map's entry; invalid when there is none. Linear.
  Cursor Find(std::string_view key) const {
    if (!valid() || !is_map()) return {};
    for (Cursor k = first(); k.valid(); k = k.next().next()) {
      if (k.text() == key) return k.next();
    }
    return {};
  }

 private:
  Cursor At(NodeId id) const {
    Cursor out = *this;
    out.id_ = id;
    return out;
  }
  const Node& node() const { return tree_->nodes[id_]; }

  const SyntaxTree* tree_ = nullptr;
  std::string_view text_;
  NodeId id_ = kNoNode;
};

}  // namespace writ::syntax
