#include "template/blocks_python.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "template/scan.h"

namespace writ::tmpl {
namespace {

// What a statement lets or makes follow it in its block.
enum Last : char {
  kAny = '.',
  kIf = 'i',         // elif, else
  kLoop = 'l',       // else
  kTry = 't',        // must: except, finally
  kExcept = 'e',     // except, else, finally
  kTryElse = 'o',    // finally
  kDecorator = '@',  // must: def, class, a decorator
  kDef = 'd',        // its block is a function
};

// Brackets, in capitals once something stands in them.
enum Bracket : char {
  kImported = 'i',  // names, at least one
  kIndex = 'x',     // not empty
  kDisplay = '{',   // a dict or a set
  kDict = 'D',
  kSet = 'S',
  kOther = '.',
};

std::string_view FirstWord(std::string_view line, size_t at) {
  if (CharAt(line, at) == '@') return "@";
  size_t end = at;
  while (end < line.size() && IsWordChar(line[end])) ++end;
  if (line.substr(at, end - at) == "async") return FirstWord(line, SkipBlanks(line, end));
  return line.substr(at, end - at);
}

// What follows a `word`; kAny for all that is no compound statement.
char After(std::string_view word, char last) {
  if (word == "@") return kDecorator;
  if (word == "def") return kDef;
  if (word == "if" || word == "elif") return kIf;
  if (word == "for" || word == "while") return kLoop;
  if (word == "try") return kTry;
  if (word == "except") return kExcept;
  if (word == "else" && last == kExcept) return kTryElse;
  return kAny;
}

// Whether `word` needs a head, and `last` is none.
bool LacksHead(std::string_view word, char last) {
  if (word == "elif") return last != kIf;
  if (word == "except") return last != kTry && last != kExcept;
  if (word == "finally") return last != kTry && last != kExcept && last != kTryElse;
  if (word == "else") return last != kIf && last != kLoop && last != kExcept;
  return false;
}

// Whether `last` needs what `word` is not.
std::string_view Lacks(char last, std::string_view word) {
  if (last == kTry && word != "except" && word != "finally") return "`except` or `finally`";
  const bool declares = word == "def" || word == "class" || word == "@";
  if (last == kDecorator && !declares) return "a function or class";
  return {};
}

// A keyword before a bracket: a list follows, no index.
bool TakesValue(std::string_view word) {
  constexpr std::array<std::string_view, 13> kWords = {"and",  "assert", "await", "del", "elif",
                                                       "else", "if",     "in",    "is",  "not",
                                                       "or",   "return", "yield"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// The bracket at `at` of a line.
char BracketAt(std::string_view line, size_t at) {
  if (line[at] == '{') return kDisplay;
  size_t end = at;
  while (end > 0 && line[end - 1] == ' ') --end;
  size_t begin = end;
  while (begin > 0 && IsWordChar(line[begin - 1])) --begin;
  const std::string_view word = line.substr(begin, end - begin);
  if (line[at] == '(') return word == "import" ? kImported : kOther;
  const char before = CharAt(line, end - 1);
  const bool value = !word.empty() || before == ')' || before == ']' || before == '"' ||
                     before == '\'' || before == kHoleMark;
  return value && end > 0 && !TakesValue(word) ? kIndex : kOther;
}

bool SaysGlobal(const Program& program) {
  return std::any_of(program.lines.begin(), program.lines.end(), [](const LineCode& line) {
    return line.text.find("global ") != std::string::npos ||
           line.text.find("nonlocal ") != std::string::npos;
  });
}

// The names of a line of code from `at` on, but for those behind a point and those in texts.
std::vector<Name> NamesIn(const LineView& view, size_t at) {
  const std::string_view line = view.line.text;
  std::vector<Name> names;
  while (at < line.size() && line[at] != '#') {
    const char c = line[at];
    size_t end = at;
    while (end < line.size() && (IsWordChar(line[end]) || line[end] == kHoleMark)) ++end;
    if (end > at) {
      const bool member = at > 0 && line[at - 1] == '.';
      if (!member && !IsDigit(c)) names.push_back(NameAt(view, at, end));
      at = end;
    } else {
      if (c == '"' || c == '\'') {
        for (++at; at < line.size() && line[at] != c; ++at) at += line[at] == '\\' ? 1 : 0;
      }
      ++at;
    }
  }
  return names;
}

Problem At(const LineView& view, std::string what, std::string note = {}) {
  Problem problem;
  problem.span = view.span();
  problem.what = std::move(what);
  problem.note = std::move(note);
  return problem;
}

}  // namespace

std::optional<Problem> PythonBlocks::Line(const LineView& view) {
  const std::string_view line = view.line.text;
  const size_t first = SkipBlanks(line, 0);
  const char begins = CharAt(line, first);
  const bool nothing = begins == '\0' || begins == '#';
  if (!view.line.continues && !nothing) {
    int column = 0;
    for (size_t i = 0; i < first; ++i) column = line[i] == '\t' ? (column / 8 + 1) * 8 : column + 1;
    const std::string_view word = FirstWord(line, first);
    if (auto problem = AtStart(view, word)) return problem;
    if (auto problem = Statement(view, column, word)) return problem;
    if (auto problem = Names(view, word)) return problem;
  } else if (view.line.continues && !view.line.in_text) {
    if (auto problem = Names(view, {})) return problem;
  }
  if (auto problem = Brackets(view)) return problem;
  if (auto problem = frames.Line(view)) return problem;
  if (!nothing || view.line.continues) header = view.line.opens && frames.open.size() == 1;
  return std::nullopt;
}

// `from __future__` stands behind the text of the module and others of its kind only.
std::optional<Problem> PythonBlocks::AtStart(const LineView& view, std::string_view word) {
  const std::string_view line = view.line.text;
  const size_t first = SkipBlanks(line, 0);
  const bool future = word == "from" &&
                      line.substr(SkipBlanks(line, first + word.size())).starts_with("__future__");
  if (future && start == Start::kStatements)
    return At(view, "a statement may stand before this import",
              "`from __future__` comes first, behind the text of the module");
  const char next = CharAt(line, first + word.size());
  const bool text = next == '"' || next == '\'' || (word.empty() && next == kHoleMark);
  if (future) {
    start = Start::kFuture;
  } else {
    start = text && start == Start::kNothing ? Start::kText : Start::kStatements;
  }
  return std::nullopt;
}

std::optional<Problem> PythonBlocks::Brackets(const LineView& view) {
  for (const Mark& mark : view.line.marks) {
    if (mark.kind == Mark::Kind::kOpen) {
      brackets.push_back(BracketAt(view.line.text, mark.begin));
      continue;
    }
    if (brackets.empty()) continue;
    char& top = brackets.back();
    if (mark.kind == Mark::Kind::kClose) {
      if (top == kImported)
        return At(view, "no name may be left in this import",
                  "import one that is always there, or put the import into the block too");
      if (top == kIndex) return At(view, "nothing may be left between these brackets");
      brackets.pop_back();
    } else if (top == kDisplay || top == kDict || top == kSet) {
      const char kind = mark.kind == Mark::Kind::kPair ? kDict : kSet;
      if (top != kDisplay && top != kind)
        return At(view, "entries of a dict and elements of a set may stand in one bracket");
      top = kind;
    } else if (top == kImported || top == kIndex) {
      top = kOther;
    }
  }
  return std::nullopt;
}

// `global` stands before all other uses of its names in a function.
std::optional<Problem> PythonBlocks::Names(const LineView& view, std::string_view word) {
  if (functions.empty()) return std::nullopt;
  Members& used = functions.back().used;
  const bool declared = word == "global" || word == "nonlocal";
  const size_t first = SkipBlanks(view.line.text, 0);
  for (Name& name : NamesIn(view, declared ? first + word.size() : first)) {
    if (!declared) {
      used.Note(std::move(name));
    } else if (used.Clash(view.program, name)) {
      return At(view, "a name may be used before this line declares it",
                fmt::format("`{}` stands before all that uses its names", word));
    }
  }
  return std::nullopt;
}

std::optional<Problem> PythonBlocks::Statement(const LineView& view, int column,
                                               std::string_view word) {
  if (blocks.empty()) {
    blocks.push_back({0, kAny});
    declares = SaysGlobal(view.program);
  }
  if (header) {
    if (column <= blocks.back().column)
      return At(view, "the block above this line may be empty",
                "a line that ends in `:` needs a deeper one; write `pass` where there may be none");
    const bool function = blocks.back().last == kDef;
    blocks.push_back({column, kAny});
    if (function && declares) functions.push_back({blocks.size(), {}});
  }
  while (column < blocks.back().column) {
    const std::string_view lacks = Lacks(blocks.back().last, {});
    if (!lacks.empty()) return At(view, fmt::format("{} may be missing before this line", lacks));
    blocks.pop_back();
  }
  while (!functions.empty() && functions.back().blocks > blocks.size()) functions.pop_back();
  if (column > blocks.back().column)
    return At(view,
              "this line may be indented deeper than the line before it, or not as deep as "
              "its block");
  Block& block = blocks.back();
  const std::string_view lacks = Lacks(block.last, word);
  if (!lacks.empty()) return At(view, fmt::format("{} may be missing before this line", lacks));
  if (LacksHead(word, block.last))
    return At(view, fmt::format("the statement that this `{}` belongs to may be missing", word));
  block.last = After(word, block.last);
  return std::nullopt;
}

std::optional<Problem> PythonBlocks::End() const {
  Problem problem;
  if (header) {
    problem.what = "the last block of the file may be empty";
    problem.note =
        "a line that ends in `:` needs a deeper one; write `pass` where there may be none";
    return problem;
  }
  for (const Block& block : blocks) {
    const std::string_view lacks = Lacks(block.last, {});
    if (lacks.empty()) continue;
    problem.what = fmt::format("{} may be missing at the end of the file", lacks);
    return problem;
  }
  return std::nullopt;
}

std::string PythonBlocks::Shape() const {
  std::string shape =
      fmt::format("{}{}{} ", header ? ':' : '.', static_cast<char>(start), brackets);
  for (const Block& block : blocks)
    fmt::format_to(std::back_inserter(shape), "{}{} ", block.column, block.last);
  return shape + frames.Shape();
}

}  // namespace writ::tmpl
