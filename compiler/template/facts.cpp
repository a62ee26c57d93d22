#include "template/facts.h"

#include <algorithm>

namespace writ::tmpl {

Questions::Questions(const Program& program)
    : of_test_(program.tests.size()), of_loop_(program.loops.size()) {
  FindSlots(program);
  for (uint32_t at = 0; at < program.code.size(); ++at) {
    const Instruction& step = program.code[at];
    if (step.op == Op::kUnless) {
      const Test& test = program.tests[step.a];
      of_test_[step.a] = Find({test.access, test.compares, test.literal, 0, 0});
      Ask(of_test_[step.a], at);
    } else if (step.op == Op::kFor) {
      of_loop_[step.a] = Find({program.loops[step.a].access, false, {}, 0, 0});
      Ask(of_loop_[step.a], at);
    }
  }
}

void Questions::FindSlots(const Program& program) {
  slots_.resize(program.loops.size());
  ranges_.resize(program.loops.size());
  for (uint32_t at = 0; at < program.code.size(); ++at) {
    const Instruction& step = program.code[at];
    if (step.op == Op::kFor) ranges_[step.a].first = at;
    if (step.op == Op::kNext) ranges_[step.a].second = at;
  }
  for (size_t i = 0; i < program.loops.size(); ++i) {
    const Loop& loop = program.loops[i];
    Members::Slots& slots = slots_[i];
    slots.own = loop.value_slot;
    slots.inner = slots.end = std::max(loop.value_slot, loop.key_slot) + 1;
    for (size_t other = 0; other < program.loops.size(); ++other) {
      if (ranges_[other].first <= ranges_[i].first || ranges_[other].first >= ranges_[i].second)
        continue;
      const Loop& inner = program.loops[other];
      slots.end = std::max(slots.end, std::max(inner.value_slot, inner.key_slot) + 1);
    }
  }
}

uint32_t Questions::Find(Question question) {
  const auto known = std::find_if(questions_.begin(), questions_.end(), [&](const Question& other) {
    return other.compares == question.compares && other.literal == question.literal &&
           SameAccess(other.access, question.access);
  });
  if (known != questions_.end()) return static_cast<uint32_t>(known - questions_.begin());
  questions_.push_back(std::move(question));
  return static_cast<uint32_t>(questions_.size() - 1);
}

// A question in a loop is asked until the loop ends, unless it is about the loop's own variables.
void Questions::Ask(uint32_t question, uint32_t at) {
  Question& asked = questions_[question];
  ++asked.asked;
  asked.last = std::max(asked.last, at);
  for (size_t i = 0; i < ranges_.size(); ++i) {
    const bool inside = ranges_[i].first < at && at < ranges_[i].second;
    const bool own = asked.access.slot >= slots_[i].own && asked.access.slot < slots_[i].end;
    if (inside && !own) asked.last = std::max(asked.last, ranges_[i].second);
  }
}

bool Questions::IsFilled(const Loop& loop) const {
  const value::Member* member = loop.access.member();
  if (member == nullptr || (member->traits & value::kFilled) == 0) return false;
  return std::none_of(loop.access.steps.begin(), loop.access.steps.end(),
                      [](const Step& step) { return step.optional != nullptr; });
}

bool Questions::Learn(uint32_t question, bool answer, uint32_t at, Facts& facts) const {
  const Question& asked = questions_[question];
  for (const auto& [known, holds] : facts) {
    if (known == question) return holds == answer;
    const Question& other = questions_[known];
    const bool excludes = answer && holds && asked.compares && other.compares &&
                          SameAccess(asked.access, other.access);
    if (excludes) return false;  // it equals another literal
  }
  const bool related = std::count_if(questions_.begin(), questions_.end(), [&](const Question& q) {
                         return SameAccess(q.access, asked.access);
                       }) > 1;
  if (asked.asked > 1 || related) {
    facts.emplace_back(question, answer);
    std::sort(facts.begin(), facts.end());
  }
  DropUnasked(at, facts);
  return true;
}

void Questions::Forget(const Members::Slots& slots, Facts& facts) const {
  std::erase_if(facts, [&](const auto& fact) {
    const uint32_t slot = questions_[fact.first].access.slot;
    return slot >= slots.own && slot < slots.end;
  });
}

void Questions::DropUnasked(uint32_t at, Facts& facts) const {
  std::erase_if(facts, [&](const auto& fact) {
    const Question& known = questions_[fact.first];
    uint32_t last = known.last;
    for (const Question& other : questions_) {
      if (SameAccess(other.access, known.access)) last = std::max(last, other.last);
    }
    return last < at;
  });
}

}  // namespace writ::tmpl
