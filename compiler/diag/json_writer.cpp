#include "diag/json_writer.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <iterator>
#include <utility>

namespace writ::diag {
namespace {

void AppendEscape(std::string& out, int32_t character) {
  if (character < 0x10000) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", character);
    return;
  }
  const int32_t rest = character - 0x10000;
  fmt::format_to(std::back_inserter(out), "\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10),
                 0xDC00 + (rest & 0x3FF));
}

bool NeedsEscape(int32_t character) {
  const auto category = utf8proc_category(character);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
         category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

}  // namespace

void JsonWriter::Quote(std::string_view text) {
  out_ += '"';
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
      ++at;
    } else if (c == '\n') {
      out_ += "\\n";
      ++at;
    } else if (c >= 0x20 && c < 0x7F) {
      out_ += c;
      ++at;
    } else {
      int32_t character = -1;
      const auto size =
          utf8proc_iterate(reinterpret_cast<const uint8_t*>(text.data() + at),
                           static_cast<utf8proc_ssize_t>(text.size() - at), &character);
      const size_t bytes = size <= 0 ? 1 : static_cast<size_t>(size);
      if (size <= 0) {
        out_ += "\xEF\xBF\xBD";
      } else if (NeedsEscape(character)) {
        AppendEscape(out_, character);
      } else {
        out_ += text.substr(at, bytes);
      }
      at += bytes;
    }
  }
  out_ += '"';
}

void JsonWriter::NewLine() {
  out_ += '\n';
  out_.append(depth_ * 2, ' ');
}

void JsonWriter::Separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!first_) out_ += ',';
  NewLine();
  first_ = false;
}

void JsonWriter::Begin(char opener) {
  Separate();
  out_ += opener;
  ++depth_;
  first_ = true;
}

void JsonWriter::End(char closer) {
  --depth_;
  if (!first_) NewLine();
  out_ += closer;
  first_ = false;
}

void JsonWriter::Key(std::string_view key) {
  Separate();
  Quote(key);
  out_ += ": ";
  after_key_ = true;
}

void JsonWriter::String(std::string_view text) {
  Separate();
  Quote(text);
}

void JsonWriter::Number(uint64_t number) {
  Separate();
  out_ += std::to_string(number);
}

std::string JsonWriter::Take() {
  out_ += '\n';
  return std::move(out_);
}

}  // namespace writ::diag
