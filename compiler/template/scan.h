// One small scanner per language, run once over the text of a template: it tells where each hole
// stands. A hole is one token to it; values are never scanned.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "template/shell_command.h"
#include "template/template.h"

namespace writ::tmpl {

using hole::kHoleMark;
using hole::Place;

// What a line opens, closes and names, in order; texts are ranges of the line.
struct Mark {
  enum class Kind : uint8_t {
    kOpen,   // a bracket that holds members
    kClose,  // its end
    kKey,    // the name of a member
    kItem,   // an element without a name, in Python
    kRest,   // `**names` in a call
    kStar,   // `*names`, `*` or `/` in a call
    kPair,   // an entry of a dict of Python
    kWord,   // of the shell: where a command may begin; empty if it is no plain word
    kJoin,   // of the shell: `|`, `&&`, `||`: a command stands on both sides
    kArm,    // of the shell: the `)` behind a pattern of `case`
    kNextArm,
    kGroup,    // of the shell: `(` before commands
    kWords,    // of the shell: `(` before words: of an array or a function
    kCommand,  // of the shell: `$(` or a backtick
  };
  Kind kind = Kind::kOpen;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// A part of a line that is text to the language, so that another program may read it: of a string,
// a block text, a heredoc, a code fence.
struct TextPart {
  enum class Escapes : uint8_t {
    kNone,
    kDoubled,  // a quote stands for itself when it is doubled: YAML in single quotes
    kJson,     // backslashes, as YAML and JSON have them
    kHcl,      // backslashes, `$${` and `%%{`
    kHeredoc,  // `$${` and `%%{`
    kPython,
    kShell  // inside double quotes
  };
  uint32_t begin = 0;
  uint32_t end = 0;
  Escapes escapes = Escapes::kNone;
  bool starts = false;  // of its text; otherwise it goes on after the part before
  bool gap = false;     // something that is computed stands before it
  bool lost = false;    // what stands before it in its text is not known
  bool folded = false;  // the lines that follow are joined to one
};

// Whether the element before is complete, so that lines between elements may begin here. Says
// nothing where no bracket is open, and is no part of what two ways must agree in.
struct Ready {
  bool yes = true;
  bool operator==(const Ready&) const { return true; }
};

// What a line of a shell script does with a variable.
struct ShellVariable {
  enum class Does : uint8_t {
    kGets,      // the text of place number `place`
    kCopies,    // what the variable `from` holds
    kEvaluated  // is read as an expression or a command
  };
  Does does = Does::kGets;
  std::string name{};
  std::string from{};
  size_t place = 0;
};

struct LineScan {
  std::vector<Place> places;  // one for each hole
  std::string error;          // empty, or what is wrong with the template's text
  size_t error_at = 0;        // offset in the line
  bool opens = false;         // ends with an opener, or in Python and YAML with `:`
  bool closes = false;        // starts with a closer
  bool in_text = false;       // starts inside a string, heredoc or block scalar
  bool continues = false;     // starts inside what an earlier line has begun
  std::vector<Mark> marks;
  std::vector<TextPart> texts;
  std::vector<ShellVariable> variables;
};

struct HclState {
  enum class In : uint8_t {
    kBody,
    kObject,
    kBracket,
    kParen,
    kQuote,
    kInterpolation,
    kHeredoc,
    kComment
  };
  std::vector<In> stack;
  std::vector<std::string> heredocs;  // the terminators of the open ones
  Ready ready;
  bool operator==(const HclState&) const = default;
};

struct YamlState {
  std::string flow;  // the open brackets
  char quote = 0;
  int scalar = -2;  // column of the parent of an open block scalar; -2: none
  int ended = -2;   // the same of a block scalar that ended on one of two ways here
  int value = -2;   // the same of a hole on the line above, which may print a block scalar
  Ready item;       // in brackets: no element has begun on an earlier line
  bool operator==(const YamlState&) const = default;
};

struct JsonState {
  enum class Expect : uint8_t { kItem, kName, kColon, kValue, kSeparator, kEnd };
  std::string stack;
  Expect expect = Expect::kValue;
  bool operator==(const JsonState&) const = default;
};

struct PythonState {
  std::string stack;
  std::string prefix;  // of the open string, in lower case
  char quote = 0;      // of the open triple-quoted string
  bool continued = false;
  size_t names = 0;      // brackets up to the one that holds parameters or imported names; 0: none
  bool starred = false;  // a `*` stands in it: parameters without a default may follow others
  Ready ready;
  bool operator==(const PythonState&) const = default;
};

struct ShellState {
  enum class In : uint8_t {
    kParen,
    kSubstitution,
    kBacktick,
    kDouble,
    kSingle,
    kDollarSingle,
    kParameter,
    kArithmetic,
    kCase
  };
  std::vector<In> stack;
  std::vector<std::string> heredocs;  // pending terminators, in order
  ShellCommands commands;
  bool continued = false;
  bool operator==(const ShellState&) const = default;
};

// The column at which the text of the innermost list item begins; 0 outside of lists. What is
// indented by four more is code. Branches may leave different ones: the smaller counts.
struct ListColumn {
  uint32_t column = 0;
  bool operator==(const ListColumn&) const { return true; }
};

struct MarkdownState {
  ListColumn list;
  bool started = false;
  bool front = false;  // inside front matter
  YamlState yaml;
  char fence = 0;
  uint16_t fence_size = 0;
  bool comment = false;
  bool operator==(const MarkdownState&) const = default;
};

struct PlainState {
  bool operator==(const PlainState&) const = default;
};

void ScanHcl(HclState& state, std::string_view line, LineScan& out);
void ScanYaml(YamlState& state, std::string_view line, LineScan& out);
void ScanJson(JsonState& state, std::string_view line, LineScan& out);
void ScanPython(PythonState& state, std::string_view line, LineScan& out);
void ScanShell(ShellState& state, std::string_view line, LineScan& out);
void ScanMarkdown(MarkdownState& state, std::string_view line, LineScan& out);

using ScanState = std::variant<PlainState, HclState, YamlState, JsonState, PythonState, ShellState,
                               MarkdownState>;

ScanState StartState(Language language);

// Reads one line, without its line feed, holes as kHoleMark.
LineScan ScanLine(ScanState& state, std::string_view line);

// What is still open, for people: "a string", "`{`". Empty when a file may end here.
std::string StillOpen(const ScanState& state);

// Whether lines that may be left out or repeated can begin or end here: not inside an element.
bool Separated(const ScanState& state);

// Two ways lead to one line: makes `a` the state there. False when they are too different.
bool Join(ScanState& a, const ScanState& b);

// Helpers of the scanners.
inline constexpr std::string_view kInEscape = "the escape before it would go on in it";
bool IsWordChar(char c);  // of an identifier, non-ASCII included
size_t SkipBlanks(std::string_view line, size_t at);
char CharAt(std::string_view line, size_t at);  // 0 past the end
bool IsYamlMarker(std::string_view line);       // `---` or `...` between documents
// Whether `$name` of a shell or its like ends at `at`: more letters would be a part of the name.
bool EndsVariable(std::string_view line, size_t at);
// Whether the escape whose backslash stands at `escape` (`\x`, `\u` or `\U`) lacks digits at `at`.
// False for an `escape` that is not before `at`.
bool CutsEscape(std::string_view line, size_t escape, size_t at);
// Collects the parts of a line that are text, where interpolations interrupt a text.
class TextParts {
 public:
  TextParts(std::vector<TextPart>& parts, TextPart::Escapes escapes)
      : parts_(parts), escapes_(escapes) {}

  // Texts begin with `starts`; without it they have begun on an earlier line.
  void Begin(size_t at, bool starts, bool lost = false);
  void End(size_t at);
  void Interrupt(size_t at);
  void Resume(size_t at);
  bool open() const { return open_; }
  void set_escapes(TextPart::Escapes escapes) { escapes_ = escapes; }

 private:
  std::vector<TextPart>& parts_;
  TextPart::Escapes escapes_;
  std::vector<size_t> interrupted_;  // how many parts there were
  bool open_ = false;
};

Place PlaceAt(std::string_view line, size_t at, Language language, Place::At where);

}  // namespace writ::tmpl
