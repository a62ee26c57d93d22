#include <fmt/format.h>

#include <algorithm>

#include "template/encode.h"

namespace writ::tmpl::encode {
namespace {

constexpr size_t kInlineList = 80;  // bytes of a list of scalars that stays on one line

// What stands around the inside of a string.
struct Edges {
  char before = 0;
  char after = 0;
};

bool Opens(char c) { return c == '$' || c == '%'; }

// The inside of a quoted string. `${` and `%{` would start a template: the doubled `$${` is used
// where it is unambiguous, an escape elsewhere. HCL reads escapes by grapheme clusters, so a mark
// behind one is escaped too: it would join its last letter.
void Inside(std::string_view text, Edges edges, std::string& out) {
  char previous = edges.before;
  bool escaped = false;  // the last character was printed as an escape
  for (size_t at = 0; at < text.size();) {
    const Rune rune = RuneAt(text, at);
    const char c = text[at];
    const char next = at + rune.size < text.size() ? text[at + rune.size] : edges.after;
    const bool last = at + 1 == text.size();
    const bool after_open = Opens(previous) || previous == kHoleMark;
    const size_t begin = out.size();
    if (Opens(c) && (next == '{' || (last && (Opens(next) || next == kHoleMark)))) {
      if (!last && !after_open) {
        out.append(2, c);
      } else {
        out += c == '$' ? "\\u0024" : "\\u0025";
      }
    } else if (c == '{' && at == 0 && after_open) {
      out += "\\u007b";
    } else if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (IsControl(rune.value) || IsInvisible(rune.value) ||
               (escaped && JoinsLetter(rune.value))) {
      EscapeRune(rune.value, out);
    } else {
      out += text.substr(at, rune.size);
    }
    escaped = out[begin] == '\\';
    previous = c;
    at += rune.size;
  }
}

bool Check(const Data& data, std::string_view text, Refusal& refusal) {
  if (!IsUtf8(text)) return Refuse(refusal, data, "it is not UTF-8");
  if (text.find('\0') != std::string_view::npos)
    return Refuse(refusal, data, "HCL texts hold no NUL");
  if (!IsNfc(text)) {
    return Refuse(refusal, data,
                  "Terraform would change it: it composes characters (Unicode NFC), and this text "
                  "is not composed");
  }
  return true;
}

void Quoted(std::string_view text, std::string& out) {
  out.push_back('"');
  Inside(text, {}, out);
  out.push_back('"');
}

void Key(std::string_view text, std::string& out) {
  const bool reserved = text == "for" || text == "null" || text == "true" || text == "false";
  if (IsIdentifier(text, true) && !reserved) {
    out += text;
  } else {
    Quoted(text, out);
  }
}

bool Value(const Data& data, bool one_line, size_t indent, std::string& out, Refusal& refusal);

bool Scalar(const Data& data, std::string& out, Refusal& refusal) {
  if (data.shape == Shape::kText) {
    if (!Check(data, data.text(), refusal)) return false;
    Quoted(data.text(), out);
    return true;
  }
  if (data.shape == Shape::kDecimal) {
    const std::string number = NumberText(data.text());
    if (number.empty()) return Refuse(refusal, data, "it is no decimal number");
    out += number;
    return true;
  }
  out += ScalarText(data);
  return true;
}

void Break(size_t indent, std::string& out) {
  out.push_back('\n');
  out.append(indent, ' ');
}

bool InlineList(const Data& data, std::string& out, Refusal& refusal) {
  out.push_back('[');
  bool first = true;
  const bool good = ForItems(data, [&](const Data& item) {
    if (!first) out += ", ";
    first = false;
    return Value(item, true, 0, out, refusal);
  });
  out.push_back(']');
  return good;
}

bool List(const Data& data, size_t indent, std::string& out, Refusal& refusal) {
  if (ForItems(data, [](const Data& item) { return item.scalar(); })) {
    std::string line;
    if (!InlineList(data, line, refusal)) return false;
    if (line.size() <= kInlineList) {
      out += line;
      return true;
    }
  }
  out.push_back('[');
  const bool good = ForItems(data, [&](const Data& item) {
    Break(indent + 2, out);
    if (!Value(item, false, indent + 2, out, refusal)) return false;
    out.push_back(',');
    return true;
  });
  Break(indent, out);
  out.push_back(']');
  return good;
}

bool Object(const Data& data, bool one_line, size_t indent, std::string& out, Refusal& refusal) {
  out.push_back('{');
  bool empty = true;
  const bool good =
      ForEntries(data, [&](std::string_view key, const value::Origins& of_key, const Data& value) {
        Refusal of_text;
        if (!Check({}, key, of_text)) {
          refusal = {"of a key: " + of_text.why, of_key, std::string(key)};
          return false;
        }
        if (one_line) {
          out += empty ? " " : ", ";
        } else {
          Break(indent + 2, out);
        }
        empty = false;
        Key(key, out);
        out += " = ";
        return Value(value, one_line, indent + 2, out, refusal);
      });
  if (!empty) {
    if (one_line) {
      out.push_back(' ');
    } else {
      Break(indent, out);
    }
  }
  out.push_back('}');
  return good;
}

bool Value(const Data& data, bool one_line, size_t indent, std::string& out, Refusal& refusal) {
  if (data.shape == Shape::kMap) return Object(data, one_line, indent, out, refusal);
  if (data.shape != Shape::kList) return Scalar(data, out, refusal);
  return one_line ? InlineList(data, out, refusal) : List(data, indent, out, refusal);
}

bool Text(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  const std::string text = ScalarText(data);
  if (!Check(data, text, refusal)) return false;
  const bool label = place.label || place.at == Place::At::kLabel;
  if (label && (text.find("${") != std::string::npos || text.find("%{") != std::string::npos))
    return Refuse(refusal, data, "the label of a block holds no `${` and no `%{`");
  if (place.at == Place::At::kLabel) {
    Quoted(text, out);
    return true;
  }
  if (place.before != '"' && StartsWithMark(text))
    return Refuse(refusal, data,
                  "it starts with a combining mark, which would join the text before it");
  Inside(text, {place.before, place.after}, out);
  return true;
}

// Without the blanks at its ends, as Terraform compares a line with the name of a heredoc. Which
// characters are blanks to Unicode is not told here: all but ASCII's may be.
std::string Stripped(std::string_view text) {
  const auto counts = [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x80; };
  const auto first = std::find_if(text.begin(), text.end(), counts);
  const auto last = std::find_if(text.rbegin(), text.rend(), counts).base();
  return first < last ? std::string(first, last) : std::string();
}

// Whether the text could make its line the one that ends the heredoc, with what stands beside it.
bool EndsHeredoc(const Place& place, std::string_view text) {
  const auto joins = [](char c) { return IsWordChar(c) || c == '-' || c == kHoleMark; };
  const bool left = place.starts_line || joins(place.before);
  const bool right = place.after == 0 || joins(place.after);
  const std::string word = Stripped(text);
  return left && right && !word.empty() && place.ends.find(word) != std::string::npos;
}

// Inside a heredoc nothing but `${` and `%{` is special.
bool Raw(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  const std::string text = ScalarText(data);
  if (!Check(data, text, refusal)) return false;
  bool plain = true;
  ForRunes(text, [&](Rune rune, std::string_view) {
    plain = plain && (!IsControl(rune.value) || rune.value == '\t') && !IsInvisible(rune.value);
  });
  if (!plain)
    return Refuse(
        refusal, data,
        "a heredoc holds no control or invisible character, and a value in it no line break");
  if (StartsWithMark(text)) return Refuse(refusal, data, "it starts with a combining mark");
  if (EndsHeredoc(place, text)) return Refuse(refusal, data, "it could end the heredoc");
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const char next = at + 1 < text.size() ? text[at + 1] : place.after;
    const char previous = at > 0 ? text[at - 1] : place.before;
    const bool inside = at + 1 < text.size();
    const bool risky = Opens(c) && (next == '{' || (!inside && (Opens(next) || next == kHoleMark)));
    if ((risky && (!inside || Opens(previous) || previous == kHoleMark)) ||
        (c == '{' && at == 0 && (Opens(previous) || previous == kHoleMark)))
      return Refuse(refusal, data,
                    "it would start an interpolation together with the text beside it");
    out.push_back(c);
    if (risky) out.push_back(c);
  }
  return true;
}

}  // namespace

bool Hcl(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  switch (place.at) {
    case Place::At::kIdentifier:
      return Identifier(place, data, true, out, refusal);
    case Place::At::kComment:
      return Comment(place, data, out, refusal);
    case Place::At::kKey: {
      const std::string text = ScalarText(data);
      if (!Check(data, text, refusal)) return false;
      Key(text, out);
      return true;
    }
    case Place::At::kLabel:
    case Place::At::kString:
      return Text(place, data, out, refusal);
    case Place::At::kRaw:
      return Raw(place, data, out, refusal);
    default:
      return Value(data, place.one_line, place.indent, out, refusal);
  }
}

}  // namespace writ::tmpl::encode
