// What is known of conditions on one way through a template.
#pragma once

#include <utility>
#include <vector>

#include "template/members.h"

namespace writ::tmpl {

// Questions and their answers, sorted.
using Facts = std::vector<std::pair<uint32_t, bool>>;

// The questions that conditions and loops ask of the data; equal ones have one number.
class Questions {
 public:
  explicit Questions(const Program& program);

  uint32_t OfTest(uint32_t test) const { return of_test_[test]; }
  uint32_t OfLoop(uint32_t loop) const { return of_loop_[loop]; }
  Members::Slots SlotsOf(uint32_t loop) const { return slots_[loop]; }
  // Whether the loop goes round at least once, whatever the data is.
  bool IsFilled(const Loop& loop) const;

  // False if the facts say otherwise. Keeps the answer if the question is asked elsewhere.
  bool Learn(uint32_t question, bool answer, uint32_t at, Facts& facts) const;
  // Answers about the variables of a loop end with its round.
  void Forget(const Members::Slots& slots, Facts& facts) const;
  // Answers to what is not asked from `at` on.
  void DropUnasked(uint32_t at, Facts& facts) const;

 private:
  struct Question {
    Access access;
    bool compares = false;
    std::variant<bool, int64_t, std::string> literal;
    uint32_t last = 0;  // where it is asked last, in Program::code
    uint32_t asked = 0;
  };
  uint32_t Find(Question question);
  void Ask(uint32_t question, uint32_t at);
  void FindSlots(const Program& program);

  std::vector<Question> questions_;
  std::vector<uint32_t> of_test_;
  std::vector<uint32_t> of_loop_;
  std::vector<Members::Slots> slots_;
  std::vector<std::pair<uint32_t, uint32_t>> ranges_;  // of loops, in Program::code
};

}  // namespace writ::tmpl
