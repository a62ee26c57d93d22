// Small looks at the source text that yaml-cpp's events do not answer. Offsets are bytes of `text`.
#pragma once

#include <string>
#include <string_view>

#include "syntax/ends.h"

namespace writ::syntax {

// Whether the line of `at` starts there with `marker` (`---` or `...`) as a word of its own.
bool StartsMarker(std::string_view text, size_t at, std::string_view marker);

// What stands between two documents: comments, `...` and directives.
struct Gap {
  size_t directive = kNowhere;  // the first line that starts with `%`
  bool ended = false;           // there is a `...`, and nothing else on its line
};
Gap ReadGap(std::string_view text, size_t begin, size_t end);

// The tab among the blanks between the start of the line and `at`; kNowhere when there is none or
// `at` is not the first text of its line.
size_t TabInIndentation(std::string_view text, size_t at);

// The first backslash in [begin, end) that escapes one of `letters`; kNowhere when there is none.
size_t FindEscape(std::string_view text, size_t begin, size_t end, std::string_view letters);

// What is open at `limit` when reading starts between two tokens, at `from`.
struct OpenAt {
  size_t quote = kNowhere;
  size_t bracket = kNowhere;  // the innermost one
};
OpenAt FindOpen(std::string_view text, size_t from, size_t limit);

// The next line from `at` on that starts a document with `---`; kNowhere when there is none.
// Wherever `---` starts a line, YAML ends what is open.
size_t NextDocument(std::string_view text, size_t at);

// The value of a line `key: value` that starts in column 0 in [begin, end), without quotes and
// comment: good enough to know what a document that cannot be parsed is called.
std::string ReadField(std::string_view text, size_t begin, size_t end, std::string_view key);

}  // namespace writ::syntax
