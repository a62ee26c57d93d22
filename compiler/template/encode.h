// Values as literals. Each encoder appends to the output, or refuses a value that cannot stand in
// its place. Nothing here may be used by a reader of outputs: both would share a mistake.
#pragma once

#include <string>
#include <string_view>

#include "template/encode_data.h"
#include "template/scan.h"

namespace writ::tmpl::encode {

struct Refusal {
  std::string why;      // "it holds a line break"
  value::Origins from;  // of the leaf that is refused
  std::string shown;    // the leaf's text, for the message
};

// Appends `data` as `place` needs it. False, with `refusal` filled, if it cannot stand there; `out`
// then holds rubbish.
bool Encode(const Place& place, const Data& data, std::string& out, Refusal& refusal);

bool Hcl(const Place& place, const Data& data, std::string& out, Refusal& refusal);
bool Yaml(const Place& place, const Data& data, std::string& out, Refusal& refusal);
bool Json(const Place& place, const Data& data, std::string& out, Refusal& refusal);
bool Python(const Place& place, const Data& data, std::string& out, Refusal& refusal);
bool Shell(const Place& place, const Data& data, std::string& out, Refusal& refusal);
bool Markdown(const Place& place, const Data& data, std::string& out, Refusal& refusal);

// ---- shared by the encoders

bool Refuse(Refusal& refusal, const Data& data, std::string_view why);

// The words of a bool, number or text, without any quoting.
std::string ScalarText(const Data& data);

// `digits` as a JSON number (`.5` -> `0.5`, `+1.` -> `1.0`); empty if it is no number.
std::string NumberText(std::string_view digits);

// A name that is printed bare: refuses all but `[A-Za-z_][A-Za-z0-9_]*`, with `-` where the
// language has it. A part of a name may start with a digit.
bool Identifier(const Place& place, const Data& data, bool dashes, std::string& out,
                Refusal& refusal);

// Text inside a comment: one line, nothing invisible.
bool Comment(const Place& place, const Data& data, std::string& out, Refusal& refusal);

bool IsIdentifier(std::string_view text, bool dashes);
bool IsPythonKeyword(std::string_view text);
bool IsShellKeyword(std::string_view text);  // that names no function

// ---- code points

struct Rune {
  char32_t value = 0;
  uint8_t size = 0;  // bytes; 0 where the text is no UTF-8
};

Rune RuneBeyondAscii(std::string_view text, size_t at);
inline Rune RuneAt(std::string_view text, size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};  // nearly all text
  return RuneBeyondAscii(text, at);
}
bool IsUtf8(std::string_view text);
// C0, DEL, C1
inline bool IsControl(char32_t rune) { return rune < 0x20 || (rune >= 0x7f && rune <= 0x9f); }
bool IsInvisible(char32_t rune);  // bidi controls, line separators, zero-width, tags, U+FEFF
// Appends `\u202e` or `\U000e0041`.
void EscapeRune(char32_t rune, std::string& out);
bool IsNfc(std::string_view text);
// A combining mark or a jamo: could merge with what stands before.
bool StartsWithMark(std::string_view text);

// True if `rune` is in one grapheme cluster with a letter before it.
bool JoinsLetter(char32_t rune);

// Calls `each(Rune, std::string_view bytes)` for every code point of valid UTF-8.
template <class Each>
void ForRunes(std::string_view text, Each each) {
  for (size_t at = 0; at < text.size();) {
    const Rune rune = RuneAt(text, at);
    const size_t size = rune.size == 0 ? 1 : rune.size;
    each(rune, text.substr(at, size));
    at += size;
  }
}

}  // namespace writ::tmpl::encode
