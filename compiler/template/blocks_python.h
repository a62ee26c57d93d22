// Which statements of Python may follow each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "template/members.h"

namespace writ::tmpl {

// The blocks of Python that are open, between two lines.
struct PythonBlocks {
  struct Block {
    int column = 0;
    char last = 0;  // what the last statement lets follow; see blocks_python.cpp
  };
  std::vector<Block> blocks;
  bool header = false;  // a block must follow
  Frames frames;

  std::optional<Problem> Line(const LineView& view);
  std::optional<Problem> End() const;
  std::string Shape() const;
  template <class Each>
  void ForMembers(Each each) {
    frames.ForMembers(each);
  }

 private:
  std::optional<Problem> Statement(const LineView& view, int column, std::string_view word);
};

}  // namespace writ::tmpl
