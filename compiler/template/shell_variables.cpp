#include "template/shell_variables.h"

#include <algorithm>
#include <set>

namespace writ::tmpl {

void ShellVariables::Add(const std::vector<ShellVariable>& variables,
                         const std::vector<uint32_t>& holes, const Span& line) {
  for (const ShellVariable& variable : variables) {
    switch (variable.does) {
      case ShellVariable::Does::kGets:
        if (variable.place < holes.size()) gets_.push_back({variable.name, holes[variable.place]});
        break;
      case ShellVariable::Does::kCopies:
        copies_.push_back({variable.name, variable.from});
        break;
      case ShellVariable::Does::kEvaluated:
        if (UseOf(variable.name) == nullptr) uses_.push_back({variable.name, line});
        break;
    }
  }
}

const ShellVariables::Use* ShellVariables::UseOf(const std::string& name) const {
  const auto use =
      std::find_if(uses_.begin(), uses_.end(), [&](const Use& each) { return each.name == name; });
  return use == uses_.end() ? nullptr : &*use;
}

std::vector<ShellVariables::Evaluation> ShellVariables::Evaluated() const {
  std::vector<Evaluation> found;
  for (const Gets& gets : gets_) {
    std::set<std::string> reached = {gets.name};
    std::vector<std::string> waiting = {gets.name};
    while (!waiting.empty()) {
      const std::string name = std::move(waiting.back());
      waiting.pop_back();
      if (const Use* use = UseOf(name)) {
        found.push_back({gets.hole, name, use->line});
        break;
      }
      for (const Copies& copies : copies_) {
        if (copies.from == name && reached.insert(copies.name).second)
          waiting.push_back(copies.name);
      }
    }
  }
  return found;
}

}  // namespace writ::tmpl
