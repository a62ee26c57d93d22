#include "syntax/ends.h"

#include <algorithm>

namespace writ::syntax {
namespace {

// The number of columns that a block scalar's header asks for; 0 when the text decides.
int IndentationIndicator(std::string_view text, size_t header) {
  for (size_t at = header + 1; at < text.size() && !IsBlank(text[at]); ++at) {
    if (text[at] >= '1' && text[at] <= '9') return text[at] - '0';
  }
  return 0;
}

}  // namespace

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

size_t LineEnd(std::string_view text, size_t at) {
  return std::min(text.find('\n', at), text.size());
}

size_t LineStart(std::string_view text, size_t at) {
  if (at == 0) return 0;
  const size_t before = text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

size_t SkipBlanks(std::string_view text, size_t at) {
  while (at < text.size() && IsBlank(text[at])) ++at;
  return at;
}

size_t SkipBlanksAndComments(std::string_view text, size_t at) {
  for (;;) {
    at = SkipBlanks(text, at);
    if (at >= text.size() || text[at] != '#') return at;
    at = LineEnd(text, at);
  }
}

size_t QuotedEnd(std::string_view text, size_t open) {
  const char quote = text[open];
  for (size_t at = open + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < text.size() && text[at + 1] == quote;
      if (!doubled) return at + 1;
      ++at;
    }
  }
  return kNowhere;
}

size_t PlainEnd(std::string_view text, size_t begin, std::string_view value) {
  if (text.substr(begin, value.size()) == value) return begin + value.size();
  size_t at = begin;
  for (size_t i = 0; i < value.size();) {
    if (IsBlank(value[i])) {
      i = SkipBlanks(value, i);
      at = SkipBlanks(text, at);
    } else if (at < text.size() && text[at] == value[i]) {
      ++at;
      ++i;
    } else {
      return kNowhere;
    }
  }
  return at;
}

size_t BlockScalarEnd(std::string_view text, size_t header, int parent_column) {
  const int asked = IndentationIndicator(text, header);
  int indent = asked == 0 ? 0 : std::max(parent_column, 0) + asked;
  size_t end = LineEnd(text, header);
  for (size_t line = end + 1; line < text.size();) {
    const size_t line_end = LineEnd(text, line);
    const size_t first = std::min(text.find_first_not_of(' ', line), line_end);
    const bool blank = first == line_end || (text[first] == '\r' && first + 1 == line_end);
    if (!blank) {
      const int column = static_cast<int>(first - line);
      if (indent == 0 && column <= parent_column) break;
      if (indent == 0) indent = column;
      if (column < indent) break;
      end = line_end;
    }
    line = line_end + 1;
  }
  if (end > header && text[end - 1] == '\r') --end;
  return end;
}

size_t FlowEnd(std::string_view text, size_t at, char closer) {
  for (; at < text.size(); ++at) {
    if (text[at] == closer) return at + 1;
    if (text[at] == '#') {
      at = LineEnd(text, at);
    } else if (!IsBlank(text[at]) && text[at] != ',' && text[at] != ':' && text[at] != '?') {
      return kNowhere;
    }
  }
  return kNowhere;
}

size_t PastColon(std::string_view text, size_t key_end) {
  const size_t at = SkipBlanksAndComments(text, key_end);
  return at < text.size() && text[at] == ':' ? at + 1 : key_end;
}

}  // namespace writ::syntax
