#include <fmt/format.h>

#include <vector>

#include "base/check.h"
#include "template/accept.h"
#include "template/align_hcl.h"
#include "template/lines.h"
#include "template/neutral.h"
#include "template/program.h"

namespace writ::tmpl {
namespace {

using diag::Code;
using value::Kind;

constexpr size_t kShown = 48;  // bytes of a refused value that a message shows

// A value for a message: one line, nothing invisible, not too long.
std::string Shown(std::string_view text) {
  std::string out;
  encode::ForRunes(text, [&](encode::Rune rune, std::string_view bytes) {
    if (out.size() > kShown) return;
    if (rune.size == 0) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(bytes[0]));
    } else if (rune.value == '\n') {
      out += "\\n";
    } else if (encode::IsControl(rune.value) || encode::IsInvisible(rune.value)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<uint32_t>(rune.value));
    } else {
      out += bytes;
    }
  });
  if (out.size() > kShown) out += "...";
  return out;
}

// What decides about conditions and loops, and what holes print.
enum class Mode : uint8_t {
  kData,
  kNeutralValues,  // the data decides, holes print neutral values
  kThen,           // without data: conditions hold, loops go round once
  kElse,           // without data: no condition holds, loops have nothing
};

// A value of the kind of `type` that every place can hold which can hold such a kind.
value::Ref Neutral(const value::Type* type) {
  static const value::Bool kBool(true);
  static const value::Integer kInteger(int64_t{1});
  static const value::Decimal kDecimal{"0.5", {}};
  static const value::Text kText(std::string("x"));
  static const value::Reference kReference{"x", {}};
  static const std::vector<value::Text> kList = {kText};
  static const value::Map<value::Text> kMap = {{{kText, kText}}};
  while (type->kind == Kind::kOptional) type = type->element();
  switch (type->kind) {
    case Kind::kBool:
      return value::RefTo(kBool);
    case Kind::kInteger:
      return value::RefTo(kInteger);
    case Kind::kDecimal:
      return value::RefTo(kDecimal);
    case Kind::kReference:
      return value::RefTo(kReference);
    case Kind::kList:
      return value::RefTo(kList);
    case Kind::kMap:
    case Kind::kRecord:
      return value::RefTo(kMap);
    default:
      return value::RefTo(kText);
  }
}

class Renderer {
 public:
  Renderer(const Program& program, const void* data, const RenderOptions& options, Rendered& out,
           diag::Sink& sink, Mode mode = Mode::kData)
      : program_(program),
        mode_(mode),
        options_(options),
        out_(out),
        sink_(sink),
        lines_(out, options.record_lines),
        slots_(program.slots, nullptr),
        rounds_(program.loops.size(), 0) {
    slots_[0] = data;
    out_.text.reserve(2 * program.texts.size());
    out_.holes.reserve(2 * program.holes.size());
    out_.printed.reserve(2 * program.holes.size());
  }

  bool Run() {
    for (uint32_t at = 0; at < program_.code.size();) {
      at = Step(at);
      if (++steps_ > options_.most_steps || out_.text.size() > options_.most_bytes) {
        TooMuch(at);
        return false;
      }
    }
    if (!program_.path) lines_.Finish();
    return !failed_;
  }

 private:
  // Reports at the line that was printed last before `at` in the template.
  void TooMuch(uint32_t at) {
    Span span;
    for (uint32_t i = 0; i < program_.code.size(); ++i) {
      if (program_.code[i].op != Op::kLine) continue;
      if (i > at && span.valid()) break;
      span = program_.lines[program_.code[i].a].span;
    }
    if (steps_ > options_.most_steps) {
      sink_.Report(Code::E0620, span, "the template takes more than {} steps", options_.most_steps)
          .Note("each line, hole, condition and round of a loop is one; are loops nested?");
    } else {
      sink_.Report(Code::E0620, span, "the template prints more than {} bytes", options_.most_bytes)
          .Note("an output may hold so much; are loops over one list nested?");
    }
  }

  uint32_t Step(uint32_t at) {
    const Instruction& step = program_.code[at];
    switch (step.op) {
      case Op::kLine:
        lines_.Begin(program_.lines[step.a]);
        break;
      case Op::kText:
        out_.text.append(program_.texts, step.a, step.b);
        break;
      case Op::kHole:
        Hole(program_.holes[step.a]);
        break;
      case Op::kEndLine:
        lines_.End(step.a != 0);
        break;
      case Op::kBlanks:
        lines_.Blanks(step.a, step.b != 0);
        break;
      case Op::kUnless:
        if (!Holds(program_.tests[step.a])) return step.b;
        break;
      case Op::kJump:
        return step.b;
      case Op::kFor:
        rounds_[step.a] = 0;
        if (!Enter(step.a)) return step.b;
        break;
      case Op::kNext:
        ++rounds_[step.a];
        if (Enter(step.a)) return step.b;
        break;
    }
    return at + 1;
  }

  // Null where an optional on the way is absent.
  const void* Follow(const Access& access) const {
    const void* at = slots_[access.slot];
    for (const tmpl::Step& step : access.steps) {
      if (step.get != nullptr) {
        at = step.get(at);
      } else if (step.optional->size(at) == 0) {
        return nullptr;
      } else {
        at = step.optional->at(at, 0);
      }
    }
    return at;
  }

  // Sets the variables of the current round; false when there is none.
  bool Enter(uint32_t index) {
    const Loop& loop = program_.loops[index];
    if (mode_ == Mode::kThen || mode_ == Mode::kElse)
      return mode_ == Mode::kThen && rounds_[index] == 0;
    const void* list = Follow(loop.access);
    const size_t round = rounds_[index];
    if (list == nullptr || round >= loop.type->size(list)) return false;
    slots_[loop.value_slot] = loop.type->at(list, round);
    if (loop.key_slot != 0) slots_[loop.key_slot] = loop.type->key(list, round);
    return true;
  }

  bool Holds(const Test& test) const {
    if (mode_ == Mode::kThen || mode_ == Mode::kElse) return mode_ == Mode::kThen;
    const void* at = Follow(test.access);
    if (at == nullptr) return test.negated;
    const bool result = test.compares ? Equal(test, {test.type, at}) : IsTrue({test.type, at});
    return result != test.negated;
  }

  static bool IsTrue(const value::Ref& ref) {
    return ref.type->kind == Kind::kBool ? ref.As<value::Bool>().value
                                         : ref.type->size(ref.data) > 0;
  }

  static bool Equal(const Test& test, value::Ref ref) {
    const encode::Data data = encode::Open(ref);
    if (data.shape == encode::Shape::kNull) return false;
    if (const bool* boolean = std::get_if<bool>(&test.literal)) return data.boolean() == *boolean;
    if (const int64_t* number = std::get_if<int64_t>(&test.literal))
      return data.integer() == *number;
    return data.text() == std::get<std::string>(test.literal);
  }

  void Hole(const HoleCode& hole) {
    value::Ref ref = Neutral(hole.type);
    if (mode_ == Mode::kData) ref = {hole.type, Follow(hole.access)};
    WRIT_CHECK(ref.data != nullptr);
    const encode::Data data = encode::Open(ref);
    const size_t begin = out_.text.size();
    encode::Refusal refusal;
    if (!Print(hole, data, refusal)) {
      out_.text.resize(begin);
      return Refused(hole, data, refusal);
    }
    HoleRecord record;
    record.begin = static_cast<uint32_t>(begin);
    record.end = static_cast<uint32_t>(out_.text.size());
    if (hole.place.break_first) {  // the blank before it is no part of it
      const size_t first = out_.text.find_first_not_of(" \n", begin);
      if (first != std::string::npos) record.begin = static_cast<uint32_t>(first);
    }
    record.in_template = hole.span;
    encode::Collect(data, record.from);
    out_.holes.push_back(std::move(record));
    out_.printed.push_back({0, 0, &hole, ref});
  }

  bool Print(const HoleCode& hole, const encode::Data& data, encode::Refusal& refusal) {
    if (hole.chain.empty()) return encode::Encode(hole.place, data, out_.text, refusal);
    value::Any encoded;
    if (!Apply(hole.chain, hole.place, data, encoded, refusal)) return false;
    return encode::Encode(hole.place, encode::Open(value::RefTo(encoded)), out_.text, refusal);
  }

  void Refused(const HoleCode& hole, const encode::Data& data, encode::Refusal& refusal) {
    failed_ = true;
    if (!refusal.from.first.valid()) encode::Collect(data, refusal.from);
    const bool known = refusal.from.first.valid();
    const Span& span = known ? refusal.from.first : hole.span;
    auto report = refusal.shown.empty()
                      ? sink_.Report(Code::E0617, span, "a value cannot stand {}: {}",
                                     Where(hole.place), refusal.why)
                      : sink_.Report(Code::E0617, span, "`{}` cannot stand {}: {}",
                                     Shown(refusal.shown), Where(hole.place), refusal.why);
    if (known) report.Label(hole.span, "printed here");
    for (const Span& other : refusal.from.others) report.Label(other, "comes from here too");
  }

  const Program& program_;
  Mode mode_;
  const RenderOptions& options_;
  Rendered& out_;
  diag::Sink& sink_;
  Lines lines_;
  std::vector<const void*> slots_;
  std::vector<size_t> rounds_;
  uint64_t steps_ = 0;
  bool failed_ = false;
};

}  // namespace

namespace {

bool RenderAs(Mode mode, const Template& compiled, const void* data, const RenderOptions& options,
              Rendered& out, diag::Sink& sink) {
  const Program& program = *compiled.program();
  out = Rendered{};
  if (!Renderer(program, data, options, out, sink, mode).Run()) return false;
  if (program.language == Language::kHcl && !program.path) AlignHcl(out);
  return true;
}

}  // namespace

bool Render(const Template& compiled, const void* data, const RenderOptions& options, Rendered& out,
            diag::Sink& sink) {
  return RenderAs(Mode::kData, compiled, data, options, out, sink);
}

bool RenderNeutral(const Template& compiled, const void* data, Rendered& out) {
  diag::Sink sink;
  return RenderAs(Mode::kNeutralValues, compiled, data, {.record_lines = true}, out, sink);
}

bool RenderBranches(const Template& compiled, bool then, Rendered& out) {
  diag::Sink sink;
  return RenderAs(then ? Mode::kThen : Mode::kElse, compiled, nullptr, {.record_lines = true}, out,
                  sink);
}

}  // namespace writ::tmpl
