#include <algorithm>

#include "template/scan.h"

namespace writ::tmpl {
namespace {

using At = Place::At;

constexpr std::string_view kPlainRefused =
    "it is a part of a text without quotes; put quotes around the whole text";
constexpr std::string_view kManyLinesRefused = "it stands in a quoted text over several lines";

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\0'; }

class Scanner {
 public:
  Scanner(YamlState& state, std::string_view line, LineScan& out)
      : state_(state), line_(line), out_(out) {}

  void Run() {
    const size_t first = SkipBlanks(line_, 0);
    if (first == line_.size()) return;
    const int indent = static_cast<int>(first);
    if (line_.find('\t') < first) return Fail(0, "YAML is not indented by tabs");
    if (state_.scalar != -2 && indent > state_.scalar) return BlockScalar();
    if (state_.ended != -2 && indent > state_.ended) {
      return Fail(
          first,
          "this line belongs to the block text above only if the block between is left out; "
          "start it no deeper than the key of that text");
    }
    const bool marker = first == 0 && IsYamlMarker(line_);
    if (state_.value != -2 && indent > state_.value && !marker) {
      return Fail(first, line_[first] == '#'
                             ? "the value above may be a block text, to which this comment would "
                               "belong; start it no deeper than the key of that value"
                             : "the hole above is a whole value, and this line would belong to it; "
                               "start it no deeper than the key of that value");
    }
    state_.scalar = state_.ended = state_.value = -2;
    out_.in_text = state_.quote != 0;
    out_.closes = state_.quote == 0 && (line_[first] == ']' || line_[first] == '}');
    if (state_.quote != 0) {
      Quoted(true);
      if (state_.quote == 0 && !state_.flow.empty()) Flow();
      Rest();
    } else if (!state_.flow.empty()) {
      Flow();
      Rest();
    } else if (marker) {
      at_ = SkipBlanks(line_, 3);
      parent_ = -1;
      Node();
    } else {
      at_ = first;
      Node();
    }
  }

 private:
  void Fail(size_t at, std::string_view what) {
    if (!out_.error.empty()) return;
    out_.error = what;
    out_.error_at = at;
  }

  Place Here(At where) const {
    Place place = PlaceAt(line_, at_, Language::kYaml, where);
    if (where == At::kRaw) {
      place.nesting = "|";
    } else if (where == At::kComment) {
      place.nesting = state_.flow + "#";
    } else if (!state_.flow.empty() || state_.quote != 0) {
      place.nesting = state_.flow;
      if (state_.quote != 0) place.nesting.push_back(state_.quote);
    } else if (parent_ >= 0) {
      place.nesting = std::to_string(parent_) + (after_key_ ? ":" : "-");
    }
    return place;
  }

  void BlockScalar() {
    out_.in_text = true;
    texts_.set_escapes(TextPart::Escapes::kNone);
    texts_.Begin(0, false);
    texts_.End(line_.size());
    for (at_ = 0; at_ < line_.size(); ++at_) {
      if (line_[at_] == kHoleMark) out_.places.push_back(Here(At::kRaw));
    }
  }

  // A block node at `at_`, behind `- ` and keys.
  void Node() {
    while (out_.error.empty()) {
      while ((CharAt(line_, at_) == '-' || CharAt(line_, at_) == '?') &&
             IsBlank(CharAt(line_, at_ + 1))) {
        parent_ = static_cast<int>(at_);
        after_key_ = false;
        at_ = SkipBlanks(line_, at_ + 1);
      }
      typed_ = false;
      while ((CharAt(line_, at_) == '!' || CharAt(line_, at_) == '&')) {
        typed_ = typed_ || (line_.substr(at_, 2) == "!!" && line_.substr(at_, 6) != "!!str ");
        while (at_ < line_.size() && !IsBlank(line_[at_])) {
          if (line_[at_] == kHoleMark) Refuse(kPlainRefused);
          ++at_;
        }
        at_ = SkipBlanks(line_, at_);
      }
      const size_t begin = at_;
      if (!Content()) return;
      // `content_` was a key: its value follows
      if (after_key_) return Fail(begin, "a second key on one line");
      parent_ = static_cast<int>(begin);
      after_key_ = true;
      out_.opens = at_ >= line_.size();
      at_ = SkipBlanks(line_, at_);
    }
  }

  // Reads the node's text on this line; true if it was a key and its `:`.
  bool Content() {
    const char c = CharAt(line_, at_);
    if (c == '\0' || c == '#') {
      Comment();
      return false;
    }
    if ((c == '|' || c == '>') && IsScalarHeader()) {
      state_.scalar = parent_;
      texts_.set_escapes(TextPart::Escapes::kNone);
      texts_.Begin(line_.size(), true);
      texts_.End(line_.size());
      out_.texts.back().folded = c == '>';
      Comment();
      return false;
    }
    if (c == '"' || c == '\'') {
      state_.quote = c;
      ++at_;
      Quoted(false);
      if (state_.quote != 0) return false;
    } else if (c == '[' || c == '{') {
      Flow();
      if (!state_.flow.empty()) return false;
    } else {
      return Plain();
    }
    return Colon() || (Rest(), false);
  }

  bool Colon() {
    const size_t next = SkipBlanks(line_, at_);
    if (CharAt(line_, next) != ':' || !IsBlank(CharAt(line_, next + 1))) return false;
    at_ = next + 1;
    return true;
  }

  bool IsScalarHeader() const {
    size_t i = at_ + 1;
    while (i < line_.size() && !IsBlank(line_[i])) {
      if (std::string_view("+-123456789").find(line_[i]) == std::string_view::npos) return false;
      ++i;
    }
    i = SkipBlanks(line_, i);
    return i >= line_.size() || line_[i] == '#';
  }

  // An unquoted text up to `: `, ` #` or the end of the line, or a hole in its place.
  bool Plain() {
    const size_t begin = at_;
    const size_t first_place = out_.places.size();
    for (; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      if (c == ':' && IsBlank(CharAt(line_, at_ + 1))) break;
      if (c == '#' && at_ > begin && IsBlank(line_[at_ - 1])) break;
      if (c == kHoleMark) out_.places.push_back(Here(At::kValue));
    }
    const bool key = CharAt(line_, at_) == ':';
    size_t end = at_;
    while (end > begin && IsBlank(line_[end - 1])) --end;
    if (out_.places.size() > first_place) PlainHoles(first_place, begin, end, key);
    if (key) {
      ++at_;
    } else {
      Comment();
    }
    return key;
  }

  void PlainHoles(size_t first_place, size_t begin, size_t end, bool key) {
    const bool whole = end - begin == 1;
    Place& place = out_.places[first_place];
    if (typed_ && !key) place.refused = "the tag before it would make something else of a text";
    if (!whole) {
      for (size_t i = first_place; i < out_.places.size(); ++i)
        out_.places[i].refused = kPlainRefused;
    } else if (key) {
      place.at = At::kKey;
    } else {
      place.one_line = end < line_.size();  // also blanks: a block text would take them for its own
      place.break_first = after_key_ && !place.one_line;
      place.indent = static_cast<uint16_t>(after_key_ ? parent_ + 2 : static_cast<int>(begin));
      if (!place.one_line) state_.value = parent_ >= 0 ? parent_ : static_cast<int>(begin) - 1;
    }
  }

  // Inside quotes, up to the closing one.
  void Quoted(bool continued) {
    const size_t first_place = out_.places.size();
    size_t escape = line_.size();
    texts_.set_escapes(state_.quote == '"' ? TextPart::Escapes::kJson
                                           : TextPart::Escapes::kDoubled);
    texts_.Begin(at_, !continued);
    for (; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      if (c == kHoleMark) {
        Place place = Here(At::kString);
        place.quote = state_.quote;
        if (state_.quote == '"' && place.before == '\\')
          place.refused = "it stands after a backslash";
        if (CutsEscape(line_, escape, at_)) place.refused = kInEscape;
        out_.places.push_back(place);
      } else if (c == '\\' && state_.quote == '"' && CharAt(line_, at_ + 1) != kHoleMark) {
        escape = at_++;
      } else if (c == state_.quote) {
        if (c == '\'' && CharAt(line_, at_ + 1) == '\'') {
          ++at_;
          continue;
        }
        texts_.End(at_);
        ++at_;
        state_.quote = 0;
        break;
      }
    }
    if (at_ > line_.size()) at_ = line_.size();
    texts_.End(at_);
    if (!continued && state_.quote == 0) return;
    for (size_t i = first_place; i < out_.places.size(); ++i)
      out_.places[i].refused = kManyLinesRefused;
  }

  // Inside brackets, up to the end of the outermost or of the line.
  void Flow() {
    char last = CharAt(line_, at_) == ',' ? ',' : '\0';
    size_t item = state_.item.yes ? at_ : kNoItem;
    do {
      const char c = CharAt(line_, at_);
      if (c == '\0') break;
      if (c == '#' && (at_ == 0 || IsBlank(line_[at_ - 1]))) return Comment();
      if (c == '[' || c == '{') {
        state_.flow.push_back(c);
        out_.marks.push_back({Mark::Kind::kOpen, 0, 0});
      }
      if (c == ':' && EndsFlowKey(last)) {
        if (item == kNoItem && !state_.item.yes)
          return Fail(at_, "a key stands on one line with its colon");
        if (item != kNoItem && state_.flow.back() == '{') FlowKey(item);
        item = kNoItem;
        state_.item.yes = true;
      }
      if (c == ']' || c == '}') {
        if (state_.flow.empty() || state_.flow.back() != (c == ']' ? '[' : '{'))
          return Fail(at_, "a closing bracket without its opening one");
        state_.flow.pop_back();
        out_.marks.push_back({Mark::Kind::kClose, 0, 0});
        item = kNoItem;
        state_.item.yes = true;
      }
      if (c == '[' || c == '{' || c == ',') {
        item = at_ + 1;
        state_.item.yes = true;
      }
      if ((c == '"' || c == '\'') && !IsPlainChar(last)) {
        state_.quote = c;
        ++at_;
        Quoted(false);
        if (state_.quote != 0) return;
        last = c;
        continue;
      }
      if (c == kHoleMark) FlowHole();
      last = c;
      ++at_;
    } while (!state_.flow.empty());
    state_.item.yes = state_.flow.empty() || item == kNoItem || SkipBlanks(line_, item) >= at_;
    out_.opens = last == '[' || last == '{';
  }

  // Whether the `:` at `at_` ends a key: before a blank, or behind a quoted text.
  bool EndsFlowKey(char last) const {
    const char next = CharAt(line_, at_ + 1);
    return IsBlank(next) || next == ',' || next == ']' || next == '}' || last == '"' ||
           last == '\'';
  }

  void FlowKey(size_t item) {
    const size_t begin = SkipBlanks(line_, item);
    size_t end = at_;
    while (end > begin && IsBlank(line_[end - 1])) --end;
    out_.marks.push_back(
        {Mark::Kind::kKey, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
  }

  static bool IsPlainChar(char c) {
    return c != '\0' && !IsBlank(c) && std::string_view("[]{},:").find(c) == std::string_view::npos;
  }

  void FlowHole() {
    Place place = Here(At::kValue);
    place.one_line = true;
    const size_t next = SkipBlanks(line_, at_ + 1);
    size_t previous = at_;
    while (previous > 0 && IsBlank(line_[previous - 1])) --previous;
    const char before = previous > 0 ? line_[previous - 1] : ',';
    const char after = next < line_.size() ? line_[next] : ',';
    if (after == ':' && state_.flow.back() == '{' && IsBlank(CharAt(line_, next + 1))) {
      place.at = At::kKey;
    } else if (after != ',' && after != ']' && after != '}' && after != '#') {
      place.refused = kPlainRefused;
    }
    if (before != ',' && before != '[' && before != '{' && before != ':')
      place.refused = kPlainRefused;
    out_.places.push_back(place);
  }

  void Refuse(std::string_view why) {
    Place place = Here(At::kValue);
    place.refused = why;
    out_.places.push_back(place);
  }

  // What follows a node that has ended: blanks and a comment.
  void Rest() {
    if (state_.quote != 0 || !state_.flow.empty()) return;
    const size_t next = SkipBlanks(line_, at_);
    if (next < line_.size() && line_[next] != '#' && line_[next] != ':')
      Fail(next, "more text after the end of a value");
    Comment();
  }

  void Comment() {
    for (; at_ < line_.size(); ++at_) {
      if (line_[at_] == kHoleMark) out_.places.push_back(Here(At::kComment));
    }
  }

  static constexpr size_t kNoItem = std::string_view::npos;

  YamlState& state_;
  std::string_view line_;
  LineScan& out_;
  TextParts texts_{out_.texts, TextPart::Escapes::kNone};
  size_t at_ = 0;
  int parent_ = -1;  // column of the key or dash before the node
  bool after_key_ = false;
  bool typed_ = false;  // a tag of YAML's own stands before the node
};

}  // namespace

void ScanYaml(YamlState& state, std::string_view line, LineScan& out) {
  Scanner(state, line, out).Run();
}

}  // namespace writ::tmpl
