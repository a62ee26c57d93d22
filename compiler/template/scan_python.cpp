#include <algorithm>
#include <array>

#include "template/scan.h"

namespace writ::tmpl {
namespace {

using At = Place::At;

// A name, not a value, follows these.
constexpr std::array<std::string_view, 9> kBeforeName = {
    "def", "class", "import", "as", "for", "global", "nonlocal", "del", "lambda"};

constexpr std::array<std::string_view, 11> kPrefixes = {"b",  "br", "f", "fr", "r", "rb",
                                                        "rf", "rt", "t", "tr", "u"};

// Of a text; `if` and `in` may stand before one too.
bool IsPrefix(std::string_view word) {
  std::string lower;
  for (const char c : word) lower.push_back(static_cast<char>(c | 0x20));
  return std::find(kPrefixes.begin(), kPrefixes.end(), lower) != kPrefixes.end();
}

class Scanner {
 public:
  Scanner(PythonState& state, std::string_view line, LineScan& out)
      : state_(state), line_(line), out_(out) {}

  void Run() {
    out_.in_text = state_.quote != 0;
    const char first = CharAt(line_, SkipBlanks(line_, 0));
    out_.closes = state_.quote == 0 && (first == ')' || first == ']' || first == '}');
    goes_on_ = state_.continued || state_.quote != 0 || !state_.stack.empty();
    state_.continued = false;
    element_ = state_.ready.yes && !state_.stack.empty() && state_.quote == 0;
    while (at_ < line_.size() && out_.error.empty()) {
      if (state_.quote != 0) {
        InString(true);
      } else {
        CodeStep();
      }
    }
    if (last_ != 0) state_.ready.yes = last_ == '(' || last_ == '[' || last_ == '{' || last_ == ',';
    out_.opens =
        state_.quote == 0 && (last_ == '(' || last_ == '[' || last_ == '{' || last_ == ':');
  }

 private:
  Place Here(At where) const {
    Place place = PlaceAt(line_, at_, Language::kPython, where);
    place.nesting = state_.stack;
    if (where == At::kComment) place.nesting.push_back('#');
    if (where == At::kString) place.nesting.append(triple_ ? 3 : 1, state_.quote);
    return place;
  }

  void Fail(std::string_view what) {
    out_.error = what;
    out_.error_at = at_;
  }

  // The first character of an element: what it is.
  void Element() {
    element_ = false;
    if (state_.stack.empty()) return;
    const auto begin = static_cast<uint32_t>(at_);
    const auto mark = [&](Mark::Kind kind) { out_.marks.push_back({kind, begin, begin + 1}); };
    if (state_.stack.back() == '[') return mark(Mark::Kind::kItem);
    if (state_.stack.back() == '{') {
      const char end = EndOfElement();
      if (end == ':' || line_.substr(at_, 2) == "**") return mark(Mark::Kind::kPair);
      return end == 0 ? void() : mark(Mark::Kind::kItem);
    }
    const bool parameter = state_.names == state_.stack.size();
    if (line_.substr(at_, 2) == "**") return mark(Mark::Kind::kRest);
    if (line_[at_] == '*' || line_[at_] == '/') {
      state_.starred = state_.starred || (parameter && line_[at_] == '*');
      return mark(Mark::Kind::kStar);
    }
    size_t end = at_;
    while (end < line_.size() && (IsWordChar(line_[end]) || line_[end] == kHoleMark)) ++end;
    const size_t next = SkipBlanks(line_, end);
    const bool named = end > at_ && CharAt(line_, next) == '=' && CharAt(line_, next + 1) != '=';
    const bool free = parameter && (state_.starred || CharAt(line_, next) == ':');
    const Mark::Kind kind = named ? Mark::Kind::kKey : free ? Mark::Kind::kStar : Mark::Kind::kItem;
    out_.marks.push_back({kind, begin, static_cast<uint32_t>(end)});
  }

  // What ends the first expression of the element that begins here: `:`, `,` or a bracket; 0 if
  // that stands further below.
  char EndOfElement() const {
    size_t depth = 0;
    char quote = 0;
    for (size_t i = at_; i < line_.size(); ++i) {
      const char c = line_[i];
      if (quote != 0) {
        if (c == '\\') ++i;
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '(' || c == '[' || c == '{') {
        ++depth;
      } else if (depth > 0) {
        if (c == ')' || c == ']' || c == '}') --depth;
      } else if (c == ',' || c == ')' || c == ']' || c == '}' ||
                 (c == ':' && CharAt(line_, i + 1) != '=')) {
        return c;
      } else if (c == '#') {
        return 0;
      }
    }
    return 0;
  }

  void CodeStep() {
    const char c = line_[at_];
    const bool closes = c == ')' || c == ']' || c == '}';
    begins_ = element_ && c != ' ' && c != '\t' && c != '#' && !closes;
    if (begins_) Element();
    if (c == '#') {
      for (; at_ < line_.size(); ++at_) {
        if (line_[at_] == kHoleMark) out_.places.push_back(Here(At::kComment));
      }
      return;
    }
    if (c == '"' || c == '\'') return StartString();
    if (IsWordChar(c)) return Name();
    if (c == kHoleMark) CodeHole();
    if (c == '(' || c == '[' || c == '{') {
      const bool names = defines_ || (c == '(' && word_ == "import");
      state_.stack.push_back(c);
      const auto begin = static_cast<uint32_t>(at_);
      out_.marks.push_back({Mark::Kind::kOpen, begin, begin + 1});
      element_ = true;
      if (names) state_.names = state_.stack.size();
      if (names) state_.starred = false;
      defines_ = false;
    } else if (c == ')' || c == ']' || c == '}') {
      const char open = c == ')' ? '(' : c == ']' ? '[' : '{';
      if (state_.stack.empty() || state_.stack.back() != open)
        return Fail("a closing bracket without its opening one");
      state_.stack.pop_back();
      if (state_.stack.size() < state_.names) state_.names = 0;
      if (state_.stack.size() < comprehends_) comprehends_ = 0;
      out_.marks.push_back({Mark::Kind::kClose, 0, 0});
      element_ = false;
    } else if (c == ',') {
      element_ = !state_.stack.empty() && state_.stack.size() != comprehends_;
    } else if (c == ':' && lambda_ == state_.stack.size() + 1) {
      lambda_ = 0;
    } else if (c == '\\' && at_ + 1 == line_.size()) {
      state_.continued = true;
    }
    if (c != ' ' && c != '\t') last_ = c;
    if (c != ' ' && c != '\t') word_ = {};
    ++at_;
  }

  void Name() {
    const size_t begin = at_;
    while (at_ < line_.size() && IsWordChar(line_[at_])) ++at_;
    word_ = line_.substr(begin, at_ - begin);
    last_before_word_ = last_;
    last_ = 'a';
    if (statement_.empty() && !goes_on_) statement_ = word_;
    if (word_ == "def") defines_ = true;
    if (word_ == "lambda") lambda_ = state_.stack.size() + 1;
    if (word_ == "in") target_ = false;
    if (word_ == "for") comprehends_ = state_.stack.size();
    const char next = CharAt(line_, at_);
    if ((next == '"' || next == '\'') && IsPrefix(word_)) StartString();
  }

  void StartString() {
    state_.prefix.clear();
    if (at_ > 0 && IsWordChar(line_[at_ - 1]) && IsPrefix(word_)) {
      for (const char c : word_) state_.prefix.push_back(static_cast<char>(c | 0x20));
    }
    const char quote = line_[at_];
    const std::string triple(3, quote);
    starts_text_ = StartsText();
    last_ = quote;
    word_ = {};
    if (line_.substr(at_, 3) == triple) {
      state_.quote = quote;
      at_ += 3;
      InString(true);
      return;
    }
    state_.quote = quote;
    ++at_;
    InString(false);
    if (state_.quote != 0) Fail("a string is not closed on its line");
  }

  // Whether no string stands before it that Python joins with it.
  bool StartsText() const {
    const char before = last_ == 'a' && !word_.empty() ? last_before_word_ : last_;
    if (before != 0) return before != '"' && before != '\'';
    return state_.stack.empty() || state_.ready.yes;
  }

  void InString(bool triple) {
    triple_ = triple;
    escape_ = line_.size();
    texts_.Begin(at_, starts_text_);
    const std::string end(triple ? 3 : 1, state_.quote);
    while (at_ < line_.size()) {
      const char c = line_[at_];
      if (line_.substr(at_, end.size()) == end) {
        texts_.End(at_);
        at_ += end.size();
        last_ = state_.quote;
        state_.quote = 0;
        state_.prefix.clear();
        return;
      }
      if (c == kHoleMark) StringHole();
      if (c == '\\') escape_ = at_;
      at_ += c == '\\' && CharAt(line_, at_ + 1) != kHoleMark ? 2 : 1;
    }
    if (at_ > line_.size()) at_ = line_.size();
    texts_.End(at_);
  }

  // Whether `\x`, `\u`, `\U`, `\N{` or an octal escape has not ended yet.
  bool InEscape() const {
    if (escape_ + 1 >= at_) return false;
    if (CutsEscape(line_, escape_, at_)) return true;
    const std::string_view begun = line_.substr(escape_ + 1, at_ - escape_ - 1);
    if (begun.front() == 'N') return begun.find('}') == std::string_view::npos;
    return begun.size() < 3 && begun.find_first_not_of("01234567") == std::string_view::npos;
  }

  void StringHole() {
    Place place = Here(At::kString);
    place.quote = state_.quote;
    if (state_.prefix.find('f') != std::string::npos) {
      place.refused = "it stands inside an f-string, which would read braces in it";
    } else if (state_.prefix.find('r') != std::string::npos) {
      place.refused = "it stands inside a raw string, which has no escapes";
    } else if (state_.prefix.find('b') != std::string::npos) {
      place.refused = "it stands inside a bytes literal";
    } else if (place.before == '\\') {
      place.refused = "it stands after a backslash";
    } else if (InEscape()) {
      place.refused = kInEscape;
    }
    out_.places.push_back(place);
  }

  // Whether the hole is one of several names that a statement lists.
  bool IsListed() const {
    const size_t depth = state_.stack.size();
    const bool listed = last_ == ',' || last_ == '*';
    if (depth > 0 && state_.names == depth && (begins_ || last_ == '*')) return true;
    if (lambda_ == depth + 1 && listed) return true;
    if (depth > 0) return false;
    if (word_ == "from" && statement_ == "from") return true;
    const bool names = statement_ == "import" || statement_ == "from" || statement_ == "global" ||
                       statement_ == "nonlocal" || (statement_ == "for" && target_);
    return names && listed;
  }

  void CodeHole() {
    Place place = Here(At::kValue);
    const size_t next = SkipBlanks(line_, at_ + 1);
    const bool assigns = CharAt(line_, next) == '=' && CharAt(line_, next + 1) != '=';
    const bool statement = state_.stack.empty() && place.starts_line;
    bool names = IsListed();
    for (const std::string_view word : kBeforeName) names = names || word_ == word;
    const bool in_name = IsWordChar(place.before) || place.before == '.' ||
                         place.before == kHoleMark || IsWordChar(place.after) ||
                         place.after == kHoleMark || names;
    const bool has_members = place.after == '.' || place.after == '(' || place.after == '[';
    const bool keyword = !state_.stack.empty() && state_.stack.back() == '(';
    const bool target = (assigns && (statement || keyword)) || (statement && place.after == ':');
    if (in_name || (target && !has_members)) {
      place.at = At::kIdentifier;
    } else if (has_members) {
      place.at = At::kMember;
    } else if (place.after == '"' || place.after == '\'') {
      place.refused = "a string follows it without a blank";
    }
    out_.places.push_back(place);
  }

  PythonState& state_;
  std::string_view line_;
  LineScan& out_;
  TextParts texts_{out_.texts, TextPart::Escapes::kPython};
  size_t at_ = 0;
  char last_ = 0;          // the last character of code that is no blank
  std::string_view word_;  // the name just read
  size_t escape_ = 0;      // the last backslash of the string, or the end of the line
  char last_before_word_ = 0;
  bool starts_text_ = false;  // the string being read, and the next one
  bool triple_ = false;
  bool element_ = false;        // an element of a bracket may begin here
  bool begins_ = false;         // and one does
  bool goes_on_ = false;        // the line goes on with what an earlier one has begun
  bool defines_ = false;        // behind `def`, before its parameters
  bool target_ = true;          // before `in`
  size_t comprehends_ = 0;      // brackets up to that of a comprehension; 0: none
  size_t lambda_ = 0;           // brackets around the parameters of a lambda, and one; 0: none
  std::string_view statement_;  // the first word of the line
};

}  // namespace

void ScanPython(PythonState& state, std::string_view line, LineScan& out) {
  Scanner(state, line, out).Run();
}

}  // namespace writ::tmpl
