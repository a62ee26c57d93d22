#include "diag/visible.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>

namespace writ::diag {
namespace {

constexpr std::string_view kTab = "    ";

bool IsUnsafe(int32_t character) {
  switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
      return true;
    default:
      return false;
  }
}

// One character of a text and what stands for it.
struct Glyph {
  size_t size = 1;  // bytes in the source
  uint32_t width = 1;
  std::string text;
};

Glyph Escaped(size_t size, std::string text) {
  const auto width = static_cast<uint32_t>(text.size());
  return {size, width, std::move(text)};
}

Glyph Next(std::string_view text, size_t at) {
  const char first = text[at];
  if (first >= 0x20 && first < 0x7F) return {1, 1, std::string(1, first)};
  if (first == '\t') return Escaped(1, std::string(kTab));
  int32_t character = -1;
  const auto size = utf8proc_iterate(reinterpret_cast<const uint8_t*>(text.data() + at),
                                     static_cast<utf8proc_ssize_t>(text.size() - at), &character);
  if (size <= 0) return Escaped(1, fmt::format("\\x{:02x}", static_cast<unsigned char>(first)));
  const auto bytes = static_cast<size_t>(size);
  if (character == '\n') return Escaped(bytes, "\\n");
  if (character == '\r') return Escaped(bytes, "\\r");
  if (IsUnsafe(character)) return Escaped(bytes, fmt::format("\\u{:04x}", character));
  const int width = std::max(utf8proc_charwidth(character), 0);
  return {bytes, static_cast<uint32_t>(width), std::string(text.substr(at, bytes))};
}

}  // namespace

VisibleLine MakeVisible(std::string_view line) {
  VisibleLine out;
  out.text.reserve(line.size());
  out.column.reserve(line.size() + 1);
  out.offset.reserve(line.size() + 1);
  uint32_t column = 0;
  for (size_t at = 0; at < line.size();) {
    const Glyph glyph = Next(line, at);
    out.column.insert(out.column.end(), glyph.size, column);
    out.offset.insert(out.offset.end(), glyph.size, static_cast<uint32_t>(out.text.size()));
    out.text += glyph.text;
    column += glyph.width;
    at += glyph.size;
  }
  out.column.push_back(column);
  out.offset.push_back(static_cast<uint32_t>(out.text.size()));
  return out;
}

std::string Visible(std::string_view text, uint32_t limit) {
  std::string out;
  uint32_t column = 0;
  for (size_t at = 0; at < text.size();) {
    const Glyph glyph = Next(text, at);
    column += glyph.width;
    if (column > limit) return out + "...";
    out += glyph.text;
    at += glyph.size;
  }
  return out;
}

}  // namespace writ::diag
