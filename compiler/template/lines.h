// Lines of an output: blank lines and JSON's commas wait for the next real line.
#pragma once

#include <string>
#include <vector>

#include "template/program.h"

namespace writ::tmpl {

class Lines {
 public:
  Lines(Rendered& out, bool record) : out_(out), record_(record) {}

  void Begin(const LineCode& line);
  void End(bool comma);
  void Blanks(uint32_t count, bool text);
  void Finish();  // ends the last line

 private:
  Rendered& out_;
  bool record_;
  bool any_ = false;     // a line was printed
  bool opens_ = false;   // the last one ends with an opener
  bool comma_ = false;   // it has a comma that waits
  uint32_t blanks_ = 0;  // blank lines that wait
  size_t begin_ = 0;     // of the current line
  Span span_;
};

}  // namespace writ::tmpl
