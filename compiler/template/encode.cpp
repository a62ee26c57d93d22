#include "template/encode.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace writ::tmpl::encode {
namespace {

bool PathSegment(const Data& data, std::string& out, Refusal& refusal) {
  const std::string text = ScalarText(data);
  if (text.empty()) return Refuse(refusal, data, "it is empty");
  if (text.find('/') != std::string::npos) return Refuse(refusal, data, "it holds `/`");
  bool plain = IsUtf8(text);
  ForRunes(text, [&](Rune rune, std::string_view) {
    plain = plain && !IsControl(rune.value) && !IsInvisible(rune.value);
  });
  if (!plain) return Refuse(refusal, data, "it holds a control or invisible character");
  out += text;
  return true;
}

}  // namespace

bool Encode(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  switch (place.language) {
    case Language::kHcl:
      return Hcl(place, data, out, refusal);
    case Language::kYaml:
      return Yaml(place, data, out, refusal);
    case Language::kJson:
      return Json(place, data, out, refusal);
    case Language::kPython:
      return Python(place, data, out, refusal);
    case Language::kShell:
      return Shell(place, data, out, refusal);
    case Language::kMarkdown:
      return Markdown(place, data, out, refusal);
    case Language::kPlain:
      break;
  }
  return PathSegment(data, out, refusal);
}

bool Refuse(Refusal& refusal, const Data& data, std::string_view why) {
  refusal.why = why;
  if (data.ref.type != nullptr && data.scalar()) {
    refusal.from = data.from();
    refusal.shown = ScalarText(data);
  }
  return false;
}

std::string ScalarText(const Data& data) {
  switch (data.shape) {
    case Shape::kBool:
      return data.boolean() ? "true" : "false";
    case Shape::kInteger:
      return std::to_string(data.integer());
    case Shape::kDecimal:
    case Shape::kText:
    case Shape::kReference:
      return std::string(data.text());
    default:
      return "null";
  }
}

std::string NumberText(std::string_view digits) {
  std::string out;
  size_t at = 0;
  const auto take_digits = [&] {
    const size_t begin = at;
    while (at < digits.size() && digits[at] >= '0' && digits[at] <= '9') ++at;
    return digits.substr(begin, at - begin);
  };
  if (at < digits.size() && (digits[at] == '-' || digits[at] == '+')) {
    if (digits[at] == '-') out.push_back('-');
    ++at;
  }
  std::string_view whole = take_digits();
  const bool had_whole = !whole.empty();
  while (whole.size() > 1 && whole[0] == '0') whole.remove_prefix(1);
  out += had_whole ? whole : "0";
  std::string_view fraction;
  if (at < digits.size() && digits[at] == '.') {
    ++at;
    fraction = take_digits();
    out.push_back('.');
    out += fraction.empty() ? "0" : fraction;
  }
  if (!had_whole && fraction.empty()) return {};
  if (at < digits.size() && (digits[at] == 'e' || digits[at] == 'E')) {
    ++at;
    out.push_back('e');
    if (at < digits.size() && (digits[at] == '-' || digits[at] == '+')) out.push_back(digits[at++]);
    const std::string_view exponent = take_digits();
    if (exponent.empty()) return {};
    out += exponent;
  }
  return at == digits.size() ? out : std::string();
}

bool IsIdentifier(std::string_view text, bool dashes) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9') || text[0] == '-') return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (IsWordChar(c) && static_cast<unsigned char>(c) < 0x80) || (dashes && c == '-');
  });
}

bool Identifier(const Place& place, const Data& data, bool dashes, std::string& out,
                Refusal& refusal) {
  const std::string text = ScalarText(data);
  const auto joins = [&](char c) {
    return IsWordChar(c) || (dashes && c == '-') || c == kHoleMark;
  };
  const bool part = joins(place.before);
  if (!IsIdentifier(part ? "_" + text : text, dashes) || text.empty())
    return Refuse(
        refusal, data,
        dashes ? "a name holds letters, digits, `_` and `-` only, and starts with a letter or `_`"
               : "a name holds letters, digits and `_` only, and starts with a letter or `_`");
  if (place.language == Language::kPython && !part && !joins(place.after) && IsPythonKeyword(text))
    return Refuse(refusal, data, "it is a keyword of Python");
  if (place.language == Language::kShell && !part && place.after == '(' && IsShellKeyword(text))
    return Refuse(refusal, data, "it is a keyword of the shell");
  out += text;
  return true;
}

bool Comment(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  const std::string text = ScalarText(data);
  if (!IsUtf8(text)) return Refuse(refusal, data, "it is not UTF-8");
  bool plain = true;
  ForRunes(text, [&](Rune rune, std::string_view) {
    plain = plain && (!IsControl(rune.value) || rune.value == '\t') && !IsInvisible(rune.value);
  });
  if (!plain)
    return Refuse(refusal, data, "a comment holds no line breaks, control or invisible characters");
  // Only `/* */` ends early; which of HCL's comments this is, the neighbours alone do not tell.
  if (place.language == Language::kHcl &&
      (text.find("*/") != std::string::npos || (place.before == '*' && text.rfind('/', 0) == 0) ||
       (place.after == '/' && !text.empty() && text.back() == '*')))
    return Refuse(refusal, data, "`*/` could end the comment");
  if (place.language == Language::kMarkdown &&
      (text.find("--") != std::string::npos || text.find('>') != std::string::npos ||
       (!text.empty() && text.back() == '-')))
    return Refuse(refusal, data, "`--` or `>` could end the comment");
  if (place.language == Language::kPython &&
      (text.find("coding:") != std::string::npos || text.find("coding=") != std::string::npos))
    return Refuse(refusal, data, "Python reads `coding:` in a comment as the file's encoding");
  out += text;
  return true;
}

bool IsPythonKeyword(std::string_view text) {
  static constexpr std::array<std::string_view, 39> kWords = {
      "False",  "None",    "True",  "and",      "as",     "assert", "async",  "await",
      "break",  "case",    "class", "continue", "def",    "del",    "elif",   "else",
      "except", "finally", "for",   "from",     "global", "if",     "import", "in",
      "is",     "lambda",  "match", "nonlocal", "not",    "or",     "pass",   "raise",
      "return", "try",     "type",  "while",    "with",   "yield",  "print"};
  return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

bool IsShellKeyword(std::string_view text) {
  static constexpr std::array<std::string_view, 17> kWords = {
      "case", "coproc",   "do", "done", "elif",   "else", "esac",  "fi",   "for",
      "if",   "function", "in", "then", "select", "time", "until", "while"};
  return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

Rune RuneBeyondAscii(std::string_view text, size_t at) {
  utf8proc_int32_t rune = 0;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                     static_cast<utf8proc_ssize_t>(text.size() - at), &rune);
  if (size <= 0) return {};
  return {static_cast<char32_t>(rune), static_cast<uint8_t>(size)};
}

bool IsUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const Rune rune = RuneAt(text, at);
    if (rune.size == 0) return false;
    at += rune.size;
  }
  return true;
}

bool IsInvisible(char32_t rune) {
  if (rune < 0xad) return false;
  return rune == 0xad || rune == 0x61c || rune == 0x180e || (rune >= 0x200b && rune <= 0x200f) ||
         (rune >= 0x2028 && rune <= 0x202e) || (rune >= 0x2060 && rune <= 0x206f) ||
         rune == 0xfeff || (rune >= 0xfff9 && rune <= 0xfffb) || rune == 0xfffe || rune == 0xffff ||
         (rune >= 0xe0000 && rune <= 0xe007f);
}

void EscapeRune(char32_t rune, std::string& out) {
  const auto code = static_cast<uint32_t>(rune);
  if (code < 0x10000) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
  } else {
    fmt::format_to(std::back_inserter(out), "\\U{:08x}", code);
  }
}

bool IsNfc(std::string_view text) {
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return true;
  utf8proc_uint8_t* mapped = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return false;
  const bool same =
      std::string_view(reinterpret_cast<const char*>(mapped), static_cast<size_t>(size)) == text;
  std::free(mapped);
  return same;
}

bool StartsWithMark(std::string_view text) {
  if (text.empty()) return false;
  const Rune rune = RuneAt(text, 0);
  if (rune.value >= 0x1160 && rune.value <= 0x11ff) return true;
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(rune.value));
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

bool JoinsLetter(char32_t rune) {
  return rune >= 0x80 && !utf8proc_grapheme_break('a', static_cast<utf8proc_int32_t>(rune));
}

}  // namespace writ::tmpl::encode
