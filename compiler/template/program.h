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
};

// A way from a variable to a value.
struct Access {
  uint32_t slot = 0;  // 0 is the root
  std::vector<Step> steps;
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
  bool in_text = false;  // blank lines before it are text
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
