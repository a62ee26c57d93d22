// The encoding policy, decided before any parser sees a byte.
#pragma once

#include <string_view>

#include "diag/sink.h"
#include "source/source_manager.h"

namespace writ::syntax {

inline constexpr size_t kMaxFileSize = 4U << 20U;  // bytes; larger spec files are refused (E0005)

// Text that parsers may read: UTF-8 without NUL, without control characters (C0 but tab, line feed
// and carriage return before a line feed; DEL; C1), without U+FFFE and U+FFFF, and with no U+FEFF
// but one at the start. Reports the first offence of each sort (E0101 to E0106) and returns false.
bool CheckEncoding(const source::SourceManager& sources, source::FileId file, diag::Sink& sink);

// Bytes of a leading byte order mark: 0 or 3.
size_t BomSize(std::string_view text);

// Whether `text` is well-formed UTF-8 (shortest forms, no surrogates).
bool IsUtf8(std::string_view text);

}  // namespace writ::syntax
