// YAML: blocks line by line, flows and quotes across them. Markdown's front matter is read by it
// too.
#pragma once

#include <string>

#include "readback/reader.h"

namespace writ::readback {

class YamlReader : public Reader {
 public:
  using Reader::Reader;

 private:
  // What is next where neither quote nor bracket is open.
  enum class Mode : uint8_t { kLineStart, kNode, kPlain, kBehind };
  static constexpr int kNone = -2;

  void Step() override;
  void Prepare() override;
  Problem ReadHole(const hole::Place& place, Extent& in, How& how) override;
  Problem AtEnd() override;
  std::string_view Nesting() override;

  bool Inside(char what) const { return !open_.empty() && open_.back() == what; }
  int Column() const { return static_cast<int>(node_ - line_); }
  void LineStart();
  void NodeStep();
  void PlainStep();
  void Behind();
  void QuoteStep();
  void FlowStep();
  void NextLine();
  void Comment();
  void Key();
  bool IsHeader() const;
  bool StartsNode() const;
  Problem Value(Extent& in);
  Problem Raw(Extent& in);
  Problem OneLine(Extent& in);
  bool JoinsBlockText(size_t end) const;

  Mode mode_ = Mode::kLineStart;
  size_t line_ = 0;         // where the line starts
  size_t node_ = 0;         // where the node starts that is being read
  int parent_ = -1;         // column of the key or dash before it on its line
  bool after_key_ = false;  // it was a key
  int scalar_ = kNone;      // column of the key or dash of an open block text
  std::string nesting_;
};

}  // namespace writ::readback
