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

}  // namespace

std::string CorrectedText(std::string_view text, size_t begin, size_t end, Style style,
                          const std::string& value) {
  if (style == Style::kFolded && KeepsLineBreaks(text, begin)) {
    return WithKeptLineBreaks(text, end, value);
  }
  if (style != Style::kSingleQuoted && style != Style::kDoubleQuoted) return value;
  const std::string_view content = text.substr(begin + 1, end - begin - 2);
  const size_t breaks = CountLineBreaks(content);
  if (breaks == 0 || SkipBlanks(content, 0) < content.size()) return value;
  return breaks == 1 ? " " : std::string(breaks - 1, '\n');
}

}  // namespace writ::syntax
