// One object seen through its layers: platform defaults, the object, an environment's override.
// Maps merge, all else replaces.
#pragma once

#include <string_view>
#include <vector>

#include "syntax/syntax_tree.h"

namespace writ::spec {

// The nodes that stand for one value, the weakest first. Several only when all are maps.
class Layers {
 public:
  Layers() = default;
  explicit Layers(syntax::Cursor node, Span anchor = {}) : anchor_(anchor) { Push(node); }

  // Adds a stronger layer by the merge rule: a map joins maps, anything else replaces.
  void Push(syntax::Cursor node) {
    if (!node.valid()) return;
    if (!node.is_map()) nodes_.clear();
    if (node.is_map() && !nodes_.empty() && !nodes_.back().is_map()) nodes_.clear();
    nodes_.push_back(node);
  }

  bool empty() const { return nodes_.empty(); }
  // The strongest layer. Not empty.
  const syntax::Cursor& top() const { return nodes_.back(); }
  const std::vector<syntax::Cursor>& nodes() const { return nodes_; }

  // The layers of one key; empty when no layer has it, or the strongest one that has it says
  // `null`.
  Layers Get(std::string_view key) const {
    Layers out;
    for (const syntax::Cursor& map : nodes_) {
      if (!map.is_map()) continue;
      for (syntax::Cursor k = map.first(); k.valid(); k = k.next().next()) {
        if (k.text() == key) out.PushValueOf(k);
      }
    }
    return out;
  }

  struct Entry;
  // All keys of all layers that are not removed, sorted, each once, with their layers: as `Get` of
  // each, without a walk for each.
  std::vector<Entry> Entries() const;

  // What a message about something missing points at: the key that holds this value, or the
  // object's `name`.
  Span anchor() const { return anchor_; }
  void set_anchor(Span anchor) { anchor_ = anchor; }

 private:
  void PushValueOf(const syntax::Cursor& key) {
    const syntax::Cursor value = key.next();
    anchor_ = key.span();
    if (value.is_null() && value.style() == syntax::Style::kPlain) {
      nodes_.clear();
    } else {
      Push(value);
    }
  }

  std::vector<syntax::Cursor> nodes_;
  Span anchor_;
};

struct Layers::Entry {
  syntax::Cursor key;  // in the weakest layer that has it
  Layers layers;
};

}  // namespace writ::spec
