#include "template/scan.h"

namespace writ::tmpl {
namespace {

using At = Place::At;
using Expect = JsonState::Expect;

class Scanner {
 public:
  Scanner(JsonState& state, std::string_view line, LineScan& out)
      : state_(state), line_(line), out_(out) {}

  void Run() {
    const char first = CharAt(line_, SkipBlanks(line_, 0));
    out_.closes = first == ']' || first == '}';
    while (at_ < line_.size() && out_.error.empty()) Step();
    out_.opens = last_ == '[' || last_ == '{';
  }

 private:
  Place Here(At where) const {
    Place place = PlaceAt(line_, at_, Language::kJson, where);
    place.nesting = state_.stack;
    if (where == At::kString) place.nesting.push_back('"');
    return place;
  }

  void Fail(std::string_view what) {
    out_.error = what;
    out_.error_at = at_;
  }

  void Step() {
    const char c = line_[at_];
    if (c == ' ' || c == '\t') {
      ++at_;
      return;
    }
    if (c == ',') {
      Comma();
    } else if (c == ':') {
      if (state_.expect != Expect::kColon) return Fail("`:` stands after the name of a member");
      state_.expect = Expect::kValue;
    } else if (c == '[' || c == '{') {
      if (!Begin()) return;
      state_.stack.push_back(c);
      out_.marks.push_back({Mark::Kind::kOpen, 0, 0});
      state_.expect = c == '[' ? Expect::kItem : Expect::kName;
    } else if (c == ']' || c == '}') {
      if (!Close(c)) return;
    } else if (c == kHoleMark || c == '"') {
      Text(c);
      return;
    } else {
      Bare();
      return;
    }
    last_ = c;
    ++at_;
  }

  void Comma() {
    if (state_.expect != Expect::kSeparator || state_.stack.empty())
      return Fail("a comma stands after an element");
    state_.expect = state_.stack.back() == '[' ? Expect::kItem : Expect::kName;
  }

  bool Close(char c) {
    const char open = c == ']' ? '[' : '{';
    if (state_.stack.empty() || state_.stack.back() != open) {
      Fail("a closing bracket without its opening one");
      return false;
    }
    if (state_.expect == Expect::kColon || state_.expect == Expect::kValue) {
      Fail("a member has no value");
      return false;
    }
    if (last_ == ',') {
      Fail("a comma before a closing bracket is dropped only at the end of a line");
      return false;
    }
    state_.stack.pop_back();
    out_.marks.push_back({Mark::Kind::kClose, 0, 0});
    After();
    return true;
  }

  void After() { state_.expect = state_.stack.empty() ? Expect::kEnd : Expect::kSeparator; }

  // Checks that a value may start here.
  bool Begin() {
    if (state_.expect == Expect::kItem || state_.expect == Expect::kValue) return true;
    if (state_.expect == Expect::kName) {
      Fail("the name of a member is a string");
    } else if (state_.expect == Expect::kColon) {
      Fail("`:` is missing after the name of a member");
    } else {
      Fail(state_.expect == Expect::kEnd ? "the document has ended"
                                         : "a comma is missing before this");
    }
    return false;
  }

  void Text(char c) {
    const bool name = state_.expect == Expect::kName;
    if (!name && !Begin()) return;
    const auto begin = static_cast<uint32_t>(at_);
    if (c == '"') {
      if (!String()) return;
    } else {
      out_.places.push_back(Here(name ? At::kKey : At::kValue));
      ++at_;
    }
    last_ = c;
    if (name) {
      out_.marks.push_back({Mark::Kind::kKey, begin, static_cast<uint32_t>(at_)});
      state_.expect = Expect::kColon;
    } else {
      After();
    }
  }

  bool String() {
    size_t escape = line_.size();
    texts_.Begin(at_ + 1, true);
    for (++at_; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      if (c == '"') {
        texts_.End(at_);
        ++at_;
        return true;
      }
      if (c == kHoleMark) {
        Place place = Here(At::kString);
        place.quote = '"';
        if (CutsEscape(line_, escape, at_)) place.refused = kInEscape;
        out_.places.push_back(place);
      } else if (c == '\\') {
        escape = at_;
        if (CharAt(line_, ++at_) != kHoleMark) continue;
        Place place = Here(At::kString);
        place.refused = "it stands after a backslash";
        out_.places.push_back(place);
      }
    }
    Fail("a string is not closed on its line");
    return false;
  }

  // A number, `true`, `false` or `null`.
  void Bare() {
    if (!Begin()) return;
    const size_t begin = at_;
    while (at_ < line_.size() && (IsWordChar(line_[at_]) || line_[at_] == '-' ||
                                  line_[at_] == '+' || line_[at_] == '.')) {
      ++at_;
    }
    const std::string_view word = line_.substr(begin, at_ - begin);
    const bool number = !word.empty() && (word[0] == '-' || (word[0] >= '0' && word[0] <= '9'));
    if (!number && word != "true" && word != "false" && word != "null") {
      at_ = begin;
      return Fail("not JSON");
    }
    last_ = word.back();
    After();
  }

  JsonState& state_;
  std::string_view line_;
  LineScan& out_;
  TextParts texts_{out_.texts, TextPart::Escapes::kJson};
  size_t at_ = 0;
  char last_ = 0;
};

}  // namespace

void ScanJson(JsonState& state, std::string_view line, LineScan& out) {
  Scanner(state, line, out).Run();
}

}  // namespace writ::tmpl
