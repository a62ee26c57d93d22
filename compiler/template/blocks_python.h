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
  // A function that uses names before it may say `global`.
  struct Function {
    size_t blocks = 0;  // that are open around its statements, with its own
    Members used;
  };
  // What stands before the statements, of which only some may stand before `from __future__`.
  enum class Start : char { kNothing = '0', kText = 't', kFuture = 'f', kStatements = 's' };

  bool header = false;    // a block must follow
  bool declares = false;  // the template says `global` or `nonlocal` somewhere
  Start start = Start::kNothing;
  std::string brackets;  // a character for each open one; see blocks_python.cpp
  std::vector<Function> functions;
  Frames frames;

  std::optional<Problem> Line(const LineView& view);
  std::optional<Problem> End() const;
  std::string Shape() const;
  template <class Each>
  void ForMembers(Each each) {
    frames.ForMembers(each);
    for (Function& function : functions) each(function.used);
  }

 private:
  std::optional<Problem> Statement(const LineView& view, int column, std::string_view word);
  std::optional<Problem> AtStart(const LineView& view, std::string_view word);
  std::optional<Problem> Brackets(const LineView& view);
  std::optional<Problem> Names(const LineView& view, std::string_view word);
};

}  // namespace writ::tmpl
