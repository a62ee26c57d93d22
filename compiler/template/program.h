// A compiled template: instructions in a row, and the tables they point into.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "template/inner.h"
#include "template/scan.h"
#include "template/template.h"

namespace writ::tmpl {

// One step from a value into what it holds: a member of a record, or the content of an optional.
struct Step {
  const void* (*get)(const void*) = nullptr;
  const value::Type* optional = nullptr;
  const value::Member* member = nullptr;  // of a record; what `get` reads
};

// A way from a variable to a value.
struct Access {
  uint32_t slot = 0;  // 0 is the root
  std::vector<Step> steps;

  // The member that the way ends at, whether or not it is optional; null for a variable itself.
  const value::Member* member() const {
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      if (step->member != nullptr) return step->member;
    }
    return nullptr;
  }
};

struct HoleCode : hole::Spot {
  Access access;
  const value::Type* type = nullptr;
  Span from;  // the hole's path, for messages
};

struct Test {
  Access access;
  const value::Type* type = nullptr;
  bool compares = false;
  bool negated = false;
  std::variant<bool, int64_t, std::string> literal;
};

struct Loop {
  Access access;
  const value::Type* type = nullptr;  // a list or map
  uint32_t value_slot = 0;
  uint32_t key_slot = 0;  // 0: none
};

struct LineCode {
  Span span;
  bool opens = false;
  bool closes = false;
  bool in_text = false;    // blank lines before it are text
  bool continues = false;  // starts inside what an earlier line has begun
  std::string text{};      // of the template, holes as kHoleMark
  std::vector<Mark> marks{};
  std::vector<TextPart> texts{};
  std::vector<ShellVariable> variables{};
  uint32_t first_hole = 0;  // in Program::holes
  uint32_t indent = 0;      // bytes of `span` before its text
};

enum class Op : uint8_t {
  kLine,     // a: line
  kText,     // a, b: range of `texts`
  kHole,     // a: hole
  kEndLine,  // a: 1 if a JSON comma is pending
  kBlanks,   // a: count; b: 1 if they are text
  kUnless,   // a: test; jump to b if it does not hold
  kJump,     // b
  kFor,      // a: loop; jump to b if there is nothing
  kNext,     // a: loop; jump to b if there is more
};

struct Instruction {
  Op op = Op::kLine;
  uint32_t a = 0;
  uint32_t b = 0;
};

struct Program {
  Language language = Language::kPlain;
  bool path = false;  // one text without line ends
  const value::Type* root = nullptr;
  std::string texts;
  std::vector<Instruction> code;
  std::vector<LineCode> lines;
  std::vector<HoleCode> holes;
  std::vector<Test> tests;
  std::vector<Loop> loops;
  uint32_t slots = 1;
};

}  // namespace writ::tmpl
