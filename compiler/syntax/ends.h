// Where nodes end. yaml-cpp tells only where they start; these functions look at the source again,
// each byte once. Offsets are bytes of `text`; kNowhere means that the source does not fit.
#pragma once

#include <cstddef>
#include <string_view>

namespace writ::syntax {

inline constexpr size_t kNowhere = std::string_view::npos;

// Blank: space, tab or a byte of a line break.
bool IsBlank(char c);
// The offset of the line feed that ends the line of `at`, or the size of the text.
size_t LineEnd(std::string_view text, size_t at);
size_t LineStart(std::string_view text, size_t at);
// The first offset from `at` on that is no blank.
size_t SkipBlanks(std::string_view text, size_t at);
// The same, but comments are skipped too.
size_t SkipBlanksAndComments(std::string_view text, size_t at);

// Past the closing quote of the quoted scalar that opens at `open`; kNowhere when it is never
// closed.
size_t QuotedEnd(std::string_view text, size_t open);

// Past the plain scalar at `begin` whose decoded text is `value`: blanks and line breaks of the
// value match any run of them in the source. kNowhere when source and value differ.
size_t PlainEnd(std::string_view text, size_t begin, std::string_view value);

// Past the last line of a block scalar that is not blank, before its line feed. `header` is the
// offset of its `|` or `>`, `parent_column` the column of the block map or list around it, -1 at
// the root.
size_t BlockScalarEnd(std::string_view text, size_t header, int parent_column);

// Past the closer of a flow map or list; `at` is the end of its last child or past its opener.
size_t FlowEnd(std::string_view text, size_t at, char closer);

// Past the `:` that follows a key which ends at `key_end`; `key_end` itself when there is none.
size_t PastColon(std::string_view text, size_t key_end);

}  // namespace writ::syntax
