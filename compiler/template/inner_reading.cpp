#include "template/inner_reading.h"

#include <fmt/format.h>

#include <algorithm>

namespace writ::tmpl {
namespace {

using value::Kind;

constexpr std::string_view kUnknown =
    "what stands before it in this text is not the same on all ways, or not known";

Kind KindOf(const HoleCode& hole) {
  const value::Type* type = hole.type;
  while (type->kind == Kind::kOptional) type = type->element();
  return type->kind;
}

std::string WhyNotInShell(const Place& place, const HoleCode& hole, bool folded) {
  if (folded) return "the lines of this text are joined before the shell reads them; use `|`";
  const Kind kind = KindOf(hole);
  if (!place.refused.empty()) return fmt::format("as the shell reads this text, {}", place.refused);
  if (kind == Kind::kInteger) return {};
  if (!place.expression.empty()) return std::string(place.expression);
  switch (place.at) {
    case Place::At::kValue:
      break;
    case Place::At::kString:
      return "the shell finds it inside quotes; leave them out, since `:shell` brings its own";
    case Place::At::kComment:
      return "the shell finds it in a comment, which a line break in it would end";
    default:
      return "the shell finds it where a name stands, and a word in quotes is none";
  }
  if (kind == Kind::kList && hole.chain.front() == Inner::kShell && !place.whole)
    return "a list prints several words, so it must stand alone between blanks";
  return {};
}

class LineReader {
 public:
  LineReader(const Program& program, const InnerLine& line, Reading& reading,
             const Listener& listener)
      : program_(program), line_(line), reading_(reading), listener_(listener) {}

  void Marks() {
    for (size_t i = 0; i < kMarked.size(); ++i) {
      size_t begin = 0;
      for (const uint32_t hole : line_.holes) {
        const size_t end = line_.text.find(kHoleMark, begin);
        ReadMarks(kMarked[i], Text(begin, end), reading_.marks[i]);
        begin = end + 1;
        if (!ReadBy(program_.holes[hole], kMarked[i])) continue;
        const bool known = reading_.known && reading_.marks_known[i];
        const std::string why = known ? WhyNotThere(reading_.marks[i]) : std::string(kUnknown);
        if (!why.empty()) listener_.refused(hole, why);
      }
      ReadMarks(kMarked[i], std::string(Text(begin, line_.text.size())) + '\n', reading_.marks[i]);
    }
  }

  // Escapes may have made several lines of one.
  void Shell() {
    size_t hole = 0;
    for (size_t begin = 0; begin <= line_.text.size();) {
      const size_t end = std::min(line_.text.find('\n', begin), line_.text.size());
      const std::string_view text = Text(begin, end);
      LineScan scan;
      ScanShell(reading_.shell, text, scan);
      if (!scan.error.empty()) reading_.shell_known = false;
      const auto count = std::count(text.begin(), text.end(), kHoleMark);
      const auto first = line_.holes.begin() + static_cast<std::ptrdiff_t>(hole);
      const std::vector<uint32_t> holes(first, first + count);
      hole += holes.size();
      listener_.shell(scan.variables, holes);
      for (size_t place = 0; place < holes.size(); ++place) {
        const uint32_t index = holes[place];
        const HoleCode& code = program_.holes[index];
        if (!ReadBy(code, Inner::kShell)) continue;
        const bool known = reading_.known && reading_.shell_known && place < scan.places.size();
        const std::string why = known ? WhyNotInShell(scan.places[place], code, reading_.folded)
                                      : std::string(kUnknown);
        if (!why.empty()) listener_.refused(index, why);
      }
      begin = end + 1;
    }
  }

  // JSON and HCL bring quotes of their own, too; where else they may stand only the template knows.
  void Quotes() {
    char& quote = reading_.quote;
    size_t hole = 0;
    const std::string& text = line_.text;
    for (size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      const bool apostrophe = c == '\'' && at > 0 && IsWordChar(text[at - 1]);
      if (c == kHoleMark) {
        if (quote != 0) Whole(line_.holes[hole]);
        ++hole;
      } else if (c == '\\') {
        ++at;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || (c == '\'' && !apostrophe))) {
        quote = c;
      }
    }
  }

 private:
  std::string_view Text(size_t begin, size_t end) const {
    return std::string_view(line_.text).substr(begin, end - begin);
  }

  void Whole(uint32_t hole) {
    for (const Inner inner : {Inner::kJson, Inner::kHcl}) {
      if (!ReadBy(program_.holes[hole], inner)) continue;
      listener_.refused(
          hole, fmt::format("it stands inside quotes of that text; leave them out, since `:{}` "
                            "brings its own",
                            NameOf(inner)));
    }
  }

  const Program& program_;
  const InnerLine& line_;
  Reading& reading_;
  const Listener& listener_;
};

}  // namespace

std::vector<Inner> Readers(const HoleCode& hole) {
  const auto whole = std::find_if(hole.chain.rbegin(), hole.chain.rend(), MakesText);
  const auto begin = whole == hole.chain.rend() ? hole.chain.begin() : whole.base() - 1;
  std::vector<Inner> readers(begin, hole.chain.end());
  std::erase_if(readers, Confirms);
  return readers;
}

bool ReadBy(const HoleCode& hole, Inner inner) {
  const std::vector<Inner> readers = Readers(hole);
  return std::find(readers.begin(), readers.end(), inner) != readers.end();
}

void Reading::Join(const Reading& other) {
  known = known && other.known;
  folded = folded || other.folded;
  if (quote != other.quote) quote = '"';
  shell_known = shell_known && other.shell_known && shell == other.shell;
  if (shell_known) shell.commands.Join(other.shell.commands);
  for (size_t i = 0; i < marks.size(); ++i)
    marks_known[i] = marks_known[i] && other.marks_known[i] && marks[i] == other.marks[i];
}

void ReadInner(const Program& program, const InnerLine& line, bool shell, Reading& reading,
               const Listener& listener) {
  LineReader reader(program, line, reading, listener);
  reader.Marks();
  if (shell) reader.Shell();
  reader.Quotes();
}

std::string WhyNotBehind(const HoleCode& hole, std::string_view before) {
  for (const Inner inner : Readers(hole)) {
    const bool bare =
        inner == Inner::kJinja || inner == Inner::kGoTemplate || inner == Inner::kConfigparser;
    if (!bare) continue;
    MarkState state;
    ReadMarks(inner, before, state);
    state.mark = 0;
    std::string why = WhyNotThere(state);
    if (!why.empty()) return why;
  }
  return {};
}

}  // namespace writ::tmpl
