// The template languages that read a text again (Jinja, Go templates, the kubelet ...): where a
// hole stands in the text that the template itself writes for them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "template/inner.h"

namespace writ::tmpl {

// How far one of these languages has read.
struct MarkState {
  enum class In : uint8_t {
    kText,
    kCode,     // between marks
    kComment,  // of Jinja or Go
    kRaw,      // `{% raw %}`
    kVariable  // `$NAME`, which a letter would continue
  };
  In in = In::kText;
  std::string_view opened{};  // the mark, for people
  std::string_view closes{};
  char quote = 0;      // of a string within code
  uint16_t depth = 0;  // of brackets within code
  char mark = 0;       // the last character, if it is the first one of a mark
  bool operator==(const MarkState&) const = default;
};

// Whether `inner` is such a language.
bool HasMarks(Inner inner);

// Reads on, through a text without holes. Marks that its end cuts in two are told by `mark`.
void ReadMarks(Inner inner, std::string_view text, MarkState& state);

// Empty, or why nothing of a hole may stand where `state` is.
std::string WhyNotThere(const MarkState& state);

}  // namespace writ::tmpl
