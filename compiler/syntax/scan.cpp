#include "syntax/scan.h"

#include <algorithm>
#include <vector>

namespace writ::syntax {
namespace {

// Past the plain word, or the rest of a line, that starts at `at`: up to what may start a token.
size_t SkipPlain(std::string_view text, size_t at, bool flow) {
  for (; at < text.size() && text[at] != '\n'; ++at) {
    if (flow && std::string_view(",[]{}").find(text[at]) != std::string_view::npos) return at;
    const bool blank_follows = at + 1 >= text.size() || IsBlank(text[at + 1]);
    if (text[at] == ':' && blank_follows) return at + 1;
    if (IsBlank(text[at]) && at + 1 < text.size() && text[at + 1] == '#') return at;
  }
  return at;
}

bool IsEntry(std::string_view text, size_t at) {
  const bool mark = text[at] == '-' || text[at] == '?' || text[at] == ':' || text[at] == ',';
  return mark && (at + 1 >= text.size() || IsBlank(text[at + 1]) || text[at] == ',');
}

}  // namespace

bool StartsMarker(std::string_view text, size_t at, std::string_view marker) {
  if (at >= text.size() || text.substr(at, marker.size()) != marker) return false;
  const bool line_start = at == 0 || text[at - 1] == '\n' || text.substr(0, at) == "\xEF\xBB\xBF";
  const size_t end = at + marker.size();
  return line_start && (end == text.size() || IsBlank(text[end]));
}

Gap ReadGap(std::string_view text, size_t begin, size_t end) {
  Gap gap;
  for (size_t at = begin; at < end;) {
    const bool line_start = at == begin || text[at - 1] == '\n';
    if (line_start && text[at] == '%') {
      gap.directive = at;
      return gap;
    }
    if (StartsMarker(text, at, "...")) {
      gap.ended = true;
      at += 3;
    } else if (text[at] == '#') {
      at = std::min(LineEnd(text, at), end);
    } else {
      ++at;
    }
  }
  const size_t line = LineStart(text, end);
  if (line < end && StartsMarker(text, line, "...")) gap.ended = false;
  return gap;
}

size_t TabInIndentation(std::string_view text, size_t at) {
  size_t tab = kNowhere;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) {
    --at;
    if (text[at] == '\t') tab = at;
  }
  return at == 0 || text[at - 1] == '\n' ? tab : kNowhere;
}

size_t FindEscape(std::string_view text, size_t begin, size_t end, std::string_view letters) {
  for (size_t at = begin; at + 1 < end; ++at) {
    if (text[at] != '\\') continue;
    if (letters.find(text[at + 1]) != std::string_view::npos) return at;
    ++at;
  }
  return kNowhere;
}

OpenAt FindOpen(std::string_view text, size_t from, size_t limit) {
  std::vector<size_t> brackets;
  OpenAt open;
  for (size_t at = from; at < limit;) {
    const char c = text[at];
    if (IsBlank(c) || IsEntry(text, at)) {
      ++at;
    } else if (c == '#') {
      at = LineEnd(text, at);
    } else if (c == '"' || c == '\'') {
      const size_t end = QuotedEnd(text, at);
      if (end == kNowhere || end > limit) {
        open.quote = at;
        break;
      }
      at = end;
    } else if (c == '[' || c == '{') {
      brackets.push_back(at++);
    } else if (c == ']' || c == '}') {
      if (!brackets.empty()) brackets.pop_back();
      ++at;
    } else {
      at = std::max(SkipPlain(text, at, !brackets.empty()), at + 1);
    }
  }
  if (!brackets.empty()) open.bracket = brackets.back();
  return open;
}

size_t NextDocument(std::string_view text, size_t at) {
  for (size_t line = at == LineStart(text, at) ? at : LineEnd(text, at) + 1; line < text.size();
       line = LineEnd(text, line) + 1) {
    if (StartsMarker(text, line, "---")) return line;
  }
  return kNowhere;
}

std::string ReadField(std::string_view text, size_t begin, size_t end, std::string_view key) {
  for (size_t line = begin; line < end; line = LineEnd(text, line) + 1) {
    std::string_view rest = text.substr(line, std::min(LineEnd(text, line), end) - line);
    if (rest.substr(0, key.size()) != key) continue;
    rest.remove_prefix(key.size());
    if (rest.empty() || rest[0] != ':') continue;
    rest.remove_prefix(1);
    if (rest.empty() || !IsBlank(rest[0])) continue;
    rest.remove_prefix(SkipBlanks(rest, 0));
    if (const size_t comment = rest.find(" #"); comment != std::string_view::npos) {
      rest = rest.substr(0, comment);
    }
    while (!rest.empty() && IsBlank(rest.back())) rest.remove_suffix(1);
    const char quote = rest.empty() ? '\0' : rest.front();
    if (quote == '"' || quote == '\'') {
      rest.remove_prefix(1);
      rest = rest.substr(0, rest.find(quote));
    }
    return std::string(rest);
  }
  return "";
}

}  // namespace writ::syntax
