#include <algorithm>

#include "template/scan.h"

namespace writ::tmpl {
namespace {

using At = Place::At;

size_t Run(std::string_view line, size_t at) {
  size_t end = at;
  while (end < line.size() && line[end] == line[at]) ++end;
  return end - at;
}

// `&am`, `&#x2`: what follows may complete it.
bool EndsInEntity(std::string_view text) {
  while (!text.empty() &&
         (IsWordChar(text.back()) || text.back() == '#' || text.back() == kHoleMark))
    text.remove_suffix(1);
  return text.ends_with('&');
}

class Scanner {
 public:
  Scanner(MarkdownState& state, std::string_view line, LineScan& out)
      : state_(state), line_(line), out_(out) {}

  void Run() {
    const bool first = !state_.started;
    state_.started = true;
    if (first && line_ == "---") {
      state_.front = true;
      return;
    }
    if (state_.front) return Front();
    if (Fence()) return;
    code_ = !state_.comment && IsIndentedCode();
    Inline();
  }

 private:
  void Front() {
    if (line_ == "---" || line_ == "...") {
      state_.front = false;
      state_.yaml = YamlState{};
      return;
    }
    ScanYaml(state_.yaml, line_, out_);
  }

  // Handles the lines of a fence and those inside one.
  bool Fence() {
    const size_t begin = SkipBlanks(line_, 0);
    const char c = CharAt(line_, begin);
    const size_t run = c == '`' || c == '~' ? tmpl::Run(line_, begin) : 0;
    if (state_.fence != 0) {
      out_.in_text = true;
      if (c == state_.fence && run >= state_.fence_size &&
          SkipBlanks(line_, begin + run) == line_.size()) {
        state_.fence = 0;
        state_.fence_size = 0;
        return true;
      }
      texts_.Begin(0, false);
      texts_.End(line_.size());
      Holes(0, line_.size(), At::kFence, state_.fence);
      return true;
    }
    if (run < 3 || state_.comment) return false;
    if (c == '`' && line_.find('`', begin + run) != std::string_view::npos) return false;
    texts_.Begin(line_.size(), true);
    texts_.End(line_.size());
    state_.fence = c;
    state_.fence_size = static_cast<uint16_t>(std::min<size_t>(run, 1000));
    for (size_t i = begin; i < line_.size(); ++i) {
      if (line_[i] == kHoleMark) Refuse(i, "it stands on the line that opens a code fence");
    }
    return true;
  }

  Place Here(size_t at, At where) const {
    Place place = PlaceAt(line_, at, Language::kMarkdown, where);
    if (state_.fence != 0) place.nesting = "~";
    if (where == At::kComment) place.nesting = "*";
    return place;
  }

  void Refuse(size_t at, std::string_view why) {
    Place place = Here(at, At::kProse);
    place.refused = why;
    out_.places.push_back(place);
  }

  void Holes(size_t begin, size_t end, At where, char quote = 0) {
    for (size_t i = begin; i < end; ++i) {
      if (line_[i] != kHoleMark) continue;
      Place place = Here(i, where);
      if (code_)
        place.refused = "it may stand in indented code, which knows no escapes; use a fence";
      place.quote = quote;
      place.in_cell = table_;
      const bool decoded = where == At::kProse || where == At::kCell || where == At::kUrl;
      if (decoded && EndsInEntity(line_.substr(0, i)))
        place.refused = "it may stand inside a character reference; write `&amp;` for `&`";
      out_.places.push_back(place);
    }
  }

  // Blanks from `at` on, a tab as four.
  uint32_t Blanks(size_t& at) const {
    uint32_t width = 0;
    for (; CharAt(line_, at) == ' ' || CharAt(line_, at) == '\t'; ++at)
      width += line_[at] == ' ' ? 1 : 4;
    return width;
  }

  // The width of the mark of a list item at `at`, without the blanks behind it; 0: there is none.
  uint32_t ItemMark(size_t at) const {
    size_t end = at;
    while (CharAt(line_, end) >= '0' && CharAt(line_, end) <= '9') ++end;
    const char c = CharAt(line_, end);
    const bool item = end == at ? c == '-' || c == '*' || c == '+' : c == '.' || c == ')';
    const char next = CharAt(line_, end + 1);
    if (!item || (next != ' ' && next != '\t' && next != '\0')) return 0;
    return static_cast<uint32_t>(end + 1 - at);
  }

  // Whether the line may be code by its indent. A paragraph may go on there, too, which nobody
  // needs.
  bool IsIndentedCode() {
    constexpr uint32_t kCode = 4;
    uint32_t& column = state_.list.column;
    size_t at = 0;
    uint32_t indent = Blanks(at);
    if (at == line_.size()) return false;
    if (indent >= column + kCode) return true;
    column = std::min(column, indent);
    while (at < line_.size()) {
      const uint32_t mark = line_[at] == '>' ? 1 : ItemMark(at);
      if (mark == 0) return false;
      at += mark;
      const uint32_t blanks = Blanks(at);
      if (blanks > kCode) return true;
      indent += mark + blanks;
      if (line_[at - 1] != '>') column = indent;
    }
    return false;
  }

  void Inline() {
    table_ = CharAt(line_, SkipBlanks(line_, 0)) == '|';
    while (at_ < line_.size()) {
      const char c = line_[at_];
      if (state_.comment) {
        Comment();
      } else if (line_.substr(at_, 4) == "<!--") {
        state_.comment = true;
        at_ += 4;
      } else if (c == '`') {
        Code();
      } else if (c == '\\') {
        if (CharAt(line_, at_ + 1) == kHoleMark) {
          Refuse(++at_, "it stands after a backslash");
        } else {
          ++at_;
        }
        ++at_;
      } else if (line_.substr(at_, 2) == "](") {
        Url();
      } else if (c == '<') {
        Tag();
      } else {
        Holes(at_, at_ + 1, table_ ? At::kCell : At::kProse);
        ++at_;
      }
    }
  }

  void Comment() {
    const size_t end = std::min(line_.find("-->", at_), line_.size());
    Holes(at_, end, At::kComment);
    state_.comment = end == line_.size();
    at_ = std::min(end + 3, line_.size());
  }

  void Code() {
    const size_t run = tmpl::Run(line_, at_);
    size_t end = at_ + run;
    while (end < line_.size() && (line_[end] != '`' || tmpl::Run(line_, end) != run))
      end += line_[end] == '`' ? tmpl::Run(line_, end) : 1;
    if (end >= line_.size()) {  // no closing run: just backticks
      at_ += run;
      return;
    }
    texts_.Begin(at_ + run, true);
    texts_.End(end);
    const size_t first = out_.places.size();
    Holes(at_ + run, end, At::kCode);
    if (end - at_ - run == 1 && run == 1 && out_.places.size() > first)
      out_.places[first].whole = true;
    at_ = end + run;
  }

  void Url() {
    const size_t end = std::min(line_.find(')', at_), line_.size());
    Holes(at_ + 2, end, At::kUrl);
    at_ = end;
  }

  void Tag() {
    const char next = CharAt(line_, at_ + 1);
    const size_t end = std::min(line_.find('>', at_), line_.size());
    const bool tag =
        IsWordChar(next) || next == '/' || next == '!' || next == '?' || next == kHoleMark;
    if (!tag || end == line_.size()) {
      ++at_;
      return;
    }
    for (; at_ < end; ++at_) {
      if (line_[at_] == kHoleMark) Refuse(at_, "it stands inside an HTML tag");
    }
  }

  MarkdownState& state_;
  std::string_view line_;
  LineScan& out_;
  TextParts texts_{out_.texts, TextPart::Escapes::kNone};
  size_t at_ = 0;
  bool table_ = false;
  bool code_ = false;  // the line may be indented code
};

}  // namespace

void ScanMarkdown(MarkdownState& state, std::string_view line, LineScan& out) {
  Scanner(state, line, out).Run();
}

}  // namespace writ::tmpl
