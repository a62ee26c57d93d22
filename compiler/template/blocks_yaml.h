// Which lines of YAML in blocks may follow each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "template/members.h"

namespace writ::tmpl {

// The blocks of YAML that are open, between two lines.
struct YamlBlocks {
  struct Block {
    int column = 0;
    bool list = false;
    Members members;
  };
  // What the last node lets follow it.
  enum class After : uint8_t {
    kStart,  // anything: the document has nothing yet
    kEmpty,  // a deeper block, or nothing: a key or dash without a value
    kPlain,  // deeper lines: a text without quotes
    kWhole,  // nothing deeper
  };
  std::vector<Block> blocks;
  After after = After::kStart;
  int text = kNone;     // column of the parent of an open block text
  int text_at = kNone;  // column of the lines of that text; kNone before its first
  char quote = 0;       // of a text over several lines
  Frames flow;          // the maps of an open bracket
  Members unanchored;   // names of aliases in the template whose anchor some way here lacks
  bool began = false;

  std::optional<Problem> Line(const LineView& view);
  std::optional<Problem> End() const { return std::nullopt; }
  std::string Shape() const;
  template <class Each>
  void ForMembers(Each each) {
    for (Block& block : blocks) each(block.members);
    flow.ForMembers(each);
    each(unanchored);
  }

  static constexpr int kNone = -2;

 private:
  void Begin(const LineView& view);
  std::optional<Problem> Properties(const LineView& view, size_t begin, size_t end);
  std::optional<Problem> Alias(const LineView& view, size_t at) const;
  std::optional<Problem> Text(const LineView& view, int column);
  std::optional<Problem> Place(const LineView& view, int column, bool list);
  std::optional<Problem> Node(const LineView& view, size_t at);
  std::optional<Problem> Entry(const LineView& view, size_t at, size_t end);
  std::optional<Problem> Value(const LineView& view, size_t at, int parent);
  std::optional<Problem> Rest(const LineView& view, size_t at);
  void CloseDeeper(int column, bool list);
};

// The front matter of Markdown.
struct FrontMatter {
  bool started = false;
  bool inside = false;
  YamlBlocks yaml;

  std::optional<Problem> Line(const LineView& view);
  std::optional<Problem> End() const { return std::nullopt; }
  std::string Shape() const { return inside ? yaml.Shape() : started ? "text" : "start"; }
  template <class Each>
  void ForMembers(Each each) {
    yaml.ForMembers(each);
  }
};

}  // namespace writ::tmpl
