// Which holes of a shell script give their text to a variable that bash evaluates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "template/scan.h"

namespace writ::tmpl {

// Collects what the lines of one script do with its variables. The order of the lines does not
// count: a loop or a function may turn it round.
class ShellVariables {
 public:
  // `holes`: the numbers of the line's places, in order. `line` is where the template has it.
  void Add(const std::vector<ShellVariable>& variables, const std::vector<uint32_t>& holes,
           const Span& line);

  struct Evaluation {
    uint32_t hole = 0;
    std::string name;  // of the variable that is evaluated
    Span line;
  };
  // For each hole whose text reaches one: the first line that evaluates it.
  std::vector<Evaluation> Evaluated() const;

 private:
  struct Gets {
    std::string name;
    uint32_t hole = 0;
  };
  struct Copies {
    std::string name;
    std::string from;
  };
  struct Use {
    std::string name;
    Span line;
  };
  const Use* UseOf(const std::string& name) const;

  std::vector<Gets> gets_;
  std::vector<Copies> copies_;
  std::vector<Use> uses_;
};

}  // namespace writ::tmpl
