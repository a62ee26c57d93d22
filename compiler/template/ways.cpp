#include "template/ways.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "template/blocks_python.h"
#include "template/blocks_shell.h"
#include "template/blocks_yaml.h"
#include "template/facts.h"
#include "template/scan.h"

namespace writ::tmpl {
namespace {

constexpr size_t kMostStates = 20'000;    // beyond them conditions are taken to be independent
constexpr size_t kMostKeys = 10'000'000;  // that are kept, on all ways together

template <class State>
class Ways {
 public:
  Ways(const Program& program, bool with_facts)
      : program_(program), questions_(program), with_facts_(with_facts) {
    targets_.resize(program.code.size() + 1, false);
    for (const Instruction& step : program.code) {
      const bool jumps = step.op == Op::kUnless || step.op == Op::kJump || step.op == Op::kFor ||
                         step.op == Op::kNext;
      if (jumps) targets_[step.b] = true;
    }
  }

  // Nothing if all ways are good. `gave_up` says that there were too many to tell.
  std::optional<Problem> Run() {
    waiting_[0].emplace(std::string(), At{});
    while (!waiting_.empty()) {
      auto first = waiting_.begin();
      const uint32_t pc = first->first;
      std::map<std::string, At> here = std::move(first->second);
      waiting_.erase(first);
      for (auto& [shape, at] : here) {
        if (++states_ > kMostStates || keys_ > kMostKeys) {
          gave_up_ = true;
          return TooMany();
        }
        if (auto problem = Follow(pc, std::move(at))) return problem;
      }
    }
    return std::nullopt;
  }
  bool gave_up() const { return gave_up_; }

 private:
  Problem TooMany() const {
    Problem problem;
    problem.code = diag::Code::E0620;
    if (!program_.lines.empty()) problem.span = program_.lines.front().span;
    problem.what = "the template has too many conditions, loops and keys to follow";
    problem.note = "make several templates of it";
    return problem;
  }

  // Where a way has come to.
  struct At {
    State state;
    Facts facts;
  };

  // Goes on until ways part or meet.
  std::optional<Problem> Follow(uint32_t pc, At at) {
    do {
      if (pc == program_.code.size()) {
        auto problem = at.state.End();
        if (problem && !program_.lines.empty()) problem->span = program_.lines.back().span;
        return problem;
      }
      const Instruction& step = program_.code[pc];
      switch (step.op) {
        case Op::kLine: {
          const LineView view{program_, program_.lines[step.a]};
          if (auto problem = at.state.Line(view)) return problem;
          break;
        }
        case Op::kUnless:
          Branch(questions_.OfTest(step.a), program_.tests[step.a].negated, pc + 1, step.b, at);
          return std::nullopt;
        case Op::kJump:
          Arrive(step.b, std::move(at));
          return std::nullopt;
        case Op::kFor:
          Enter(step, pc, at);
          return std::nullopt;
        case Op::kNext:
          Again(step, pc, at);
          return std::nullopt;
        default:
          break;
      }
      ++pc;
    } while (!targets_[pc]);
    Arrive(pc, std::move(at));
    return std::nullopt;
  }

  void Branch(uint32_t question, bool negated, uint32_t then, uint32_t otherwise, const At& at) {
    for (const bool holds : {true, false}) {
      At way = at;
      if (with_facts_ && !questions_.Learn(question, holds != negated, then, way.facts)) continue;
      Arrive(holds ? then : otherwise, std::move(way));
    }
  }

  void Enter(const Instruction& step, uint32_t pc, const At& at) {
    const Loop& loop = program_.loops[step.a];
    const bool filled = questions_.IsFilled(loop);
    for (const bool enters : {true, false}) {
      if (!enters && filled) continue;
      At way = at;
      if (with_facts_ && !questions_.Learn(questions_.OfLoop(step.a), enters, pc, way.facts))
        continue;
      Arrive(enters ? pc + 1 : step.b, std::move(way));
    }
  }

  void Again(const Instruction& step, uint32_t pc, At& at) {
    const Members::Slots slots = questions_.SlotsOf(step.a);
    At again = at;
    again.state.ForMembers([&](Members& members) { members.NextRound(slots); });
    questions_.Forget(slots, again.facts);
    Arrive(step.b, std::move(again));
    at.state.ForMembers([&](Members& members) { members.Leave(slots); });
    questions_.Forget(slots, at.facts);
    Arrive(pc + 1, std::move(at));
  }

  // Waits at `pc`, unless nothing new has come there.
  void Arrive(uint32_t pc, At at) {
    at.state.ForMembers([&](Members& members) { keys_ += members.size(); });
    questions_.DropUnasked(pc, at.facts);
    std::string shape = at.state.Shape();
    for (const auto& [question, holds] : at.facts)
      shape += std::to_string(question) + (holds ? '+' : '-');
    auto [known, is_new] = seen_[pc].try_emplace(shape, at);
    if (!is_new && !Merge(known->second.state, at.state)) return;
    waiting_[pc].insert_or_assign(std::move(shape), known->second);
  }

  static bool Merge(State& into, State& from) {
    std::vector<Members*> mine;
    std::vector<const Members*> theirs;
    into.ForMembers([&](Members& members) { mine.push_back(&members); });
    from.ForMembers([&](Members& members) { theirs.push_back(&members); });
    bool grew = false;
    for (size_t i = 0; i < mine.size(); ++i) grew = mine[i]->Merge(*theirs[i]) || grew;
    return grew;
  }

  const Program& program_;
  const Questions questions_;
  const bool with_facts_;
  std::vector<bool> targets_;
  std::map<uint32_t, std::map<std::string, At>> waiting_;  // in order: the first problem is told
  std::unordered_map<uint32_t, std::unordered_map<std::string, At>> seen_;
  size_t states_ = 0;
  size_t keys_ = 0;
  bool gave_up_ = false;
};

template <class State>
std::optional<Problem> Check(const Program& program) {
  std::optional<Problem> found = Ways<State>(program, false).Run();
  if (!found) return std::nullopt;
  // Perhaps on a way that no data takes.
  Ways<State> exact(program, true);
  std::optional<Problem> left = exact.Run();
  return exact.gave_up() ? found : left;
}

template <class State>
std::optional<Problem> CheckLines(Language language, std::string_view text,
                                  const std::vector<Span>& spans) {
  Program none;
  none.language = language;
  ScanState scan = StartState(language);
  State state;
  for (size_t begin = 0, number = 0; begin < text.size(); ++number) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    LineCode line;
    line.text = text.substr(begin, end - begin);
    LineScan found = ScanLine(scan, line.text);
    if (!found.error.empty()) return std::nullopt;  // the reader of the language judges that
    if (number < spans.size()) line.span = spans[number];
    line.opens = found.opens;
    line.continues = found.continues;
    line.marks = std::move(found.marks);
    if (auto problem = state.Line({none, line})) {
      problem->line = number;
      return problem;
    }
    begin = end + 1;
  }
  return state.End();
}

}  // namespace

bool CheckWays(const Template& compiled, diag::Sink& sink) {
  const Program& program = *compiled.program();
  std::optional<Problem> found;
  switch (program.language) {
    case Language::kYaml:
      found = Check<YamlBlocks>(program);
      break;
    case Language::kMarkdown:
      found = Check<FrontMatter>(program);
      break;
    case Language::kPython:
      found = Check<PythonBlocks>(program);
      break;
    case Language::kShell:
      found = Check<ShellBlocks>(program);
      break;
    case Language::kHcl:
    case Language::kJson:
      found = Check<Frames>(program);
      break;
    default:
      break;
  }
  if (!found) return true;
  auto report = sink.Report(found->code, found->span, "{}", found->what);
  if (found->other.valid()) report.Label(found->other, "{}", found->label);
  if (!found->note.empty()) report.Note("{}", found->note);
  return false;
}

std::optional<Problem> CheckPrinted(Language language, std::string_view text,
                                    const std::vector<Span>& lines) {
  switch (language) {
    case Language::kYaml:
      return CheckLines<YamlBlocks>(language, text, lines);
    case Language::kMarkdown:
      return CheckLines<FrontMatter>(language, text, lines);
    case Language::kHcl:
    case Language::kJson:
      return CheckLines<Frames>(language, text, lines);
    default:
      return std::nullopt;
  }
}

}  // namespace writ::tmpl
