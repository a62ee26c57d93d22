// Every hostile text in every hole of every built-in template: it reads back, or it is refused at
// the line of the spec that holds it. No spec is needed: the programs of the templates are steered
// so that each hole is reached, whatever conditions and loops stand around it.
#include <catch2/catch.hpp>
#include <cstdio>
#include <set>

#include "../spread.h"
#include "rendered.h"
#include "target/target.h"
#include "template/program.h"

namespace writ::readback::testing {
namespace {

using tmpl::Instruction;
using tmpl::Op;

const Span kSpecLine{{12345}, 6, 7};

// What all holes but one print, and what loops walk.
struct Plain {
  value::Text text = std::string("name_1");
  value::Integer number = int64_t{7};
  value::Bool yes = true;
  value::Decimal ratio = {"0.5", {}};
  value::Reference address = {"thing_name", {}};
  std::vector<value::Text> list = {value::Text(std::string("name_1"))};
  std::vector<value::Reference> addresses = {address};
  value::Map<value::Text> map = {{{value::Text(std::string("key")), text}}};
};

const Plain kPlain;
const void* hostile = nullptr;  // what the hole under test prints

template <auto kMember>
const void* Get(const void*) {
  return &(kPlain.*kMember);
}
const void* GetHostile(const void*) { return hostile; }

tmpl::Access Constant(const void* (*get)(const void*)) { return {0, {{get, nullptr}}}; }

void UsePlain(tmpl::HoleCode& hole) {
  switch (hole.type->kind) {
    case value::Kind::kText:
      hole.access = Constant(&Get<&Plain::text>);
      break;
    case value::Kind::kInteger:
      hole.access = Constant(&Get<&Plain::number>);
      break;
    case value::Kind::kBool:
      hole.access = Constant(&Get<&Plain::yes>);
      break;
    case value::Kind::kDecimal:
      hole.access = Constant(&Get<&Plain::ratio>);
      break;
    case value::Kind::kReference:
      hole.access = Constant(&Get<&Plain::address>);
      break;
    case value::Kind::kList:
      hole.access = Constant(&Get<&Plain::list>);
      hole.type = value::TypeOf<std::vector<value::Text>>();
      break;
    default:
      hole.access = Constant(&Get<&Plain::map>);
      hole.type = value::TypeOf<value::Map<value::Text>>();
      break;
  }
}

// Where the else branch of the block at `at` ends; 0 if it has none.
uint32_t EndOfElse(const std::vector<Instruction>& code, uint32_t at) {
  const uint32_t behind = code[at].b;
  const Instruction& last = code[behind - 1];
  return last.op == Op::kJump && last.b > behind ? last.b : 0;
}

// Makes the program print the hole at instruction `target`, and every loop go round once.
void Steer(tmpl::Program& program, uint32_t target) {
  const std::vector<Instruction> code = program.code;
  for (uint32_t at = 0; at < code.size(); ++at) {
    const Instruction& step = code[at];
    if (step.op != Op::kUnless && step.op != Op::kFor) continue;
    const bool in_else = target >= step.b && target < EndOfElse(code, at);
    if (in_else) {
      program.code[at] = {Op::kJump, 0, step.b};
    } else if (step.op == Op::kUnless) {
      program.code[at] = {Op::kBlanks, 0, 0};  // does nothing
    } else {
      tmpl::Loop& loop = program.loops[step.a];
      const bool pairs = loop.key_slot != 0;
      loop.type = pairs ? value::TypeOf<value::Map<value::Text>>()
                        : value::TypeOf<std::vector<value::Text>>();
      loop.access = Constant(pairs ? &Get<&Plain::map> : &Get<&Plain::list>);
    }
  }
}

value::Any TextAny(const std::string& text) {
  value::Any any;
  any.kind = value::Any::Kind::kText;
  any.text = text;
  any.from = kSpecLine;
  return any;
}

// The hostile text, in the shape that a hole takes.
struct Hostile {
  value::Text text;
  value::Any list;
  value::Any map;

  explicit Hostile(const std::string& of) : text(of, kSpecLine) {
    list.kind = value::Any::Kind::kList;
    list.items = {TextAny(of), TextAny("plain"), TextAny(of)};
    list.from = map.from = kSpecLine;
    map.kind = value::Any::Kind::kMap;
    map.entries.push_back({"key", TextAny(of)});
    if (of != "key") map.entries.push_back({of, TextAny("value")});
  }
};

bool TakesTexts(const tmpl::HoleCode& hole) {
  return hole.type->kind == value::Kind::kText || hole.type->kind == value::Kind::kAny ||
         hole.type->kind == value::Kind::kMap || hole.type->kind == value::Kind::kRecord ||
         (hole.type->kind == value::Kind::kList &&
          hole.type->element()->kind != value::Kind::kReference);
}

void Use(tmpl::HoleCode& hole, const Hostile& values) {
  if (hole.type->kind == value::Kind::kText) {
    hostile = &values.text;
  } else {
    hostile = hole.type->kind == value::Kind::kList ? &values.list : &values.map;
  }
}

struct Tally {
  size_t templates = 0;
  size_t holes = 0;
  size_t pairs = 0;
  size_t read_back = 0;
  size_t refused = 0;
};

std::vector<std::string> Corpus() {
  std::vector<std::string> texts = HostileTexts();
  for (const std::string& text : HostileTexts()) texts.push_back("a" + text + "b");
  return texts;
}

void CheckPair(const tmpl::Template& steered, const hole::Spot* spot, Tally& tally) {
  ++tally.pairs;
  tmpl::Rendered out;
  diag::Sink sink;
  if (!tmpl::Render(steered, &kPlain, {}, out, sink)) {
    ++tally.refused;
    for (const diag::Diagnostic& item : sink.items()) {
      if (item.code != diag::Code::E0617 || item.span != kSpecLine)
        FAIL("not refused at the line of the spec: " << item.message);
    }
    return;
  }
  bool printed = false;
  std::vector<hole::Printed> holes = out.printed;
  for (size_t i = 0; i < holes.size(); ++i) {
    holes[i].begin = out.holes[i].begin;
    holes[i].end = out.holes[i].end;
    printed = printed || holes[i].spot == spot;
  }
  if (!printed) FAIL("the hole was not reached");
  const auto found = Check(steered.language(), out.text, holes);
  if (found) {
    FAIL(found->what << " at " << found->offset << " of:\n" << out.text);
  }
  ++tally.read_back;
}

void CheckHole(const tmpl::Template& original, uint32_t at,
               const std::vector<std::pair<std::string, Hostile>>& texts, Tally& tally) {
  auto program = std::make_unique<tmpl::Program>(*original.program());
  const uint32_t index = program->code[at].a;
  Steer(*program, at);
  for (uint32_t i = 0; i < program->holes.size(); ++i) {
    if (i != index) UsePlain(program->holes[i]);
  }
  tmpl::HoleCode& hole = program->holes[index];
  const value::Type* type = hole.type;
  hole.access = Constant(&GetHostile);
  const hole::Spot* spot = &hole;
  tmpl::HoleCode* code = &hole;
  const tmpl::Template steered(std::move(program));
  for (size_t i = tally.holes % kSpread; i < texts.size(); i += kSpread) {
    code->type = type;
    Use(*code, texts[i].second);
    if (type->kind != value::Kind::kText) code->type = value::TypeOf<value::Any>();
    CheckPair(steered, spot, tally);
  }
}

TEST_CASE("every hostile text in every hole of the built-in targets reads back or is refused") {
  const MemoryFs fs;
  spec::Workspace workspace;
  for (const target::Available& built_in : target::List(fs, {}))
    workspace.targets.push_back({spec::Name{built_in.name}, {}});
  source::SourceManager sources;
  diag::Sink sink;
  const std::vector<target::Target> targets = target::Load(fs, workspace, {}, sources, sink);
  REQUIRE(sink.empty());
  REQUIRE(targets.size() >= 5);
  std::vector<std::pair<std::string, Hostile>> texts;
  for (const std::string& text : Corpus()) texts.emplace_back(text, Hostile(text));
  Tally tally;
  std::set<const tmpl::Template*> seen;
  for (const target::Target& target : targets) {
    for (const target::OutputRule& rule : target.rules) {
      if (!seen.insert(rule.text.get()).second) continue;
      ++tally.templates;
      INFO(target.name << ", " << sources.Path(rule.declared.file));
      const tmpl::Program& program = *rule.text->program();
      for (uint32_t at = 0; at < program.code.size(); ++at) {
        if (program.code[at].op != Op::kHole || !TakesTexts(program.holes[program.code[at].a]))
          continue;
        ++tally.holes;
        CheckHole(*rule.text, at, texts, tally);
      }
    }
  }
  std::printf(
      "counted: built-in targets: %zu templates, %zu holes for texts, %zu texts: %zu pairs, %zu "
      "read back, "
      "%zu refused\n",
      tally.templates, tally.holes, texts.size(), tally.pairs, tally.read_back, tally.refused);
  CHECK(tally.pairs >= tally.holes * (texts.size() / kSpread));
  CHECK(tally.pairs == tally.read_back + tally.refused);
  CHECK(tally.holes > 200);
  CHECK(tally.read_back > tally.refused);
}

}  // namespace
}  // namespace writ::readback::testing
