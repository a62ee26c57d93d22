// Which holes of a shell script give their text to a variable that bash evaluates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "template/scan.h"

namespace writ::tmpl {

// Notes what one line does with variables.
class ShellExpansions {
 public:
  ShellExpansions(std::string_view line, std::vector<ShellVariable>& out)
      : line_(line), out_(out) {}

  // `$name` or `${name` at `at`. `evaluates`: it stands where bash evaluates all that it finds.
  void Expansion(size_t at, bool evaluates, ShellWords& words);
  // A name that stands alone where bash evaluates names; gives its end.
  size_t Bare(size_t at);
  // A hole that is place number `place`, given to `target`, if any.
  void Hole(std::string target, size_t place);
  // Whether `number`, which ShellWords::EndLine gave, is that of an expansion instead of a place;
  // its variable is evaluated then.
  bool IsEvaluated(size_t number);

 private:
  static constexpr size_t kFirst = size_t{1} << 32U;  // above the numbers of places

  size_t EndOfName(size_t at) const;
  void Evaluated(std::string_view name);

  std::string_view line_;
  std::vector<ShellVariable>& out_;
  std::vector<std::string_view> names_;  // of the expansions so far
};

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
