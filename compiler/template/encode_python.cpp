#include <fmt/format.h>

#include <algorithm>

#include "template/encode.h"

namespace writ::tmpl::encode {
namespace {

// The inside of a Python string delimited by `quote`. With `hex` the delimiter is not escaped by a
// backslash: ruff counts those to choose between quotes, and a template's quotes cannot change.
void Inside(std::string_view text, char quote, bool hex, std::string& out) {
  const auto plain = [&](char c) { return c >= 0x20 && c < 0x7f && c != '\\' && c != quote; };
  const auto end = std::find_if_not(text.begin(), text.end(), plain);  // mostly all of it
  out.append(text.begin(), end);
  text.remove_prefix(static_cast<size_t>(end - text.begin()));
  ForRunes(text, [&](Rune rune, std::string_view bytes) {
    const char32_t c = rune.value;
    if (hex && c == static_cast<char32_t>(quote)) {
      out += quote == '"' ? "\\x22" : "\\x27";
    } else if (c == '\\' || c == static_cast<char32_t>(quote)) {
      out.push_back('\\');
      out += bytes;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (IsControl(c) || (IsInvisible(c) && c < 0x100)) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<uint32_t>(c));
    } else if (IsInvisible(c)) {
      EscapeRune(c, out);
    } else {
      out += bytes;
    }
  });
}

void Quoted(std::string_view text, std::string& out) {
  const auto doubles = std::count(text.begin(), text.end(), '"');
  const auto singles = std::count(text.begin(), text.end(), '\'');
  const char quote = doubles > singles ? '\'' : '"';
  out.push_back(quote);
  Inside(text, quote, false, out);
  out.push_back(quote);
}

bool Value(const Data& data, size_t indent, std::string& out, Refusal& refusal);

void Break(size_t indent, std::string& out) {
  out.push_back('\n');
  out.append(indent, ' ');
}

// One element a line with a comma after each, as ruff leaves it.
bool Structure(const Data& data, size_t indent, std::string& out, Refusal& refusal) {
  const bool list = data.shape == Shape::kList;
  out.push_back(list ? '[' : '{');
  bool empty = true;
  const auto element = [&](const Data& value) {
    empty = false;
    if (!Value(value, indent + 4, out, refusal)) return false;
    out.push_back(',');
    return true;
  };
  const bool good =
      list ? ForItems(data,
                      [&](const Data& item) {
                        Break(indent + 4, out);
                        return element(item);
                      })
           : ForEntries(data, [&](std::string_view key, const value::Origins&, const Data& value) {
               if (!IsUtf8(key)) return Refuse(refusal, value, "a key is not UTF-8");
               Break(indent + 4, out);
               Quoted(key, out);
               out += ": ";
               return element(value);
             });
  if (!empty) Break(indent, out);
  out.push_back(list ? ']' : '}');
  return good;
}

bool Value(const Data& data, size_t indent, std::string& out, Refusal& refusal) {
  switch (data.shape) {
    case Shape::kNull:
      out += "None";
      return true;
    case Shape::kBool:
      out += data.boolean() ? "True" : "False";
      return true;
    case Shape::kInteger:
    case Shape::kReference:
      out += ScalarText(data);
      return true;
    case Shape::kDecimal: {
      const std::string number = NumberText(data.text());
      if (number.empty()) return Refuse(refusal, data, "it is no decimal number");
      out += number;
      return true;
    }
    case Shape::kText:
      if (!IsUtf8(data.text())) return Refuse(refusal, data, "it is not UTF-8");
      Quoted(data.text(), out);
      return true;
    default:
      return Structure(data, indent, out, refusal);
  }
}

}  // namespace

bool Python(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  switch (place.at) {
    case Place::At::kIdentifier:
      return Identifier(place, data, false, out, refusal);
    case Place::At::kComment:
      return Comment(place, data, out, refusal);
    case Place::At::kString: {
      const std::string text = ScalarText(data);
      if (!IsUtf8(text)) return Refuse(refusal, data, "it is not UTF-8");
      Inside(text, place.quote, true, out);
      return true;
    }
    default:
      return Value(data, place.indent, out, refusal);
  }
}

}  // namespace writ::tmpl::encode
