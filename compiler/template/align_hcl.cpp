#include "template/align_hcl.h"

#include <utf8proc.h>

#include <algorithm>
#include <string>
#include <vector>

#include "template/scan.h"

namespace writ::tmpl {
namespace {

// One line of the formatter: a heredoc's body belongs to the line that starts it.
struct Row {
  size_t begin = 0;
  size_t lead_end = 0;    // end of what stands before `=`
  size_t assign = 0;      // `=`; 0: none
  size_t assign_end = 0;  // end of what follows it
  size_t comment = 0;     // `#` or `//` behind other text; 0: none
};

struct Edit {
  size_t at = 0;  // of the blanks to replace
  size_t old_size = 0;
  size_t new_size = 0;
};

size_t Columns(std::string_view text) {
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return text.size();
  size_t columns = 0;
  utf8proc_int32_t previous = 0;
  utf8proc_int32_t state = 0;
  for (size_t at = 0; at < text.size();) {
    utf8proc_int32_t rune = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                       static_cast<utf8proc_ssize_t>(text.size() - at), &rune);
    // Terraform counts a mark behind U+FFFD as a column of its own.
    if (at == 0 || previous == 0xfffd || utf8proc_grapheme_break_stateful(previous, rune, &state))
      ++columns;
    previous = rune;
    at += size > 0 ? static_cast<size_t>(size) : 1;
  }
  return columns;
}

class Aligner {
 public:
  explicit Aligner(std::string_view text) : text_(text) {}

  std::vector<Edit> Run() {
    while (at_ < text_.size()) ReadRow();
    CloseAssigns(rows_.size());
    AlignComments();
    std::sort(edits_.begin(), edits_.end(),
              [](const Edit& a, const Edit& b) { return a.at < b.at; });
    return std::move(edits_);
  }

 private:
  void ReadRow() {
    Row row;
    row.begin = at_;
    int net = 0;
    bool heredoc = false;
    while (at_ < text_.size() && text_[at_] != '\n') {
      const char c = text_[at_];
      const std::string_view two = text_.substr(at_, 2);
      if (c == '"') {
        SkipString();
        continue;
      }
      if (c == '#' || two == "//") {
        if (text_.find_first_not_of(" \t", row.begin) != at_) row.comment = at_;
        at_ = std::min(text_.find('\n', at_), text_.size());
        break;
      }
      if (two == "/*") {
        at_ = std::min(text_.find("*/", at_ + 2), text_.size() - 2) + 2;
        continue;
      }
      if (two == "<<") {
        heredoc = true;
        break;
      }
      if (row.assign == 0 && IsAssign(row)) {
        row.assign = at_;
        net = 0;
      }
      if (c == '(' || c == '[' || c == '{') ++net;
      if (c == ')' || c == ']' || c == '}') --net;
      ++at_;
    }
    Finish(row, net);
    if (heredoc) SkipHeredoc();
    if (at_ < text_.size()) ++at_;
  }

  bool IsAssign(const Row& row) const {
    const char before = at_ > row.begin ? text_[at_ - 1] : ' ';
    return text_[at_] == '=' && CharAt(text_, at_ + 1) != '=' && CharAt(text_, at_ + 1) != '>' &&
           std::string_view("=!<>").find(before) == std::string_view::npos &&
           text_.find_first_not_of(" \t", row.begin) != at_;
  }

  size_t TrimmedEnd(size_t begin, size_t end) const {
    while (end > begin && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
    return end;
  }

  void Finish(Row row, int net) {
    const size_t end = row.comment != 0 ? row.comment : at_;
    row.assign_end = TrimmedEnd(row.begin, end);
    if (net != 0) row.assign = 0;
    if (row.assign != 0) row.lead_end = TrimmedEnd(row.begin, row.assign);
    rows_.push_back(row);
    if (row.assign == 0) CloseAssigns(rows_.size() - 1);
    if (row.assign != 0 && !chained_) {
      chained_ = true;
      chain_ = rows_.size() - 1;
    }
  }

  // A quoted string, with the strings inside its interpolations.
  void SkipString() {
    int depth = 0;  // of interpolations
    std::string quotes = "\"";
    ++at_;
    while (at_ < text_.size() && text_[at_] != '\n' && !quotes.empty()) {
      const char c = text_[at_];
      const std::string_view three = text_.substr(at_, 3);
      if (quotes.back() == '"') {
        if (three == "$${" || three == "%%{") {
          at_ += 3;
          continue;
        }
        if (three.substr(0, 2) == "${" || three.substr(0, 2) == "%{") {
          quotes.push_back('{');
          ++depth;
          at_ += 2;
          continue;
        }
        if (c == '\\') ++at_;
        if (c == '"') quotes.pop_back();
      } else if (c == '"' || c == '{') {
        quotes.push_back(c);
      } else if (c == '}') {
        quotes.pop_back();
      }
      ++at_;
    }
  }

  void SkipHeredoc() {
    size_t begin = at_ + 2;
    if (CharAt(text_, begin) == '-') ++begin;
    size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view name = text_.substr(begin, end - begin);
    while (end < text_.size()) {
      const size_t line = end + 1;
      end = std::min(text_.find('\n', line), text_.size());
      const size_t first = std::min(text_.find_first_not_of(" \t", line), end);
      if (text_.substr(first, end - first) == name) break;
    }
    at_ = end;
  }

  size_t LeadColumns(const Row& row) const {
    return Columns(text_.substr(row.begin, row.lead_end - row.begin));
  }

  void CloseAssigns(size_t end) {
    if (!chained_) return;
    chained_ = false;
    size_t widest = 0;
    for (size_t i = chain_; i < end; ++i) widest = std::max(widest, LeadColumns(rows_[i]));
    for (size_t i = chain_; i < end; ++i) {
      Row& row = rows_[i];
      edits_.push_back({row.lead_end, row.assign - row.lead_end, widest - LeadColumns(row) + 1});
    }
  }

  // Width of a row before its comment, with `=` already in its place.
  size_t FullColumns(const Row& row) const {
    size_t columns = Columns(text_.substr(row.begin, row.assign_end - row.begin));
    if (row.assign == 0) return columns;
    const auto edit = std::lower_bound(edits_.begin(), edits_.end(), row.lead_end,
                                       [](const Edit& e, size_t at) { return e.at < at; });
    return columns + edit->new_size - edit->old_size;
  }

  void AlignComments() {
    std::vector<Edit> added;
    for (size_t i = 0; i < rows_.size();) {
      size_t end = i;
      size_t widest = 0;
      for (; end < rows_.size() && rows_[end].comment != 0; ++end)
        widest = std::max(widest, FullColumns(rows_[end]));
      for (; i < end; ++i) {
        const Row& row = rows_[i];
        added.push_back(
            {row.assign_end, row.comment - row.assign_end, widest - FullColumns(row) + 1});
      }
      i = end + 1;
    }
    edits_.insert(edits_.end(), added.begin(), added.end());
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<Row> rows_;
  std::vector<Edit> edits_;
  bool chained_ = false;
  size_t chain_ = 0;
};

}  // namespace

void AlignHcl(Rendered& out) {
  const std::vector<Edit> edits = Aligner(out.text).Run();
  std::string text;
  text.reserve(out.text.size() + edits.size() * 8);
  size_t taken = 0;
  size_t edit = 0;
  size_t place = 0;  // 2 * hole, plus 1 for its end
  const auto end_of = [&](size_t index) -> uint32_t& {
    HoleRecord& hole = out.holes[index / 2];
    return index % 2 == 0 ? hole.begin : hole.end;
  };
  const auto take = [&](size_t upto) {
    for (; place < out.holes.size() * 2 && end_of(place) <= upto; ++place)
      end_of(place) = static_cast<uint32_t>(text.size() + end_of(place) - taken);
    text.append(out.text, taken, upto - taken);
    taken = upto;
  };
  for (; edit < edits.size(); ++edit) {
    take(edits[edit].at);
    text.append(edits[edit].new_size, ' ');
    taken += edits[edit].old_size;
  }
  take(out.text.size());
  out.text = std::move(text);
}

}  // namespace writ::tmpl
