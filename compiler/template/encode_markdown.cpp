#include <algorithm>

#include "template/encode.h"

namespace writ::tmpl::encode {
namespace {

constexpr std::string_view kAlways = "\\*[]<>&~|$";

bool IsAlnum(char c) { return IsWordChar(c) && c != '_'; }

// Plain text: no control but the line breaks and tabs that become `<br>` and `&#9;`.
bool Check(const Data& data, std::string_view text, bool breaks, Refusal& refusal) {
  if (!IsUtf8(text)) return Refuse(refusal, data, "it is not UTF-8");
  bool plain = true;
  ForRunes(text, [&](Rune rune, std::string_view) {
    const bool white = rune.value == '\t' || (rune.value == '\n' && breaks);
    plain = plain && (white || (!IsControl(rune.value) && !IsInvisible(rune.value)));
  });
  if (plain) return true;
  return Refuse(refusal, data,
                breaks ? "Markdown text holds no control or invisible characters"
                       : "it holds a line break, control or invisible character");
}

// Characters that are special only at the start of a line, or not beside letters.
bool NeedsBackslash(std::string_view text, size_t at, const Place& place) {
  const char c = text[at];
  if (kAlways.find(c) != std::string_view::npos) return true;
  const char before = at > 0 ? text[at - 1] : place.before;
  const char after = at + 1 < text.size() ? text[at + 1] : place.after;
  if (c == '_') return !(IsAlnum(before) && IsAlnum(after));
  if (c == '#' || c == '!') return true;
  const bool starts = at == 0 && (place.starts_line || place.before == ' ');
  if (c == '-' || c == '+' || c == '=' || c == ':') return starts;
  if (c == '.' || c == ')') {
    return text.find_first_not_of("0123456789") == at && at > 0 &&
           (place.starts_line || place.before == ' ');
  }
  return false;
}

void Prose(std::string_view text, const Place& place, std::string& out) {
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool edge = at == 0 || at + 1 == text.size();
    if (c == '\n') {
      out += "<br>";
    } else if (c == '`') {  // a backtick before the hole would take an escaped one for its end
      out += "&#96;";
    } else if (c == '\t') {
      out += "&#9;";
    } else if (c == ' ' && (edge || text[at - 1] == '\n' || text[at + 1] == '\n')) {
      out += "&#32;";
    } else {
      if (NeedsBackslash(text, at, place)) out.push_back('\\');
      out.push_back(c);
    }
  }
}

size_t LongestTicks(std::string_view text) {
  size_t longest = 0;
  size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

bool Code(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  std::string text = ScalarText(data);
  if (!Check(data, text, false, refusal)) return false;
  if (text.find('\t') != std::string::npos)
    return Refuse(refusal, data, "a code span holds no tab");
  const size_t ticks = LongestTicks(text);
  if (place.in_cell) {
    if (text.find("\\|") != std::string::npos)
      return Refuse(refusal, data, "a code span in a table cannot hold a backslash before `|`");
    for (size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
      text.insert(at, 1, '\\');
  }
  if (!place.whole) {
    if (ticks > 0)
      return Refuse(refusal, data, "it holds a backtick, and the hole is not all of the code span");
    const bool fills = place.before == '`' && place.after == '`';
    if (fills && (text.empty() || (text.front() == ' ' && text.back() == ' ')))
      return Refuse(refusal, data, "a code span cannot be empty, or start and end with a blank");
    out += text;
    return true;
  }
  if (text.find_first_not_of(' ') == std::string::npos)
    return Refuse(refusal, data, "a code span cannot be empty");
  const bool padded =
      text.front() == '`' || text.back() == '`' || (text.front() == ' ' && text.back() == ' ');
  const std::string fence(ticks + 1, '`');
  out += fence;
  if (padded) out.push_back(' ');
  out += text;
  if (padded) out.push_back(' ');
  out += fence;
  return true;
}

bool Fence(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  const std::string text = ScalarText(data);
  if (!Check(data, text, false, refusal)) return false;
  if (text.find(std::string(2, place.quote)) != std::string::npos ||
      (place.starts_line && text.find(place.quote) == 0))
    return Refuse(refusal, data, "it could end the code fence");
  out += text;
  return true;
}

bool Url(const Data& data, std::string& out, Refusal& refusal) {
  const std::string text = ScalarText(data);
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7f &&
           std::string_view("()<>\\\"'`*[]{}|^").find(c) == std::string_view::npos;
  });
  if (!plain || text.empty())
    return Refuse(refusal, data, "a link holds only characters of an address");
  for (const char c : text) {
    if (c == '&' || c == '_') out.push_back('\\');
    out.push_back(c);
  }
  return true;
}

}  // namespace

bool Markdown(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  switch (place.at) {
    case Place::At::kComment:
      return Comment(place, data, out, refusal);
    case Place::At::kCode:
      return Code(place, data, out, refusal);
    case Place::At::kFence:
      return Fence(place, data, out, refusal);
    case Place::At::kUrl:
      return Url(data, out, refusal);
    default: {
      const std::string text = ScalarText(data);
      if (!Check(data, text, true, refusal)) return false;
      Prose(text, place, out);
      return true;
    }
  }
}

}  // namespace writ::tmpl::encode
