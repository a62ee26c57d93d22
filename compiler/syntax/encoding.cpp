#include "syntax/encoding.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace writ::syntax {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

struct CodePoint {
  int32_t value = -1;  // negative: the bytes are not UTF-8
  size_t size = 1;     // bytes
};

CodePoint Decode(std::string_view text, size_t at) {
  int32_t value = -1;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data() + at);
  const auto size =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &value);
  if (size <= 0) return {};
  return {value, static_cast<size_t>(size)};
}

// The name of an encoding of wide units, told by its byte order mark or by the NUL beside the first
// character; empty for anything else.
std::string_view WideEncoding(std::string_view text) {
  const auto starts = [&](std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
  };
  using namespace std::string_view_literals;
  if (starts("\xFF\xFE\0\0"sv) || starts("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (starts("\xFF\xFE"sv) || starts("\xFE\xFF"sv)) return "UTF-16";
  if (text.size() < 4) return "";
  const std::array<bool, 4> nul = {text[0] == 0, text[1] == 0, text[2] == 0, text[3] == 0};
  if (nul == std::array<bool, 4>{false, true, true, true}) return "UTF-32";
  if (nul == std::array<bool, 4>{true, true, true, false}) return "UTF-32";
  if (nul == std::array<bool, 4>{false, true, false, true}) return "UTF-16";
  if (nul == std::array<bool, 4>{true, false, true, false}) return "UTF-16";
  return "";
}

// Nothing to look at: printable ASCII, tab and line feed.
bool IsOrdinary(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte < 0x7F) || c == '\n' || c == '\t';
}

bool IsForbidden(int32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF;
}

class Checker {
 public:
  Checker(std::string_view text, source::FileId file, diag::Sink& sink)
      : text_(text), file_(file), sink_(sink) {}

  bool Run() {
    for (size_t at = BomSize(text_); at < text_.size();) {
      if (IsOrdinary(text_[at])) {
        ++at;
      } else {
        at += CheckAt(at);
      }
    }
    return std::none_of(seen_.begin(), seen_.end(), [](bool seen) { return seen; });
  }

 private:
  enum Sort : uint8_t { kNotUtf8, kControl, kCarriageReturn, kBomInside, kNul, kSorts };

  // Bytes to go on by.
  size_t CheckAt(size_t at) {
    const CodePoint c = Decode(text_, at);
    const Span span{file_, static_cast<uint32_t>(at), static_cast<uint32_t>(at + c.size)};
    if (c.value < 0) {
      NotUtf8(span, static_cast<unsigned char>(text_[at]));
    } else if (c.value == '\r') {
      if (at + 1 >= text_.size() || text_[at + 1] != '\n') CarriageReturn(span);
    } else if (c.value == 0) {
      Nul(span);
    } else if (c.value == 0xFEFF) {
      BomInside(span);
    } else if (IsForbidden(c.value)) {
      Control(span, c.value);
    }
    return c.size;
  }

  bool First(Sort sort) {
    const bool first = !seen_.at(sort);
    seen_.at(sort) = true;
    return first;
  }

  void NotUtf8(const Span& span, unsigned byte) {
    if (!First(kNotUtf8)) return;
    sink_.Report(diag::Code::E0101, span, "the byte 0x{:02X} is not UTF-8", byte)
        .Here("from here on the text cannot be read")
        .Note("save the file as UTF-8; it may be Latin-1 or Windows-1252 now");
  }
  void Control(const Span& span, int32_t value) {
    if (!First(kControl)) return;
    sink_
        .Report(diag::Code::E0102, span, "the control character U+{:04X} stands in the text", value)
        .Note("remove it; a value that needs it writes `\\u{:04x}` in double quotes", value);
  }
  void CarriageReturn(const Span& span) {
    if (!First(kCarriageReturn)) return;
    sink_.Report(diag::Code::E0103, span, "a carriage return without a line feed")
        .Note("end lines with a line feed, or with carriage return and line feed");
  }
  void BomInside(const Span& span) {
    if (!First(kBomInside)) return;
    sink_.Report(diag::Code::E0104, span, "a byte order mark (U+FEFF) stands inside the text")
        .Note("remove it; two files that were joined leave one behind");
  }
  void Nul(const Span& span) {
    if (!First(kNul)) return;
    sink_.Report(diag::Code::E0106, span, "a NUL byte stands in the text")
        .Note("the file is damaged or is not text: restore it from its last commit");
  }

  std::string_view text_;
  source::FileId file_;
  diag::Sink& sink_;
  std::array<bool, kSorts> seen_{};
};

}  // namespace

size_t BomSize(std::string_view text) {
  return text.substr(0, kBom.size()) == kBom ? kBom.size() : 0;
}

bool IsUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = Decode(text, at);
    if (c.value < 0) return false;
    at += c.size;
  }
  return true;
}

bool CheckEncoding(const source::SourceManager& sources, source::FileId file, diag::Sink& sink) {
  const std::string_view text = sources.Text(file);
  if (const std::string_view name = WideEncoding(text); !name.empty()) {
    sink.Report(diag::Code::E0105, Span{file, 0, 0}, "the file is {}, not UTF-8", name)
        .Note("save the file as UTF-8");
    return false;
  }
  return Checker(text, file, sink).Run();
}

}  // namespace writ::syntax
