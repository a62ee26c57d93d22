// What a Builder refuses: each of these reports where it stands, and gives the document up.
#include <algorithm>

#include "syntax/builder.h"
#include "syntax/encoding.h"
#include "syntax/ends.h"
#include "syntax/scan.h"
#include "syntax/translate.h"

namespace writ::syntax {

void Builder::CheckGap(size_t begin, size_t end, bool before_document) {
  const Gap gap = ReadGap(text_, begin, end);
  if (gap.directive != kNowhere) {
    Report(diag::Code::E0115, At(gap.directive, LineEnd(text_, gap.directive)),
           "a YAML directive (a line that starts with `%`)")
        .Note("remove the line: specs are YAML 1.2 without directives");
    throw Refused{};
  }
  if (!before_document || documents_ == 0 || StartsMarker(text_, end, "---")) return;
  if (gap.ended) return;
  const Span span = At(end, std::min(LineEnd(text_, end), text_.size()));
  if (end < text_.size() && text_[end] == ':') {
    Report(diag::Code::E0122, At(end, end + 1), "a `:` without a blank behind it")
        .Here("write `: `");
  } else if (begin == end && documents_ > 0 && end < text_.size() && text_[end] == ',') {
    Report(diag::Code::E0127, At(end, end + 1), "plain text cannot start with `,`")
        .Here("quote the text");
  } else {
    Report(diag::Code::E0118, span, "text after the end of the document")
        .Label(At(begin, begin), "the document ends here")
        .Note("start another document with a line `---`, or quote a value that goes on here");
  }
  throw Refused{};
}

void Builder::CheckTag(size_t begin, const std::string& tag) {
  const bool written = begin < text_.size() && text_[begin] == '!';
  if (tag.empty() || tag == "?" || (tag == "!" && !written)) return;
  size_t end = begin;
  while (end < text_.size() && !IsBlank(text_[end]) && text_[end] != ',') ++end;
  Report(diag::Code::E0114, At(begin, end), "a tag: `{}`", text_.substr(begin, end - begin))
      .Note("remove it: the field says what type a value has; quote text that starts with `!`");
  throw Refused{};
}

void Builder::CheckIndentation(size_t begin) {
  const size_t tab = TabInIndentation(text_, begin);
  if (tab == kNowhere) return;
  Report(diag::Code::E0119, At(tab, tab + 1), "a tab in the indentation")
      .Here("indent with spaces");
  throw Refused{};
}

void Builder::OnAnchor(const YAML::Mark& mark, const std::string& name) {
  const size_t begin = Offset(mark);
  const size_t at = std::min(text_.find('&', begin), text_.size());
  Report(diag::Code::E0112, At(at, at + 1 + name.size()), "an anchor: `&{}`", name)
      .Note("write the value out where it is used, or put it into `defaults`")
      .Note("quote text that starts with `&`");
  throw Refused{};
}

void Builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
  const size_t begin = Offset(mark);
  Report(diag::Code::E0112, At(begin, begin + 1), "an alias");
  throw Refused{};  // its anchor was refused before
}

void Builder::CheckMissingBlank(size_t null_begin) {
  if (open_.empty() || tree_.nodes[open_.back().node].style != Style::kFlow) return;
  const bool at_comma = null_begin < text_.size() && text_[null_begin] == ',';
  const bool is_item = tree_.nodes[open_.back().node].kind == Kind::kList || AwaitsKey();
  if (is_item && at_comma) {
    Report(diag::Code::E0123, At(null_begin, null_begin + 1), "an item of nothing before this `,`")
        .Note("remove the comma; a value of nothing is written `null`");
    throw Refused{};
  }
  if (is_item) return;
  const Node& key = tree_.nodes[open_.back().key];
  const std::string_view text = TextOf(key);
  const size_t colon = text.find(':');
  if (key.style != Style::kPlain || key.in_pool || colon == std::string_view::npos) return;
  const size_t at = key.text_begin + colon;
  Report(diag::Code::E0122, At(at, at + 1), "`{}` has no blank behind its `:`", text)
      .Here("write `{}: {}`, or quote all of it", text.substr(0, colon), text.substr(colon + 1));
  throw Refused{};
}

void Builder::CheckQuoted(size_t begin, size_t end, const std::string& value) {
  if (end == kNowhere) {
    ReportUnclosedQuote(text_, file_, begin, sink_);
    throw Refused{};
  }
  CheckContinuation(begin, end);
  if (text_[begin] == '"' && !syntax::IsUtf8(value)) {
    const size_t escape = FindEscape(text_, begin, end, "N_");
    Report(diag::Code::E0124, At(escape, escape + 2), "the escape `{}` cannot be read",
           text_.substr(escape, 2))
        .Here("write `{}`", text_[escape + 1] == 'N' ? "\\u0085" : "\\u00a0");
    throw Refused{};
  }
  if (end < text_.size() && text_[end] == '#') {
    Report(diag::Code::E0128, At(end, end + 1), "a comment needs a blank before its `#`");
    throw Refused{};
  }
}

// A later line of quoted text stands deeper than the map around it; one that does not is mostly
// the next key, swallowed by a quote that was never closed.
void Builder::CheckContinuation(size_t begin, size_t end) {
  const int parent = BlockColumn();
  if (parent < 0) return;
  for (size_t line = LineEnd(text_, begin) + 1; line < end; line = LineEnd(text_, line) + 1) {
    const size_t first = std::min(text_.find_first_not_of(" \t", line), text_.size());
    const bool blank = first < text_.size() && (text_[first] == '\n' || text_[first] == '\r');
    if (blank || static_cast<int>(first - line) > parent) continue;
    ReportUnclosedQuote(text_, file_, begin, sink_);
    throw Refused{};
  }
}

// yaml-cpp takes a bracket that is never closed for the start of a key, too.
void Builder::RefuseKey(size_t begin, Kind kind) {
  const size_t end = std::min(NextDocument(text_, begin + 1), text_.size());
  if (const OpenAt open = FindOpen(text_, begin, end); open.bracket != kNowhere) {
    Report(diag::Code::E0125, At(open.bracket, open.bracket + 1), "`{}` is never closed",
           text_[open.bracket]);
  } else {
    Report(diag::Code::E0116, At(begin, begin + 1), "a {} as a key",
           kind == Kind::kMap ? "map" : "list")
        .Here("keys are text")
        .Note("quote text that starts with `[` or `{{`, such as a template's `{{{{ }}}}`");
  }
  throw Refused{};
}

}  // namespace writ::syntax
