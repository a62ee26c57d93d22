#include <algorithm>

#include "template/scan.h"

namespace writ::tmpl {
namespace {

using In = HclState::In;
using At = Place::At;

bool IsHclWordChar(char c) { return IsWordChar(c) || c == '-'; }

class Scanner {
 public:
  Scanner(HclState& state, std::string_view line, LineScan& out)
      : state_(state), line_(line), out_(out) {}

  void Run() {
    out_.in_text = Inside(In::kHeredoc) || Inside(In::kComment);
    const size_t first = SkipBlanks(line_, 0);
    const char start = CharAt(line_, first);
    out_.closes = InCode() && (start == ')' || start == ']' || start == '}');
    if (Inside(In::kHeredoc) && MayEndHeredoc() && line_.substr(first) != state_.heredocs.back())
      return Fail("the name that ends a heredoc stands alone on its line");
    if (Inside(In::kHeredoc) && line_.substr(first) == state_.heredocs.back()) {
      state_.heredocs.pop_back();
      state_.stack.pop_back();
      return;
    }
    if (!InCode()) item_ = kNoItem;
    if (InTemplate()) texts_.Begin(0, false);
    while (at_ < line_.size() && out_.error.empty()) Step();
    if (Inside(In::kQuote)) Fail("a string is not closed on its line");
    texts_.End(line_.size());
    if (!heredoc_.empty()) {
      texts_.set_escapes(TextPart::Escapes::kHeredoc);
      texts_.Begin(line_.size(), true);
      texts_.End(line_.size());
      state_.stack.push_back(In::kHeredoc);
      state_.heredocs.push_back(heredoc_);
    }
    if (last_ != 0 || !heredoc_.empty()) state_.ready.yes = EndsElement();
    out_.opens = InCode() && (last_ == '(' || last_ == '[' || last_ == '{');
  }

 private:
  bool Inside(In what) const { return !state_.stack.empty() && state_.stack.back() == what; }
  // Terraform takes off any blank that Unicode knows, at both ends; which those are is not told.
  bool MayEndHeredoc() const {
    const auto counts = [](char c) {
      return c == kHoleMark || (c > ' ' && static_cast<unsigned char>(c) < 0x80);
    };
    const auto first = std::find_if(line_.begin(), line_.end(), counts);
    const auto last = std::find_if(line_.rbegin(), line_.rend(), counts).base();
    return first < last && std::string(first, last) == state_.heredocs.back();
  }

  bool InTemplate() const { return Inside(In::kQuote) || Inside(In::kHeredoc); }
  bool InCode() const { return !InTemplate() && !Inside(In::kComment); }

  Place Here(At where) const {
    static constexpr std::string_view kMarks = "{{[(\"$<*";  // in the order of In
    Place place = PlaceAt(line_, at_, Language::kHcl, where);
    for (const In in : state_.stack) place.nesting.push_back(kMarks[static_cast<size_t>(in)]);
    if (where == At::kComment && InCode()) place.nesting.push_back('#');
    return place;
  }

  bool EndsElement() const {
    if (Inside(In::kBracket) || Inside(In::kParen))
      return last_ == '[' || last_ == '(' || last_ == ',';
    static constexpr std::string_view kOperators = "=:?+-*/%<>&|!.";
    return !Inside(In::kInterpolation) && kOperators.find(last_) == std::string_view::npos;
  }

  // The name left of an `=` or `:` at `at_`.
  void Key() {
    size_t begin = SkipBlanks(line_, item_);
    size_t end = at_;
    item_ = kNoItem;
    while (end > begin && (line_[end - 1] == ' ' || line_[end - 1] == '\t')) --end;
    if (begin == end || line_[begin] == '(') return;  // computed by Terraform
    if (line_.substr(begin, 4) == "for ") return;
    out_.marks.push_back(
        {Mark::Kind::kKey, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
  }

  void Fail(std::string_view what) {
    out_.error = what;
    out_.error_at = at_;
  }

  void Step() {
    if (Inside(In::kComment)) return InComment();
    if (InTemplate()) return TemplateStep();
    CodeStep();
  }

  void InComment() {
    if (line_.substr(at_, 2) == "*/") {
      state_.stack.pop_back();
      at_ += 2;
      return;
    }
    if (line_[at_] == kHoleMark) out_.places.push_back(Here(At::kComment));
    ++at_;
  }

  void TemplateStep() {
    const char c = line_[at_];
    const std::string_view three = line_.substr(at_, 3);
    if (c == kHoleMark) {
      Place place = Here(Inside(In::kQuote) ? At::kString : At::kRaw);
      place.quote = Inside(In::kQuote) ? '"' : '\0';
      if (Inside(In::kHeredoc)) AlongLine(place);
      place.label = label_;
      if (Inside(In::kQuote) && place.before == '\\') place.refused = "it stands after a backslash";
      if (CutsEscape(line_, escape_, at_)) place.refused = kInEscape;
      if (BetweenDollarAndBrace()) place.refused = "it stands between `$` and `{`";
      out_.places.push_back(place);
      ++at_;
    } else if (three == "$${" || three == "%%{") {
      at_ += 3;
    } else if (three.substr(0, 2) == "${" || three.substr(0, 2) == "%{") {
      texts_.Interrupt(at_);
      state_.stack.push_back(In::kInterpolation);
      at_ += 2;
      last_ = '(';
    } else if (c == '\\' && Inside(In::kQuote) && CharAt(line_, at_ + 1) != kHoleMark) {
      escape_ = at_;
      at_ += 2;
    } else if (c == '"' && Inside(In::kQuote)) {
      texts_.End(at_);
      state_.stack.pop_back();
      escape_ = line_.size();
      last_ = '"';
      ++at_;
    } else {
      ++at_;
    }
  }

  // Blanks at the ends of the line part nothing from the name that ends the heredoc.
  void AlongLine(Place& place) const {
    constexpr std::string_view kBlanks = " \t\x01";
    static_assert(kBlanks.back() == kHoleMark);
    place.ends = state_.heredocs.back();
    if (line_.substr(0, at_).find_first_not_of(kBlanks) == std::string_view::npos)
      place.before = kHoleMark;
    if (line_.find_first_not_of(kBlanks, at_) == std::string_view::npos) place.after = kHoleMark;
  }

  // The texts around a hole without text in it would join to the start of an interpolation.
  bool BetweenDollarAndBrace() const {
    const size_t left = line_.find_last_not_of(kHoleMark, at_);
    const size_t right = line_.find_first_not_of(kHoleMark, at_);
    if (left == std::string_view::npos || right == std::string_view::npos) return false;
    const bool dollar = line_[left] == '$' || line_[left] == '%';
    const char after = line_[right];
    return dollar && (after == '{' || after == '$' || after == '%');
  }

  void CodeStep() {
    const char c = line_[at_];
    const std::string_view two = line_.substr(at_, 2);
    if (c == kHoleMark) {
      CodeHole();
    } else if (c == '#' || two == "//") {
      return Comment();
    } else if (two == "/*") {
      state_.stack.push_back(In::kComment);
      at_ += 2;
      return;
    } else if (two == "<<") {
      return Heredoc();
    } else if (c == '"') {
      label_ = InBody() && !assigned_;
      state_.stack.push_back(In::kQuote);
      texts_.set_escapes(TextPart::Escapes::kHcl);
      texts_.Begin(at_ + 1, true);
    } else if (c == '(') {
      state_.stack.push_back(In::kParen);
    } else if (c == '[') {
      state_.stack.push_back(In::kBracket);
    } else if (c == '{') {
      state_.stack.push_back(IsWordChar(last_) || last_ == '"' || last_ == kHoleMark ? In::kBody
                                                                                     : In::kObject);
      out_.marks.push_back({Mark::Kind::kOpen, 0, 0});
      item_ = at_ + 1;
    } else if (c == ')' || c == ']' || c == '}') {
      if (!Close(c)) return Fail("a closing bracket without its opening one");
    } else if (c == '=') {
      const char next = CharAt(line_, at_ + 1);
      if (item_ != kNoItem && next != '=' && next != '>' && (InBody() || Inside(In::kObject)))
        Key();
      assigned_ = true;
    } else if (c == ':' && item_ != kNoItem && Inside(In::kObject)) {
      Key();
    } else if (c == ',' && Inside(In::kObject)) {
      item_ = at_ + 1;
    }
    if (c != ' ' && c != '\t') last_ = c;
    ++at_;
  }

  bool Close(char c) {
    if (state_.stack.empty()) return false;
    const In top = state_.stack.back();
    const bool fits =
        (c == ')' && top == In::kParen) || (c == ']' && top == In::kBracket) ||
        (c == '}' && (top == In::kBody || top == In::kObject || top == In::kInterpolation));
    if (fits) state_.stack.pop_back();
    if (fits && top == In::kInterpolation) {
      texts_.set_escapes(Inside(In::kQuote) ? TextPart::Escapes::kHcl
                                            : TextPart::Escapes::kHeredoc);
      texts_.Resume(at_ + 1);
    }
    if (fits && (top == In::kBody || top == In::kObject))
      out_.marks.push_back({Mark::Kind::kClose, 0, 0});
    item_ = kNoItem;
    return fits;
  }

  void Comment() {
    for (; at_ < line_.size(); ++at_) {
      if (line_[at_] == kHoleMark) out_.places.push_back(Here(At::kComment));
    }
  }

  void Heredoc() {
    at_ += 2;
    if (CharAt(line_, at_) == '-') ++at_;
    const std::string_view word = line_.substr(at_);
    for (const char c : word) {
      if (!IsHclWordChar(c)) return Fail("the name of a heredoc ends its line");
    }
    if (word.empty()) return Fail("a heredoc needs a name");
    heredoc_ = word;
    at_ = line_.size();
    last_ = 0;
  }

  bool InBody() const { return state_.stack.empty() || Inside(In::kBody); }

  void CodeHole() {
    Place place = Here(At::kValue);
    const size_t next = SkipBlanks(line_, at_ + 1);
    const char follow = CharAt(line_, next);
    const bool assigns = follow == '=' && CharAt(line_, next + 1) != '=';
    const char before = place.before;
    const bool glued_left = IsHclWordChar(before) || before == '.' || before == kHoleMark;
    const bool glued_right = IsHclWordChar(place.after) || place.after == kHoleMark;
    place.one_line = Interpolated();
    if (glued_left || glued_right) {
      place.at = At::kIdentifier;
    } else if (place.after == '.' || place.after == '[' || place.after == '(') {
      place.at = At::kMember;
    } else if (Inside(In::kObject) && (assigns || follow == ':')) {
      place.at = At::kKey;
    } else if (InBody() && !assigned_) {
      Statement(place, assigns);
    }
    out_.places.push_back(place);
  }

  // In the body of a block, left of any `=`: an attribute's name, a block's type or its label.
  void Statement(Place& place, bool assigns) const {
    const bool block = !line_.empty() && line_.find_last_not_of(" \t}") != std::string_view::npos &&
                       line_[line_.find_last_not_of(" \t}")] == '{';
    if (assigns || (place.starts_line && block)) {
      place.at = At::kIdentifier;
    } else if (block) {
      place.at = At::kLabel;
    } else {
      place.refused = "a line of a block is `name = value` or starts a block";
    }
  }

  bool Interpolated() const {
    for (const In in : state_.stack) {
      if (in == In::kInterpolation) return true;
    }
    return false;
  }

  static constexpr size_t kNoItem = std::string_view::npos;

  HclState& state_;
  std::string_view line_;
  LineScan& out_;
  TextParts texts_{out_.texts, TextPart::Escapes::kHeredoc};
  size_t at_ = 0;
  char last_ = 0;                 // the last character of code that is no blank
  size_t escape_ = line_.size();  // the last backslash of the string
  size_t item_ = 0;               // where the member begins whose `=` is still to come, or kNoItem
  bool assigned_ = false;
  bool label_ = false;
  std::string heredoc_;
};

}  // namespace

void ScanHcl(HclState& state, std::string_view line, LineScan& out) {
  Scanner(state, line, out).Run();
}

}  // namespace writ::tmpl
