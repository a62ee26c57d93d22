#include "template/blocks_python.h"

#include <fmt/format.h>

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
  const char start = CharAt(line, first);
  const bool nothing = start == '\0' || start == '#';
  if (!view.line.continues && !nothing) {
    int column = 0;
    for (size_t i = 0; i < first; ++i) column = line[i] == '\t' ? (column / 8 + 1) * 8 : column + 1;
    if (auto problem = Statement(view, column, FirstWord(line, first))) return problem;
  }
  if (auto problem = frames.Line(view)) return problem;
  if (!nothing || view.line.continues) header = view.line.opens && frames.open.size() == 1;
  return std::nullopt;
}

std::optional<Problem> PythonBlocks::Statement(const LineView& view, int column,
                                               std::string_view word) {
  if (blocks.empty()) blocks.push_back({0, kAny});
  if (header) {
    if (column <= blocks.back().column)
      return At(view, "the block above this line may be empty",
                "a line that ends in `:` needs a deeper one; write `pass` where there may be none");
    blocks.push_back({column, kAny});
  }
  while (column < blocks.back().column) {
    const std::string_view lacks = Lacks(blocks.back().last, {});
    if (!lacks.empty()) return At(view, fmt::format("{} may be missing before this line", lacks));
    blocks.pop_back();
  }
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
  std::string shape = header ? ":" : ".";
  for (const Block& block : blocks)
    fmt::format_to(std::back_inserter(shape), "{}{} ", block.column, block.last);
  return shape + frames.Shape();
}

}  // namespace writ::tmpl
