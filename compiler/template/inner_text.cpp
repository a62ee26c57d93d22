#include "template/inner_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "template/accept.h"
#include "template/inner_reading.h"
#include "template/members.h"
#include "template/shell_variables.h"
#include "template/unescape.h"

namespace writ::tmpl {
namespace {

using diag::Code;
using value::Kind;
using value::Type;

const Type* Content(const Type* type) {
  while (type->kind == Kind::kOptional) type = type->element();
  return type;
}

bool IsNumber(const HoleCode& hole) {
  const Kind kind = Content(hole.type)->kind;
  return kind == Kind::kInteger || kind == Kind::kBool || kind == Kind::kDecimal;
}

class InnerTexts {
 public:
  InnerTexts(const Program& program, const source::SourceManager& sources, diag::Sink& sink)
      : program_(program), sources_(sources), sink_(sink) {}

  bool Run() {
    for (const HoleCode& hole : program_.holes) {
      for (const Inner inner : Readers(hole)) {
        shell_ = shell_ || inner == Inner::kShell;
        any_ = true;
      }
    }
    if (any_) {
      do {
        changed_ = false;
        Walk();
      } while (changed_);
      reports_ = true;
      Walk();
      SameReaders();
    }
    reports_ = true;
    Variables();
    return !failed_;
  }

 private:
  // Follows the instructions once. Where ways meet, what differs between them is unknown after it.
  void Walk() {
    arriving_.clear();
    Reading now;
    bool live = true;
    for (uint32_t pc = 0; pc < program_.code.size(); ++pc) {
      if (const auto found = arriving_.find(pc); found != arriving_.end()) {
        if (live) found->second.Join(now);
        now = std::move(found->second);
        live = true;
      }
      if (const auto entry = loops_.find(pc); entry != loops_.end()) now.Join(entry->second);
      live = Step(program_.code[pc], pc, now);
    }
  }

  // False if the next instruction is reached from elsewhere alone.
  bool Step(const Instruction& step, uint32_t pc, Reading& now) {
    switch (step.op) {
      case Op::kLine:
        Line(program_.lines[step.a], now);
        break;
      case Op::kUnless:
        Arrive(step.b, now);
        break;
      case Op::kFor:
        Arrive(step.b, now);
        entered_[pc + 1] = now;
        break;
      case Op::kJump:
        Arrive(step.b, now);
        return false;
      case Op::kNext:
        Again(step.b, now);
        break;
      default:
        break;
    }
    return true;
  }

  void Arrive(uint32_t pc, const Reading& now) {
    const auto [known, is_new] = arriving_.try_emplace(pc, now);
    if (!is_new) known->second.Join(now);
  }

  void Again(uint32_t pc, const Reading& now) {
    Reading joined = entered_[pc];
    if (const auto entry = loops_.find(pc); entry != loops_.end()) joined.Join(entry->second);
    Reading with = joined;
    with.Join(now);
    if (with == joined) return;
    loops_.insert_or_assign(pc, with);
    changed_ = true;
  }

  // Takes the texts of a line out of it and reads them.
  void Line(const LineCode& line, Reading& now) {
    line_ = line.span;
    uint32_t hole = line.first_hole;
    uint32_t at = 0;
    std::optional<InnerLine> open;
    const auto outside = [&](uint32_t end) {
      for (; at < end; ++at) {
        if (line.text[at] == kHoleMark) Outside(std::string_view(line.text).substr(0, at), hole++);
      }
    };
    for (const TextPart& part : line.texts) {
      outside(part.begin);
      if (part.starts || !open) {
        if (open) Read(*open, now);
        open.emplace();
      }
      if (part.starts) {
        now = Reading{};
        now.folded = part.folded;
        EndScript(std::exchange(variables_, {}));
      }
      if (part.lost) now.known = false;
      if (part.gap) open->text.push_back('x');
      const std::string_view text =
          std::string_view(line.text).substr(part.begin, part.end - part.begin);
      for (const char c : text) {
        if (c == kHoleMark) open->holes.push_back(hole++);
      }
      open->text += Unescaped(text, part.escapes);
      const bool joins = part.escapes == TextPart::Escapes::kPython && text.ends_with('\\');
      if (joins) now.known = false;  // the next line goes on in this one
      at = part.end;
    }
    if (open) Read(*open, now);
    outside(static_cast<uint32_t>(line.text.size()));
  }

  void Outside(std::string_view before, uint32_t index) {
    const std::string why = WhyNotBehind(program_.holes[index], before);
    if (!why.empty()) Fail(index, why);
  }

  void Read(const InnerLine& line, Reading& now) {
    const Listener listener{
        [&](uint32_t hole, const std::string& why) { Fail(hole, why); },
        [&](const std::vector<ShellVariable>& variables, const std::vector<uint32_t>& holes) {
          if (reports_) variables_.Add(variables, holes, line_);
        }};
    ReadInner(program_, line, shell_, now, listener);
  }

  // Of the last inner text, and of a script that the template itself is.
  void Variables() {
    EndScript(variables_);
    if (program_.language != Language::kShell) return;
    ShellVariables all;
    for (const LineCode& line : program_.lines) {
      std::vector<uint32_t> holes(
          static_cast<size_t>(std::count(line.text.begin(), line.text.end(), kHoleMark)));
      std::iota(holes.begin(), holes.end(), line.first_hole);
      all.Add(line.variables, holes, line.span);
    }
    EndScript(all);
  }

  void EndScript(const ShellVariables& script) {
    if (!reports_) return;
    for (const ShellVariables::Evaluation& found : script.Evaluated()) {
      if (IsNumber(program_.holes[found.hole])) continue;
      Fail(found.hole,
           fmt::format("bash evaluates the variable `{}`, which gets it, so only an integer may",
                       found.name),
           found.line, "here");
    }
  }

  // Who reads a text reads all of it: each hole that may bring more than a name or a number has to
  // name the same readers. Holes of one text follow each other in the program.
  void SameReaders() {
    std::vector<uint32_t> text;
    for (const LineCode& line : program_.lines) {
      uint32_t hole = line.first_hole;
      uint32_t at = 0;
      for (const TextPart& part : line.texts) {
        for (; at < part.begin; ++at) hole += line.text[at] == kHoleMark ? 1 : 0;
        if (part.starts) Compare(std::exchange(text, {}));
        for (; at < part.end; ++at) {
          if (line.text[at] == kHoleMark) text.push_back(hole++);
        }
      }
    }
    Compare(text);
  }

  void Compare(const std::vector<uint32_t>& text) {
    std::map<Inner, uint32_t> named;  // by the first hole that does
    for (const uint32_t hole : text) {
      for (const Inner inner : Readers(program_.holes[hole])) named.try_emplace(inner, hole);
    }
    for (const uint32_t hole : text) {
      if (named.empty() || IsNumber(program_.holes[hole]) || IsName(hole)) continue;
      for (const auto& [inner, by] : named) {
        if (ReadBy(program_.holes[hole], inner)) continue;
        Fail(hole,
             fmt::format("`:{}` of another hole says who reads this text; name it here, too",
                         NameOf(inner)),
             program_.holes[by].span, "this one");
        break;
      }
    }
  }

  bool IsName(uint32_t index) const {
    HoleCode plain = program_.holes[index];
    plain.chain.clear();
    return plain.type->kind == Kind::kText && PrintsName(program_, plain, true);
  }

  void Fail(uint32_t index, const std::string& why, const Span& other = {},
            std::string_view label = {}) {
    if (!reports_ || !told_.insert(index).second) return;
    failed_ = true;
    const HoleCode& hole = program_.holes[index];
    auto report = sink_.Report(Code::E0611, hole.span, "`{}` cannot stand {}: {}",
                               sources_.Text(hole.from), Where(hole.place), why);
    if (other.valid()) report.Label(other, "{}", label);
  }

  const Program& program_;
  const source::SourceManager& sources_;
  diag::Sink& sink_;
  std::map<uint32_t, Reading> arriving_;
  std::map<uint32_t, Reading> entered_;  // loops, in this walk
  std::map<uint32_t, Reading> loops_;    // what earlier walks found at their ends
  ShellVariables variables_;             // of the text that is read
  Span line_;
  std::set<uint32_t> told_;
  bool any_ = false;
  bool shell_ = false;
  bool changed_ = false;
  bool reports_ = false;
  bool failed_ = false;
};

}  // namespace

bool CheckInnerTexts(const Program& program, const source::SourceManager& sources,
                     diag::Sink& sink) {
  return InnerTexts(program, sources, sink).Run();
}

}  // namespace writ::tmpl
