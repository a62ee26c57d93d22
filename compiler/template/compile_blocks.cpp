#include <algorithm>

#include "base/edit_distance.h"
#include "template/compile.h"

namespace writ::tmpl {

using diag::Code;
using value::Kind;

namespace {

bool Matches(Kind kind, const Literal& literal) {
  if (std::holds_alternative<bool>(literal)) return kind == Kind::kBool;
  if (std::holds_alternative<int64_t>(literal)) return kind == Kind::kInteger;
  return kind == Kind::kText;
}

// How much of a program there is, to go back to.
struct Size {
  size_t texts, code, lines, holes, tests, loops;
  uint32_t slots;
};

Size SizeOf(const Program& program) {
  return {program.texts.size(), program.code.size(),  program.lines.size(), program.holes.size(),
          program.tests.size(), program.loops.size(), program.slots};
}

void Shrink(Program& program, const Size& size) {
  program.texts.resize(size.texts);
  program.code.resize(size.code);
  program.lines.resize(size.lines);
  program.holes.resize(size.holes);
  program.tests.resize(size.tests);
  program.loops.resize(size.loops);
  program.slots = size.slots;
}

std::vector<PathKey> With(std::vector<PathKey> keys, const PathKey& key, bool add) {
  if (add) keys.push_back(key);
  return keys;
}

}  // namespace

// Two ways lead to the same line: both must leave the scanner in one state.
void Compiler::Meet(const ScanState& other, const Node& node, std::string_view what) {
  if (broken_ || Join(state_, other)) return;
  Span line = node.span;
  line.begin += static_cast<uint32_t>(node.indent.size());
  auto report = Fail(Code::E0616, line, "{}", what);
  const std::string mine = StillOpen(state_);
  const std::string theirs = StillOpen(other);
  if (mine != theirs)
    report.Note("one way ends inside {}, the other inside {}", mine.empty() ? "nothing" : mine,
                theirs.empty() ? "nothing" : theirs);
  if (program_.language == Language::kJson)
    report.Note("end each element or member with a comma; the last one is dropped by itself");
  broken_ = true;
}

// Lines that may be left out or repeated stand between elements, never within one.
void Compiler::Separate(const Node& node) {
  if (broken_ || failed_ || Separated(state_)) return;
  Span line = node.span;
  line.begin += static_cast<uint32_t>(node.indent.size());
  auto report = Fail(Code::E0616, line, "this block begins or ends inside an element");
  if (program_.language == Language::kYaml) {
    report.Note("write the list or map around it in block style, an element a line");
  } else {
    report.Note("end the element before it, and the last one in it, with a comma");
  }
  broken_ = true;
}

// Counts the blocks of a template.
bool Compiler::SpendBlock(const Node& node) {
  if (program_.tests.size() + program_.loops.size() < kMostBlocks) return true;
  if (!broken_)
    Fail(Code::E0620, node.span, "the template, with what it includes, has more than {} blocks",
         kMostBlocks);
  broken_ = true;
  return false;
}

bool Compiler::CheckCondition(const Condition& condition, const Resolved& found) {
  const bool compares =
      condition.test == Condition::Test::kEqual || condition.test == Condition::Test::kNotEqual;
  const value::Type* type = found.type;
  if (!compares) {
    const Kind kind = type->kind;
    if (kind == Kind::kBool || kind == Kind::kOptional || kind == Kind::kList ||
        kind == Kind::kMap) {
      return true;
    }
    auto report = Fail(Code::E0607, condition.path.span, "`{}` is no condition: it is {}",
                       PathText(condition.path), Describe(type));
    if (kind == Kind::kText || kind == Kind::kInteger)
      report.Note("compare it: `@if {} == ...`", PathText(condition.path));
    return false;
  }
  while (type->kind == Kind::kOptional) type = type->element();
  if (Matches(type->kind, condition.literal)) return MayBe(condition, found);
  Fail(Code::E0607, condition.literal_span, "`{}` is {}, which never equals this",
       PathText(condition.path), Describe(type))
      .Note("a text, an integer or a bool can be compared with a literal of its kind");
  return false;
}

// Whether a text may be what it is compared with, as far as that is known.
bool Compiler::MayBe(const Condition& condition, const Resolved& found) {
  const value::Member* member = found.access.member();
  const auto* text = std::get_if<std::string_view>(&condition.literal);
  if (member == nullptr || text == nullptr || member->values.empty()) return true;
  const auto& values = member->values;
  if (std::find(values.begin(), values.end(), *text) != values.end()) return true;
  auto report = Fail(Code::E0607, condition.literal_span, "`{}` is never \"{}\"",
                     PathText(condition.path), *text);
  const std::string_view near = NearestOrWhole(*text, values);
  if (!near.empty()) report.Here("did you mean \"{}\"?", near);
  report.Note("it is one of: {}", fmt::join(values, ", "));
  return false;
}

std::optional<Test> Compiler::TestOf(const Condition& condition, Resolved& found) {
  std::optional<Resolved> resolved = scope_.Resolve(condition.path, true, request_.sink);
  if (!resolved) {
    failed_ = true;
    return std::nullopt;
  }
  found = std::move(*resolved);
  if (!CheckCondition(condition, found)) return std::nullopt;
  Test test;
  test.access = found.access;
  test.type = found.type;
  test.negated =
      condition.test == Condition::Test::kNot || condition.test == Condition::Test::kNotEqual;
  test.compares =
      condition.test == Condition::Test::kEqual || condition.test == Condition::Test::kNotEqual;
  if (const bool* boolean = std::get_if<bool>(&condition.literal)) {
    test.literal = *boolean;
  } else if (const int64_t* number = std::get_if<int64_t>(&condition.literal)) {
    test.literal = *number;
  } else {
    test.literal = std::string(std::get<std::string_view>(condition.literal));
  }
  return test;
}

void Compiler::If(const Node& node, const std::string& indent, std::vector<source::FileId>& open) {
  Resolved found;
  std::optional<Test> test = TestOf(node.condition, found);
  if (!test) return;  // what is inside may depend on it
  if (!SpendBlock(node)) return;
  // The way on which the test holds (or the other one, if it is negated) has all the optionals.
  const std::vector<PathKey> present =
      With(found.optionals, found.key, found.type->kind == Kind::kOptional);
  const bool negated = test->negated;
  const uint32_t unless = Emit(Op::kUnless, static_cast<uint32_t>(program_.tests.size()));
  program_.tests.push_back(std::move(*test));
  Separate(node);
  const ScanState start = state_;
  const size_t guards = scope_.guards();
  if (!negated) scope_.Guard(present);
  Nodes(node.body, indent, open);
  scope_.Unguard(guards);
  Separate(node);
  if (!node.has_else) {
    program_.code[unless].b = Here();
    Meet(start, node, "with and without this block the lines below would be read differently");
    return;
  }
  const uint32_t jump = Emit(Op::kJump);
  program_.code[unless].b = Here();
  const ScanState after_body = state_;
  state_ = start;
  if (negated) scope_.Guard(present);
  if (!broken_) Nodes(node.otherwise, indent, open);
  scope_.Unguard(guards);
  Separate(node);
  program_.code[jump].b = Here();
  Meet(after_body, node, "the two branches leave the lines below in different states");
}

void Compiler::For(const Node& node, const std::string& indent, std::vector<source::FileId>& open) {
  std::optional<Resolved> found = scope_.Resolve(node.list, true, request_.sink);
  if (!found) {
    failed_ = true;
    return;
  }
  std::vector<PathKey> present =
      With(found->optionals, found->key, found->type->kind == Kind::kOptional);
  while (found->type->kind == Kind::kOptional) {
    found->access.steps.push_back({nullptr, found->type, nullptr});
    found->type = found->type->element();
  }
  const Kind kind = found->type->kind;
  const bool pairs = node.names.size() == 2;
  if ((kind != Kind::kList && kind != Kind::kMap) || pairs != (kind == Kind::kMap)) {
    auto report =
        Fail(Code::E0608, node.list.span, "`{}` is {}", PathText(node.list), Describe(found->type));
    if (kind == Kind::kMap) report.Note("a map is walked with two names: `@for key, value in ...`");
    if (kind == Kind::kList) report.Note("a list is walked with one name: `@for item in ...`");
    return;
  }
  Loop loop;
  loop.access = std::move(found->access);
  loop.type = found->type;
  loop.value_slot = program_.slots++;
  if (pairs) loop.key_slot = program_.slots++;

  const size_t variables = scope_.variables();
  const size_t guards = scope_.guards();
  bool declared =
      scope_.Declare(node.names.back(), loop.type->element(), loop.value_slot, request_.sink);
  if (pairs && declared)
    declared =
        scope_.Declare(node.names[0], value::TypeOf<value::Text>(), loop.key_slot, request_.sink);
  if (!declared) failed_ = true;
  scope_.Guard(present);
  if (declared) Body(node, loop, indent, open);
  scope_.Forget(variables);
  scope_.Unguard(guards);
}

void Compiler::Body(const Node& node, const Loop& loop, const std::string& indent,
                    std::vector<source::FileId>& open) {
  if (!SpendBlock(node)) return;
  Separate(node);
  const ScanState before = state_;
  const Size saved = SizeOf(program_);
  const auto index = static_cast<uint32_t>(program_.loops.size());
  uint32_t start = 0;
  // A body that ends in a YAML block text is read again, as it is after its own end.
  for (int round = 0; round < 2; ++round) {
    const ScanState begin = state_;
    program_.loops.push_back(loop);
    start = Emit(Op::kFor, index);
    Nodes(node.body, indent, open);
    Separate(node);
    Emit(Op::kNext, index, start + 1);
    Meet(begin, node, "the body of this loop does not end as it starts");
    if (round == 1 || broken_ || failed_ || state_ == begin) break;
    const ScanState joined = state_;
    Shrink(program_, saved);
    state_ = joined;
  }
  if (!node.has_else) {
    program_.code[start].b = Here();
    Meet(before, node, "the body of this loop does not end as it starts");
    return;
  }
  const uint32_t jump = Emit(Op::kJump);
  program_.code[start].b = Here();
  const ScanState after_body = state_;
  state_ = before;
  if (!broken_) Nodes(node.otherwise, indent, open);
  Separate(node);
  program_.code[jump].b = Here();
  Meet(after_body, node, "the two branches leave the lines below in different states");
}

void Compiler::Include(const Node& node, const std::string& indent,
                       std::vector<source::FileId>& open) {
  const source::FileId file =
      request_.include ? request_.include(node.file.text) : source::FileId{};
  if (!file.valid()) {
    Fail(Code::E0609, node.file.span, "there is no template `{}`", node.file.text)
        .Note("the path is relative to the target's folder");
    return;
  }
  if (LanguageOf(request_.sources.Path(file)) != program_.language) {
    Fail(Code::E0609, node.file.span, "`{}` is written in another language", node.file.text)
        .Note("a template includes only templates of its own language");
    return;
  }
  if (std::find(open.begin(), open.end(), file) != open.end()) {
    Fail(Code::E0610, node.file.span, "`{}` includes itself", node.file.text);
    return;
  }
  const std::string deeper = indent + std::string(node.indent);
  File(file, deeper, open);
}

}  // namespace writ::tmpl
