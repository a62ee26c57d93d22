// Which holes of a shell script stand where the shell evaluates their text once more: as
// arithmetic, whose operands and subscripts may run commands, or as a command.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace writ::tmpl {

// The simple command that is being read: of a line, of a substitution or of parentheses.
struct ShellCommand {
  enum class Sort : uint8_t {
    kUnnamed,  // its name has not been read
    kOther,
    kArithmetic,   // `(( ))`
    kTest,         // `[[ ]]`
    kTestBuiltin,  // `[`, `test`
    kDeclare,      // declare, local, export ...
    kPrintf,
    kRead,   // read, mapfile: names, but for values of options
    kNames,  // all arguments are names: unset ...
    kLet,    // all arguments are expressions
    kEval,   // all arguments are a command: eval, trap
    kSource  // `source`, `.`: what is in parentheses behind it is read as commands
  };
  Sort sort = Sort::kUnnamed;
  bool in_parentheses = false;
  bool integers = false;       // kDeclare: an option makes what is assigned an expression
  bool arrays = false;         // kDeclare: an option has a text in parentheses read as code
  bool runs_shell = false;     // a shell is named in it
  bool code_next = false;      // and `-c`
  std::string previous;        // the word before, without quotes
  bool redirects = false;      // the word before is `<` or its like
  size_t word_at = 0;          // where the word that has just ended began in the line
  std::string loop;            // the variable behind `for` or `printf -v`
  std::string begun;           // what earlier lines have of the word that is being read
  size_t begin = 0;            // of that word in the line
  std::vector<size_t> here;    // kTest: places of this line that stand in the word
  std::vector<size_t> before;  // and in the one before it
};

// All that are open, the innermost last.
struct ShellCommands {
  std::vector<ShellCommand> open = {{}};
  std::vector<std::string> integers;  // variables that `declare -i` has made integers

  // Commands are no part of what branches of a template have to leave alike: Join makes one of two.
  bool operator==(const ShellCommands&) const { return true; }
  void Join(const ShellCommands& other);
};

inline constexpr std::string_view kShellExpression =
    "the shell evaluates what stands there, which may run commands; only an integer may";
inline constexpr std::string_view kShellCommand =
    "the shell reads what stands there once more, as a command; bring it in a variable or as an "
    "argument";

// Whether bash itself evaluates what this variable holds: `RANDOM`, `PS4`.
bool IsEvaluatedByBash(std::string_view variable);

// Takes the words of a line apart, as the scanner goes along it.
class ShellWords {
 public:
  ShellWords(ShellCommands& commands, std::string_view line);

  void Open(size_t at, bool parentheses);
  void SetArithmetic() { top().sort = ShellCommand::Sort::kArithmetic; }  // what was opened last
  void Close(size_t at);
  void EndWord(
      size_t at);  // at a blank or another sign that ends a word; the next begins behind it
  void Redirect(size_t at);    // at `<` or `>`, which begins a word
  void EndCommand(size_t at);  // at `;`, `|`, `&`, `)` of `case`
  // `continued`: the line's end ends no command; `quoted`: nor a word. Returns places of the line
  // where only integers may stand.
  std::vector<size_t> EndLine(bool continued, bool quoted);

  // The variable that the word being read is assigned to, or that a loop gives it to; or empty.
  std::string Target(size_t at) const;
  bool EvaluatesNames() const;  // names that stand here alone are those of variables to evaluate
  // Why only an integer may stand at `at`, which is place number `place` of its line; or nothing.
  std::string_view Of(size_t at, size_t place);
  bool AtCommand(size_t at) const;  // a word that begins here names a command, or follows `for`

 private:
  ShellCommand& top() { return commands_.open.back(); }
  void Word(std::string word);
  void Argument(const std::string& word);
  std::string Begun(const ShellCommand& command, size_t at) const;
  std::string_view OfOne(const ShellCommand& command, const std::string& word, bool direct) const;

  ShellCommands& commands_;
  std::string_view line_;
  std::vector<size_t> expressions_;
};

}  // namespace writ::tmpl
