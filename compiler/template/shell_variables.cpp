#include "template/shell_variables.h"

#include <algorithm>
#include <set>
#include <utility>

namespace writ::tmpl {

size_t ShellExpansions::EndOfName(size_t at) const {
  while (at < line_.size() && IsWordChar(line_[at])) ++at;
  return at;
}

void ShellExpansions::Evaluated(std::string_view name) {
  out_.push_back({ShellVariable::Does::kEvaluated, std::string(name), {}, 0});
}

void ShellExpansions::Expansion(size_t at, bool evaluates, ShellWords& words) {
  const bool braces = CharAt(line_, at + 1) == '{';
  size_t begin = at + (braces ? 2 : 1);
  const bool indirect = braces && CharAt(line_, begin) == '!';
  if (indirect) ++begin;
  const size_t end = EndOfName(begin);
  if (end == begin) return;
  const std::string_view name = line_.substr(begin, end - begin);
  const bool prompt = braces && line_.substr(end, 2) == "@P";
  names_.push_back(name);
  const bool again = !words.Of(at, kFirst + names_.size() - 1).empty();
  if (indirect || prompt || evaluates || again) Evaluated(name);
  if (std::string target = words.Target(at); !target.empty())
    out_.push_back({ShellVariable::Does::kCopies, std::move(target), std::string(name), 0});
}

size_t ShellExpansions::Bare(size_t at) {
  const size_t end = EndOfName(at);
  Evaluated(line_.substr(at, end - at));
  return end;
}

void ShellExpansions::Hole(std::string target, size_t place) {
  if (target.empty()) return;
  if (IsEvaluatedByBash(target)) Evaluated(target);
  out_.push_back({ShellVariable::Does::kGets, std::move(target), {}, place});
}

bool ShellExpansions::IsEvaluated(size_t number) {
  if (number < kFirst) return false;
  Evaluated(names_[number - kFirst]);
  return true;
}

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
