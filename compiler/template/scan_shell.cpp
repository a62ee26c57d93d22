#include "template/scan.h"
#include "template/shell_list.h"
#include "template/shell_variables.h"

namespace writ::tmpl {
namespace {

using At = Place::At;
using In = ShellState::In;

constexpr std::string_view kSubscript =
    "it stands between `[` and `]`, whose content a shell may evaluate; only an integer may";

constexpr std::string_view kJoinsVariable =
    "it would go on in the name of the variable before it; write `${name}` there";

class Scanner {
 public:
  Scanner(ShellState& state, std::string_view line, LineScan& out)
      : state_(state),
        line_(line),
        out_(out),
        words_(state.commands, line),
        variables_(line, out.variables),
        list_(line, out.marks) {}

  void Run() {
    if (!state_.heredocs.empty()) return HeredocLine();
    out_.in_text = Inside(In::kDouble) || Inside(In::kSingle) || Inside(In::kDollarSingle);
    const char first = CharAt(line_, SkipBlanks(line_, 0));
    out_.closes = !out_.in_text && (first == ')' || first == '}');
    const bool code = !Quoted() && !Inside(In::kParameter) && !Inside(In::kArithmetic);
    list_.set_begins(code && !state_.continued);
    state_.continued = false;
    if (Inside(In::kDouble)) texts_.Begin(0, false);
    while (at_ < line_.size() && out_.error.empty()) Step();
    texts_.End(line_.size());
    if (subscript_ > 0 && out_.error.empty()) {
      out_.error = "`[` is not closed on its line";
      out_.error_at = line_.size();
    }
    for (const size_t place : words_.EndLine(state_.continued, Quoted())) {
      if (!variables_.IsEvaluated(place)) out_.places[place].expression = kShellExpression;
    }
    out_.opens = !Quoted() && (last_ == '(' || last_ == '{');
  }

 private:
  bool Inside(In what) const { return !state_.stack.empty() && state_.stack.back() == what; }
  bool Quoted() const {
    return Inside(In::kDouble) || Inside(In::kSingle) || Inside(In::kDollarSingle);
  }
  void Push(In what, size_t length) {
    if (Inside(In::kDouble)) texts_.Interrupt(at_);
    if (what == In::kDouble) texts_.Begin(at_ + length, true, FollowsQuotes());
    state_.stack.push_back(what);
    at_ += length;
    command_ = what == In::kSubstitution || what == In::kBacktick || what == In::kParen;
    if (command_) words_.Open(at_, what == In::kParen);
  }
  void Pop(size_t length) {
    if (Inside(In::kDouble)) texts_.End(at_);
    state_.stack.pop_back();
    if (Inside(In::kDouble)) texts_.Resume(at_ + length);
  }
  void PopCommand() {
    Pop(1);
    words_.Close(at_);
  }
  // Whether the word has a part in quotes before `at_`.
  bool FollowsQuotes() const {
    const std::string_view before = line_.substr(0, at_);
    const size_t blank = before.find_last_of(" \t");
    const std::string_view word = blank == std::string_view::npos ? before : before.substr(blank);
    return word.find_first_of("'\"\\`") != std::string_view::npos;
  }

  // Parentheses and `case` are left out: they do not change how a word is read.
  Place Here(At where) const {
    static constexpr std::string_view kMarks = " $`\"'D{A ";  // in the order of In
    Place place = PlaceAt(line_, at_, Language::kShell, where);
    for (const In in : state_.stack) {
      const char mark = kMarks[static_cast<size_t>(in)];
      if (mark != ' ') place.nesting.push_back(mark);
    }
    if (where == At::kComment) place.nesting.push_back('#');
    return place;
  }

  void Refuse(std::string_view why) {
    Place place = Here(At::kString);
    place.refused = why;
    out_.places.push_back(place);
  }

  void Expression(std::string_view why) {
    Place place = Here(At::kValue);
    place.expression = why;
    if (place.before == '$') place.refused = "it stands after `$`";
    Finish(place);
  }

  // Of a hole outside of arithmetic: whether its text would be read as code.
  void Read(Place& place) {
    const std::string_view why = words_.Of(at_, out_.places.size());
    if (place.at == At::kIdentifier) return;
    place.expression = subscript_ > 0 ? kSubscript : why;
    variables_.Hole(words_.Target(at_), out_.places.size());
  }

  void Finish(Place& place) {
    const bool redirects = place.after == '<' || place.after == '>';
    if (redirects && !place.expression.empty())
      place.refused = "`<` or `>` follows it without a blank";
    out_.places.push_back(place);
  }

  bool QuotesInExpression() const {
    const size_t size = state_.stack.size();
    if (size < 2) return false;
    const In around = state_.stack[size - 2];
    return around == In::kParameter || around == In::kArithmetic;
  }

  void HeredocLine() {
    out_.in_text = true;
    for (at_ = 0; at_ < line_.size(); ++at_) {
      if (line_[at_] == kHoleMark) Refuse("it stands inside a heredoc, which has no safe quoting");
    }
    if (line_.substr(line_.find_first_not_of('\t') == std::string_view::npos
                         ? 0
                         : line_.find_first_not_of('\t')) == state_.heredocs.front()) {
      state_.heredocs.erase(state_.heredocs.begin());
    }
  }

  void Step() {
    if (!Quoted() && !Inside(In::kParameter) && !Inside(In::kArithmetic)) list_.Word(at_);
    if (Inside(In::kSingle) || Inside(In::kDollarSingle)) return InSingle();
    const char c = line_[at_];
    if (c == '\\') {
      if (at_ + 1 == line_.size()) state_.continued = true;
      at_ += CharAt(line_, at_ + 1) == kHoleMark ? 1 : 2;
      last_ = 'a';
      command_ = false;
      return;
    }
    if (c == '$' && Dollar()) return;
    if (c == '`') {
      if (Inside(In::kBacktick)) {
        PopCommand();
        list_.Add(Mark::Kind::kClose);
        list_.set_begins(false);
        ++at_;
      } else {
        list_.Add(Mark::Kind::kCommand);
        list_.set_begins(true);
        Push(In::kBacktick, 1);
      }
      return;
    }
    if (Inside(In::kDouble)) return InDouble();
    if (Inside(In::kParameter)) return InBraces();
    if (Inside(In::kArithmetic)) return InArithmetic();
    CodeStep();
  }

  void InSingle() {
    const char c = line_[at_];
    if (c == kHoleMark)
      Refuse("it stands inside single quotes, which have no escapes; leave the quotes out");
    if (c == '\\' && Inside(In::kDollarSingle) && CharAt(line_, at_ + 1) != kHoleMark) ++at_;
    if (c == '\'') Pop(1);
    last_ = 'a';
    ++at_;
  }

  void InDouble() {
    const char c = line_[at_];
    if (c == '"') Pop(1);
    if (c == kHoleMark) {
      Place place = Here(At::kString);
      place.quote = '"';
      if (place.before == '\\') place.refused = "it stands after a backslash";
      if (place.before == '$') place.refused = "it stands after `$`";
      if (EndsVariable(line_, at_)) place.refused = kJoinsVariable;
      if (InBacktick()) place.refused = "it stands inside backticks; use `$()`";
      if (QuotesInExpression()) place.refused = "it stands inside `${}` or `$(())`";
      Read(place);
      out_.places.push_back(place);
    }
    last_ = 'a';
    ++at_;
  }

  void InBraces() {
    const char c = line_[at_];
    if (c == kHoleMark) Expression("it stands inside `${}`; only an integer may");
    if (c == '}') Pop(1);
    const char before = at_ == 0 ? '\0' : line_[at_ - 1];
    if ((before == ':' || before == '[' || before == ' ') && IsWordChar(c)) {
      at_ = variables_.Bare(at_);
      return;
    }
    if (c == '"') return Push(In::kDouble, 1);
    ++at_;
  }

  void InArithmetic() {
    if (IsWordChar(line_[at_])) {
      at_ = variables_.Bare(at_);
      return;
    }
    if (line_[at_] == kHoleMark) Expression(kShellExpression);
    if (line_.substr(at_, 2) == "))") {
      Pop(2);
      ++at_;
    }
    ++at_;
  }

  // Of `$name` and `${name`.
  void Variable() {
    const bool inside = Inside(In::kParameter) || Inside(In::kArithmetic) || subscript_ > 0;
    variables_.Expansion(at_, inside, words_);
  }

  // `$(`, `$((`, `${` and `$'`; false for any other dollar.
  bool Dollar() {
    Variable();
    const bool quoted = Inside(In::kDouble);
    if (line_.substr(at_, 3) == "$((") return Push(In::kArithmetic, 3), true;
    if (line_.substr(at_, 2) == "$(") {
      list_.Add(Mark::Kind::kCommand);
      list_.set_begins(true);
      return Push(In::kSubstitution, 2), true;
    }
    if (line_.substr(at_, 2) == "${") return Push(In::kParameter, 2), true;
    if (!quoted && line_.substr(at_, 2) == "$'") return Push(In::kDollarSingle, 2), true;
    return false;
  }

  void CodeStep() {
    const char c = line_[at_];
    const char before = at_ == 0 ? '\0' : line_[at_ - 1];
    if (c == ' ' || c == '\t') words_.EndWord(at_);
    const bool redirects =
        c == '&' && (before == '<' || before == '>' || CharAt(line_, at_ + 1) == '>');
    if ((c == ';' || c == '|' || c == '&') && !redirects) words_.EndCommand(at_);
    if ((c == '<' || c == '>') && before != '<' && before != '>') words_.Redirect(at_);
    const bool starts_word = before == '\0' || before == ' ' || before == '\t' || before == ';' ||
                             before == '(' || before == ')' || before == '|' || before == '&';
    if (c == '#' && starts_word) return Comment();
    if (c == '\'') return Push(In::kSingle, 1);
    if (c == '"') return Push(In::kDouble, 1);
    if (line_.substr(at_, 3) == "<<<") {
      last_ = c;
      at_ += 3;
      return;
    }
    if (line_.substr(at_, 2) == "<<") return Heredoc();
    if (IsWordChar(c) && starts_word) return Word();
    if (IsWordChar(c) && !IsWordChar(before) && (subscript_ > 0 || words_.EvaluatesNames())) {
      at_ = variables_.Bare(at_);
      last_ = 'a';
      return;
    }
    if (c == '[') return Bracket(before == '\0' || before == ' ' || before == '\t');
    if (c == ']' && subscript_ > 0) --subscript_;
    if (c == '(') {
      return Parenthesis();
    }
    if (c == ')') {
      const bool closes = Inside(In::kParen) || Inside(In::kSubstitution);
      if (closes) {
        PopCommand();
        if (Inside(In::kCase)) words_.EndCommand(at_);
      } else {
        words_.EndCommand(at_);
      }
      list_.Add(closes ? Mark::Kind::kClose : Mark::Kind::kArm);
      list_.set_begins(!closes || before == '(');  // `f()`, before its body
      command_ = Inside(In::kCase);
    }
    if (c == kHoleMark) Hole(starts_word);
    if (c == ';' || c == '&' || c == '|') list_.Operator(at_);
    if (c == ';' || c == '|' || c == '&' || c == '{' || c == '!') command_ = true;
    if (c != ' ' && c != '\t') last_ = c;
    if (c == kHoleMark) command_ = false;
    ++at_;
  }

  // Of `((` both are arithmetic.
  void Parenthesis() {
    const bool arithmetic = CharAt(line_, at_ + 1) == '(' && words_.AtCommand(at_);
    last_ = '(';
    if (list_.begins() && arithmetic) list_.Add(Mark::Kind::kWord);  // a command as a whole
    list_.Add(list_.begins() && !arithmetic ? Mark::Kind::kGroup : Mark::Kind::kWords);
    Push(In::kParen, 1);
    if (!arithmetic) return;
    words_.SetArithmetic();
    list_.Add(Mark::Kind::kWords);
    Push(In::kParen, 1);
    list_.set_begins(false);
  }

  // `[` and `[[` before a blank are commands; any other may be a subscript, which bash evaluates.
  void Bracket(bool starts_word) {
    const size_t length = starts_word && CharAt(line_, at_ + 1) == '[' ? 2 : 1;
    const char next = CharAt(line_, at_ + length);
    const bool test = starts_word && (next == ' ' || next == '\t' || next == '\0');
    if (!test) ++subscript_;
    last_ = 'a';
    at_ += test ? length : 1;
  }

  void Word() {
    const size_t begin = at_;
    while (at_ < line_.size() && (IsWordChar(line_[at_]) || line_[at_] == '-')) ++at_;
    const std::string_view word = line_.substr(begin, at_ - begin);
    last_ = 'a';
    if (subscript_ > 0 || words_.EvaluatesNames()) variables_.Bare(begin);
    if (!command_) return;
    if (word == "case") state_.stack.push_back(In::kCase);
    if (word == "esac" && Inside(In::kCase)) state_.stack.pop_back();
    command_ = word == "then" || word == "do" || word == "else" || word == "elif" || word == "if" ||
               word == "while" || word == "until" || word == "time";
  }

  void Comment() {
    for (; at_ < line_.size(); ++at_) {
      if (line_[at_] == kHoleMark) out_.places.push_back(Here(At::kComment));
    }
  }

  void Heredoc() {
    at_ += 2;
    if (CharAt(line_, at_) == '-') ++at_;
    at_ = SkipBlanks(line_, at_);
    std::string word;
    char quote = 0;
    for (; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      if (quote == 0 && std::string_view(" \t;|&<>()").find(c) != std::string_view::npos) break;
      if (c == kHoleMark) Refuse("it stands in the name of a heredoc");
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c != '\\') {
        word.push_back(c);
      }
    }
    if (word.empty()) {
      out_.error = "a heredoc needs a name";
      out_.error_at = at_;
      return;
    }
    state_.heredocs.push_back(word);
    last_ = 'a';
  }

  bool InBacktick() const {
    for (const In in : state_.stack) {
      if (in == In::kBacktick) return true;
    }
    return false;
  }

  // Whether the word up to here is the start of a variable's name: `prefix_@{name}=...`.
  bool EndsName() const {
    size_t begin = at_;
    while (begin > 0 && (IsWordChar(line_[begin - 1]) || line_[begin - 1] == kHoleMark)) --begin;
    const char first = line_[begin];
    const char before = begin == 0 ? ' ' : line_[begin - 1];
    return begin < at_ && (first < '0' || first > '9') &&
           (before == ' ' || before == '\t' || before == ';' || before == '(');
  }

  void Hole(bool starts_word) {
    Place place = Here(At::kValue);
    const char after = place.after;
    const bool ends_word = after == '\0' || after == ' ' || after == '\t' || after == ';' ||
                           after == ')' || after == '|' || after == '&';
    place.whole = starts_word && ends_word;
    if (place.before == '$') place.refused = "it stands after `$`";
    if (place.before == '\\') place.refused = "it stands after a backslash";
    if (EndsVariable(line_, at_)) place.refused = kJoinsVariable;
    if (InBacktick()) place.refused = "it stands inside backticks; use `$()`";
    const bool names = after == '=' && EndsName();
    if ((starts_word && (after == '=' || after == '(')) || names) place.at = At::kIdentifier;
    Read(place);
    Finish(place);
  }

  ShellState& state_;
  std::string_view line_;
  LineScan& out_;
  TextParts texts_{out_.texts, TextPart::Escapes::kShell};
  ShellWords words_;
  ShellExpansions variables_;
  ShellList list_;
  size_t at_ = 0;
  int subscript_ = 0;    // brackets that are open
  char last_ = 0;        // the last character of code that is no blank
  bool command_ = true;  // the next word is a command's name
};

}  // namespace

void ScanShell(ShellState& state, std::string_view line, LineScan& out) {
  Scanner(state, line, out).Run();
}

}  // namespace writ::tmpl
