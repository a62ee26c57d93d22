#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "template/encode.h"

namespace writ::tmpl::encode {
namespace {

constexpr size_t kMaxKey = 1024;  // characters of a key on one line, by the YAML standard

// Words that YAML 1.1 readers take for a bool or null.
bool IsYaml11Word(std::string_view text) {
  static constexpr std::array<std::string_view, 9> kWords = {"y",   "n",    "yes",   "no",  "on",
                                                             "off", "true", "false", "null"};
  return std::find(kWords.begin(), kWords.end(), ToLower(text)) != kWords.end();
}

bool IsPlainKey(std::string_view text) {
  if (text.empty() || !(IsWordChar(text[0]) && (text[0] < '0' || text[0] > '9'))) return false;
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (IsWordChar(c) && static_cast<unsigned char>(c) < 0x80) || c == '.' || c == '/' ||
           c == '-';
  });
  return plain && !IsYaml11Word(text);
}

// Characters that only a double-quoted text can hold, escaped.
bool NeedsEscape(char32_t c) { return IsControl(c) || IsInvisible(c); }

void Escaped(char32_t c, std::string& out) {
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c < 0x100) {
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<uint32_t>(c));
  } else {
    EscapeRune(c, out);
  }
}

void InsideDouble(std::string_view text, std::string& out) {
  ForRunes(text, [&](Rune rune, std::string_view bytes) {
    if (rune.value == '"' || rune.value == '\\') {
      out.push_back('\\');
      out += bytes;
    } else if (NeedsEscape(rune.value)) {
      Escaped(rune.value, out);
    } else {
      out += bytes;
    }
  });
}

void InsideSingle(std::string_view text, std::string& out) {
  for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
}

bool HasEscapes(std::string_view text) {
  bool found = false;
  ForRunes(text, [&](Rune rune, std::string_view) { found = found || NeedsEscape(rune.value); });
  return found;
}

void Quoted(std::string_view text, std::string& out) {
  const bool single = text.find('"') != std::string_view::npos &&
                      text.find('\\') == std::string_view::npos && !HasEscapes(text);
  out.push_back(single ? '\'' : '"');
  if (single) {
    InsideSingle(text, out);
  } else {
    InsideDouble(text, out);
  }
  out.push_back(single ? '\'' : '"');
}

// Several lines of plain printable text without blanks at their ends.
bool IsBlockText(std::string_view text) {
  if (text.find('\n') == std::string_view::npos || text[0] == '\n') return false;
  if (text.size() >= 2 && text.substr(text.size() - 2) == "\n\n") return false;
  char previous = '\n';
  bool plain = true;
  ForRunes(text, [&](Rune rune, std::string_view bytes) {
    const char c = bytes[0];
    plain = plain && (c == '\n' || !NeedsEscape(rune.value));
    if (c == '\n' ? previous == ' ' : (c == ' ' && previous == '\n')) plain = false;
    previous = c;
  });
  return plain && previous != ' ';
}

void BlockText(std::string_view text, size_t indent, std::string& out) {
  const bool ends = text.back() == '\n';
  out += ends ? "|" : "|-";
  if (ends) text.remove_suffix(1);
  while (true) {
    const size_t end = std::min(text.find('\n'), text.size());
    out.push_back('\n');
    if (end > 0) out.append(indent, ' ').append(text.substr(0, end));
    if (end == text.size()) return;
    text.remove_prefix(end + 1);
  }
}

bool NumberOf(const Data& data, std::string& out, Refusal& refusal) {
  std::string number = NumberText(data.text());
  if (number.empty()) return Refuse(refusal, data, "it is no decimal number");
  // YAML 1.1 takes an exponent for text unless a point and a sign are there.
  const size_t exponent = number.find('e');
  if (exponent != std::string::npos) {
    if (number[exponent + 1] != '-' && number[exponent + 1] != '+')
      number.insert(exponent + 1, 1, '+');
    if (number.find('.') == std::string::npos) number.insert(exponent, ".0");
  }
  out += number;
  return true;
}

// A scalar, or an empty structure.
bool Inline(const Data& data, std::string& out, Refusal& refusal) {
  switch (data.shape) {
    case Shape::kText:
      if (!IsUtf8(data.text())) return Refuse(refusal, data, "it is not UTF-8");
      Quoted(data.text(), out);
      return true;
    case Shape::kDecimal:
      return NumberOf(data, out, refusal);
    case Shape::kReference:
      return Refuse(refusal, data, "YAML has no references");
    case Shape::kList:
      out += "[]";
      return true;
    case Shape::kMap:
      out += "{}";
      return true;
    default:
      out += ScalarText(data);
      return true;
  }
}

bool Key(std::string_view key, const Data& of, std::string& out, Refusal& refusal) {
  if (!IsUtf8(key)) return Refuse(refusal, of, "a key is not UTF-8");
  const size_t begin = out.size();
  if (IsPlainKey(key)) {
    out += key;
  } else {
    Quoted(key, out);
  }
  if (out.size() - begin > kMaxKey) return Refuse(refusal, of, "a key is longer than 1024 bytes");
  return true;
}

void Break(size_t indent, std::string& out) {
  out.push_back('\n');
  out.append(indent, ' ');
}

bool Block(const Data& data, size_t indent, std::string& out, Refusal& refusal);

// The value of an entry or element: after `:` (deeper by two on the next line) or `- ` (at once).
bool After(const Data& data, size_t indent, bool of_key, std::string& out, Refusal& refusal) {
  if (!data.scalar() && !IsEmpty(data)) {
    if (of_key) {
      Break(indent + 2, out);
    } else {
      out.push_back(' ');
    }
    return Block(data, indent + 2, out, refusal);
  }
  out.push_back(' ');
  if (data.shape == Shape::kText && IsUtf8(data.text()) && IsBlockText(data.text())) {
    BlockText(data.text(), indent + 2, out);
    return true;
  }
  return Inline(data, out, refusal);
}

// A structure that is not empty; its first line starts where `out` ends, at column `indent`.
bool Block(const Data& data, size_t indent, std::string& out, Refusal& refusal) {
  bool first = true;
  const auto start = [&] {
    if (!first) Break(indent, out);
    first = false;
  };
  if (data.shape == Shape::kList) {
    return ForItems(data, [&](const Data& item) {
      start();
      out.push_back('-');
      return After(item, indent, false, out, refusal);
    });
  }
  return ForEntries(data, [&](std::string_view key, const value::Origins&, const Data& value) {
    start();
    if (!Key(key, value, out, refusal)) return false;
    out.push_back(':');
    return After(value, indent, true, out, refusal);
  });
}

// Flow style, for what must stay on its line.
bool Flow(const Data& data, std::string& out, Refusal& refusal) {
  if (data.scalar() || IsEmpty(data)) return Inline(data, out, refusal);
  const bool list = data.shape == Shape::kList;
  out.push_back(list ? '[' : '{');
  bool first = true;
  const auto element = [&](const Data& value) {
    if (!value.scalar() && !IsEmpty(value))
      return Refuse(refusal, value, "a structure on one line holds scalars only");
    return Inline(value, out, refusal);
  };
  const auto start = [&] {
    if (!first) out += ", ";
    first = false;
  };
  const bool good =
      list ? ForItems(data,
                      [&](const Data& item) {
                        start();
                        return element(item);
                      })
           : ForEntries(data, [&](std::string_view key, const value::Origins&, const Data& value) {
               start();
               if (!Key(key, value, out, refusal)) return false;
               out += ": ";
               return element(value);
             });
  out.push_back(list ? ']' : '}');
  return good;
}

bool Value(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  if (place.one_line) return Flow(data, out, refusal);
  if (place.break_first) return After(data, place.indent - 2U, true, out, refusal);
  if (!data.scalar() && !IsEmpty(data)) return Block(data, place.indent, out, refusal);
  if (data.shape == Shape::kText && place.indent >= 2 && IsUtf8(data.text()) &&
      IsBlockText(data.text())) {
    BlockText(data.text(), place.indent, out);
    return true;
  }
  return Inline(data, out, refusal);
}

bool Raw(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  const std::string text = ScalarText(data);
  if (!IsUtf8(text)) return Refuse(refusal, data, "it is not UTF-8");
  if (text.find('\n') != std::string::npos)
    return Refuse(refusal, data, "a value inside a block text holds no line break");
  if (HasEscapes(text))
    return Refuse(refusal, data, "a block text holds no control or invisible characters");
  if (place.starts_line && (text.empty() || text[0] == ' '))
    return Refuse(refusal, data, "it would change the indentation of the block text");
  out += text;
  return true;
}

bool String(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  const std::string text = ScalarText(data);
  if (!IsUtf8(text)) return Refuse(refusal, data, "it is not UTF-8");
  if (place.quote == '"') {
    InsideDouble(text, out);
    return true;
  }
  if (HasEscapes(text)) {
    return Refuse(refusal, data,
                  "a text in single quotes holds no line break, control or invisible character; "
                  "use double quotes in the template");
  }
  InsideSingle(text, out);
  return true;
}

}  // namespace

bool Yaml(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  switch (place.at) {
    case Place::At::kKey:
      return Key(ScalarText(data), data, out, refusal);
    case Place::At::kComment:
      return Comment(place, data, out, refusal);
    case Place::At::kString:
      return String(place, data, out, refusal);
    case Place::At::kRaw:
      return Raw(place, data, out, refusal);
    default:
      return Value(place, data, out, refusal);
  }
}

}  // namespace writ::tmpl::encode
