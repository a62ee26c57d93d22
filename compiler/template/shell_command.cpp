#include "template/shell_command.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"

namespace writ::tmpl {
namespace {

using Sort = ShellCommand::Sort;

template <size_t N>
bool In(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The name of a command may follow these.
constexpr std::array<std::string_view, 16> kBeforeCommand = {
    "!",  "builtin", "command", "coproc", "do",   "elif", "else",  "env",
    "if", "exec",    "nohup",   "sudo",   "then", "time", "until", "while"};

constexpr std::array<std::pair<std::string_view, Sort>, 23> kBuiltins = {{
    {".", Sort::kSource},        {"[", Sort::kTestBuiltin},    {"[[", Sort::kTest},
    {"declare", Sort::kDeclare}, {"eval", Sort::kEval},        {"export", Sort::kDeclare},
    {"getopts", Sort::kNames},   {"let", Sort::kLet},          {"local", Sort::kDeclare},
    {"mapfile", Sort::kRead},    {"printf", Sort::kPrintf},    {"read", Sort::kRead},
    {"readarray", Sort::kRead},  {"readonly", Sort::kDeclare}, {"test", Sort::kTestBuiltin},
    {"trap", Sort::kEval},       {"typeset", Sort::kDeclare},  {"unset", Sort::kNames},
    {"wait", Sort::kNames},      {"alias", Sort::kEval},       {"compgen", Sort::kEval},
    {"complete", Sort::kEval},   {"source", Sort::kSource},
}};

// A program that takes code behind `-c`.
bool IsShell(std::string_view word) {
  const std::string_view name = word.substr(word.rfind('/') + 1);
  return (name.ends_with("sh") && name != "ssh") || name == "su" || name == "runuser";
}

bool IsRedirection(std::string_view word) {
  word.remove_prefix(std::min(word.find_first_not_of("0123456789&"), word.size()));
  return word.starts_with('<') || word.starts_with('>');
}

constexpr std::array<std::string_view, 2> kSplits = {"--split-string", "-S"};  // of env
// bash evaluates what is assigned to these as an expression.
constexpr std::array<std::string_view, 6> kIntegers = {"HISTCMD", "LINENO",  "OPTIND",
                                                       "RANDOM",  "SECONDS", "SRANDOM"};
// And reads what these hold as code or, before it starts, as the name of a file of code.
constexpr std::array<std::string_view, 8> kCodeVariables = {
    "BASH_ENV", "ENV", "PROMPT_COMMAND", "PS0", "PS1", "PS2", "PS3", "PS4"};
constexpr std::array<std::string_view, 6> kCompares = {"-eq", "-ge", "-gt", "-le", "-lt", "-ne"};
constexpr std::array<std::string_view, 2> kOfVariables = {"-R", "-v"};

std::string WithoutQuotes(std::string_view raw) {
  std::string out;
  for (const char c : raw) {
    if (c != '"' && c != '\'' && c != '\\') out.push_back(c);
  }
  return out;
}

bool IsName(std::string_view text) {
  return !text.empty() && !IsDigit(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsLetter(c) || IsDigit(c) || c == '_'; });
}

// The variable of `NAME=...` and `NAME+=...`; empty for any other word.
std::string_view Assigned(std::string_view word) {
  const size_t equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0) return {};
  std::string_view name = word.substr(0, equals - (word[equals - 1] == '+' ? 1 : 0));
  if (const size_t subscript = name.find('['); name.ends_with(']'))
    name = name.substr(0, subscript);
  return IsName(name) ? name : std::string_view();
}

bool IsOption(std::string_view word, std::string_view letters) {
  return (word.starts_with('-') || word.starts_with('+')) &&
         word.find_first_of(letters) != std::string_view::npos;
}

bool IsDangerous(const ShellCommand& command) {
  return command.sort != Sort::kUnnamed && command.sort != Sort::kOther;
}

}  // namespace

bool IsEvaluatedByBash(std::string_view variable) {
  return In(variable, kIntegers) || In(variable, kCodeVariables);
}

void ShellCommands::Join(const ShellCommands& other) {
  for (size_t i = 0; i < std::min(open.size(), other.open.size()); ++i) {
    ShellCommand& mine = open[i];
    const ShellCommand& its = other.open[i];
    const bool shell = mine.runs_shell || its.runs_shell;
    const bool code = mine.code_next || its.code_next;
    const bool integers_here = mine.integers || its.integers;
    const bool arrays = mine.arrays || its.arrays;
    const bool compares = In(its.previous, kCompares) || In(its.previous, kOfVariables);
    if (!IsDangerous(mine) && IsDangerous(its)) mine = its;
    if (compares) mine.previous = its.previous;
    mine.runs_shell = shell;
    mine.code_next = code;
    mine.integers = integers_here;
    mine.arrays = arrays;
  }
  integers.insert(integers.end(), other.integers.begin(), other.integers.end());
}

ShellWords::ShellWords(ShellCommands& commands, std::string_view line)
    : commands_(commands), line_(line) {
  for (ShellCommand& command : commands_.open) command.begin = 0;
}

void ShellWords::Open(size_t at, bool parentheses) {
  ShellCommand command;
  command.in_parentheses = parentheses;
  if (parentheses && top().sort == Sort::kTest) command.sort = Sort::kTest;
  command.begin = at;
  commands_.open.push_back(std::move(command));
}

void ShellWords::Close(size_t at) {
  EndWord(at);
  if (commands_.open.size() > 1) commands_.open.pop_back();
}

void ShellWords::EndWord(size_t at) {
  const std::string word = Begun(top(), at);
  top().word_at = top().begin;
  top().begin = at + 1;
  top().begun.clear();
  if (!word.empty()) Word(word);
}

std::string ShellWords::Begun(const ShellCommand& command, size_t at) const {
  if (at <= command.begin) return command.begun;
  return command.begun + WithoutQuotes(line_.substr(command.begin, at - command.begin));
}

void ShellWords::Redirect(size_t at) {
  const std::string number = Begun(top(), at);
  if (std::all_of(number.begin(), number.end(), IsDigit)) {
    top().begun.clear();  // a descriptor
  } else {
    EndWord(at);
  }
  top().begin = at;
}

void ShellWords::EndCommand(size_t at) {
  EndWord(at);
  ShellCommand& command = top();
  if (command.sort == Sort::kArithmetic) return;
  if (command.sort == Sort::kTest) return Word(std::string(line_.substr(at, 1)));
  ShellCommand next;
  next.in_parentheses = command.in_parentheses;
  next.begin = at + 1;
  command = std::move(next);
}

std::vector<size_t> ShellWords::EndLine(bool continued, bool quoted) {
  if (!quoted) EndWord(line_.size());
  for (ShellCommand& each : commands_.open) each.begun = Begun(each, line_.size());
  ShellCommand& command = top();
  if (command.sort == Sort::kTest) {
    // What compares may stand on the next line.
    expressions_.insert(expressions_.end(), command.before.begin(), command.before.end());
  } else if (!continued && !quoted) {
    EndCommand(line_.size());
  }
  for (ShellCommand& each : commands_.open) {
    each.here.clear();
    each.before.clear();
  }
  return std::move(expressions_);
}

bool ShellWords::AtCommand(size_t at) const {
  const ShellCommand& command = commands_.open.back();
  return command.begin == at && (command.sort == Sort::kUnnamed || command.previous == "for");
}

void ShellWords::Word(std::string word) {
  ShellCommand& command = top();
  if (command.redirects || IsRedirection(word)) {
    // `<` alone takes the next word along.
    command.redirects =
        !command.redirects && std::string_view("<>|&").find(word.back()) != std::string_view::npos;
    command.before = std::exchange(command.here, {});
    if (!command.redirects) return;
    command.previous = std::move(word);
    return;
  }
  if (command.sort != Sort::kUnnamed) {
    Argument(word);
  } else if (!In(word, kBeforeCommand) && Assigned(word).empty() &&
             !(word.starts_with('-') && !command.previous.empty())) {
    const auto builtin = std::find_if(kBuiltins.begin(), kBuiltins.end(),
                                      [&](const auto& known) { return known.first == word; });
    command.sort = builtin == kBuiltins.end() ? Sort::kOther : builtin->second;
    // Which program it is, only bash will know.
    if (word.find_first_of("$`") != std::string::npos) command.runs_shell = true;
    const std::string_view raw = line_.substr(std::min(command.word_at, line_.size()));
    if (raw.starts_with("$'") || raw.starts_with("$\"")) command.sort = Sort::kEval;
  }
  if (command.previous == "for" || command.previous == "select") command.loop = word;
  if (command.sort == Sort::kPrintf && command.previous == "-v") command.loop = word;
  if (word == "{") command.sort = Sort::kUnnamed;
  if (IsShell(word)) command.runs_shell = true;
  command.before = std::exchange(command.here, {});
  command.previous = std::move(word);
}

void ShellWords::Argument(const std::string& word) {
  ShellCommand& command = top();
  if (command.sort == Sort::kTest) {
    if (In(word, kCompares))
      expressions_.insert(expressions_.end(), command.before.begin(), command.before.end());
    if (word == "]]") command.sort = Sort::kOther;
  }
  if (command.sort == Sort::kDeclare) {
    if (IsOption(word, "in")) command.integers = true;
    if (IsOption(word, "aA")) command.arrays = true;
    const std::string_view name = Assigned(word).empty() ? std::string_view(word) : Assigned(word);
    if (command.integers && IsName(name)) commands_.integers.emplace_back(name);
  }
  const bool option = word.starts_with('-') || word.starts_with('+');
  const bool of_option = command.previous == "-o" || command.previous == "+o" ||
                         command.previous == "-O" || command.previous == "+O";
  if (!option && !of_option) command.code_next = false;
  if (command.runs_shell && word.starts_with('-') && !word.starts_with("--") &&
      word.find('c') != std::string::npos)
    command.code_next = true;
}

std::string ShellWords::Target(size_t at) const {
  for (size_t i = commands_.open.size(); i-- > 0;) {
    const ShellCommand& command = commands_.open[i];
    const std::string word = Begun(command, at);
    if (const std::string_view name = Assigned(word); !name.empty()) return std::string(name);
    if (!command.loop.empty()) return command.loop;
    if (!command.in_parentheses) break;
  }
  return {};
}

bool ShellWords::EvaluatesNames() const {
  return std::any_of(commands_.open.begin(), commands_.open.end(), [](const ShellCommand& each) {
    return each.sort == Sort::kArithmetic || each.sort == Sort::kLet;
  });
}

std::string_view ShellWords::Of(size_t at, size_t place) {
  bool direct = true;
  for (size_t i = commands_.open.size(); i-- > 0; direct = false) {
    ShellCommand& command = commands_.open[i];
    if (direct) command.here.push_back(place);
    const std::string_view why = OfOne(command, Begun(command, at), direct);
    if (!why.empty()) return why;
    const std::string word = Begun(command, at);
    const bool names_file = IsRedirection(word) || command.redirects;
    if (!command.in_parentheses && names_file) break;
  }
  return {};
}

std::string_view ShellWords::OfOne(const ShellCommand& command, const std::string& word,
                                   bool direct) const {
  const std::string& previous = command.previous;
  const std::string name(Assigned(word));
  const bool of_variable = In(previous, kOfVariables);
  const bool here_string = previous.ends_with("<<<") ||
                           word.substr(0, word.find_first_not_of("0123456789<")).ends_with("<<<");
  if (command.runs_shell && (command.code_next || here_string)) return kShellCommand;
  if (command.sort == Sort::kSource && here_string) return kShellCommand;
  if (!direct && (command.runs_shell || command.sort == Sort::kSource)) return kShellCommand;
  const bool integer = In(name, kIntegers) ||
                       std::find(commands_.integers.begin(), commands_.integers.end(), name) !=
                           commands_.integers.end();
  const bool assigns = command.sort == Sort::kUnnamed || command.sort == Sort::kDeclare;
  if (assigns && In(name, kCodeVariables)) return kShellCommand;
  if (command.sort == Sort::kUnnamed && In(previous, kSplits)) return kShellCommand;
  switch (command.sort) {
    case Sort::kUnnamed:
      return integer ? kShellExpression : std::string_view();
    case Sort::kOther:
    case Sort::kSource:
      return {};
    case Sort::kArithmetic:
      return kShellExpression;
    case Sort::kTest:
      return of_variable || In(previous, kCompares) ? kShellExpression : std::string_view();
    case Sort::kTestBuiltin:
      return of_variable ? kShellExpression : std::string_view();
    case Sort::kDeclare:
      return command.integers || integer || name.empty() || (direct && command.arrays)
                 ? kShellExpression
                 : std::string_view();
    case Sort::kPrintf:
      return previous == "-v" || word.starts_with("-v") ? kShellExpression : std::string_view();
    case Sort::kRead: {
      const bool text =
          previous.starts_with('-') && previous.find_last_of("dip") + 1 == previous.size();
      return text ? std::string_view() : kShellExpression;
    }
    case Sort::kNames:
    case Sort::kLet:
      return kShellExpression;
    case Sort::kEval:
      return kShellCommand;
  }
  return {};
}

}  // namespace writ::tmpl
