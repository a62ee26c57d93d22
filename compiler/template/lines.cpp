#include "template/lines.h"

#include <algorithm>

namespace writ::tmpl {

void Lines::Begin(const LineCode& line) {
  if (any_) {
    if (comma_ && !line.closes) out_.text.push_back(',');
    out_.text.push_back('\n');
    const bool kept = line.in_text || (!opens_ && !line.closes);
    if (kept) {
      out_.text.append(blanks_, '\n');
      if (record_) out_.lines.insert(out_.lines.end(), blanks_, line.span);
    }
  }
  blanks_ = 0;
  comma_ = false;
  any_ = true;
  opens_ = line.opens;
  begin_ = out_.text.size();
  span_ = line.span;
}

void Lines::End(bool comma) {
  comma_ = comma;
  if (!record_) return;
  const auto breaks =
      std::count(out_.text.begin() + static_cast<std::ptrdiff_t>(begin_), out_.text.end(), '\n');
  out_.lines.insert(out_.lines.end(), static_cast<size_t>(breaks) + 1, span_);
}

void Lines::Blanks(uint32_t count, bool text) {
  blanks_ = text ? blanks_ + count : std::max(blanks_, count);
}

void Lines::Finish() {
  if (any_) out_.text.push_back('\n');
}

}  // namespace writ::tmpl
