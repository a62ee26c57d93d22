#include "syntax/scalar_text.h"

#include <algorithm>

#include "syntax/ends.h"

namespace writ::syntax {
namespace {

size_t CountLineBreaks(std::string_view text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

bool KeepsLineBreaks(std::string_view text, size_t header) {
  const std::string_view line = text.substr(header, LineEnd(text, header) - header);
  return line.substr(0, line.find_first_of(" \t\r")).find('+') != std::string_view::npos;
}

std::string WithKeptLineBreaks(std::string_view text, size_t end, std::string value) {
  const size_t content = value.find_last_not_of('\n');
  if (content == std::string::npos) return value;
  const size_t next = SkipBlanks(text, end);
  value.resize(content + 1);
  value.append(CountLineBreaks(text.substr(end, next - end)), '\n');
  return value;
}

// Line breaks before the closing quote fold: one is a blank, each further one a line feed.
std::string WithTrailingLineBreaks(std::string_view content, Style style, std::string value) {
  const size_t last = content.find_last_not_of(" \t\r\n");
  const size_t tail = last == std::string_view::npos ? 0 : last + 1;
  const size_t breaks = CountLineBreaks(content.substr(tail));
  if (breaks == 0) return value;
  if (tail == 0) return breaks == 1 ? " " : std::string(breaks - 1, '\n');
  const bool escaped =
      style == Style::kDoubleQuoted &&
      content.substr(tail < 2 ? 0 : tail - 2, 2).find('\\') != std::string_view::npos;
  if (breaks == 1 || escaped) return value;
  value.resize(value.find_last_not_of(" \n") + 1);
  value.append(breaks - 1, '\n');
  return value;
}

}  // namespace

std::string CorrectedText(std::string_view text, size_t begin, size_t end, Style style,
                          const std::string& value) {
  if (style == Style::kFolded && KeepsLineBreaks(text, begin)) {
    return WithKeptLineBreaks(text, end, value);
  }
  if (style == Style::kSingleQuoted || style == Style::kDoubleQuoted) {
    return WithTrailingLineBreaks(text.substr(begin + 1, end - begin - 2), style, value);
  }
  return value;
}

}  // namespace writ::syntax
