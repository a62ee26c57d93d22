#include <fmt/format.h>

#include "template/encode.h"

namespace writ::tmpl::encode {
namespace {

void Inside(std::string_view text, std::string& out) {
  ForRunes(text, [&](Rune rune, std::string_view bytes) {
    const char32_t c = rune.value;
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out += bytes;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if ((IsControl(c) || IsInvisible(c)) && c < 0x10000) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<uint32_t>(c));
    } else if (IsInvisible(c)) {
      const uint32_t rest = static_cast<uint32_t>(c) - 0x10000;
      fmt::format_to(std::back_inserter(out), "\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10U),
                     0xdc00 + (rest & 0x3ffU));
    } else {
      out += bytes;
    }
  });
}

void Quoted(std::string_view text, std::string& out) {
  out.push_back('"');
  Inside(text, out);
  out.push_back('"');
}

struct Layout {
  bool one_line = false;
  size_t indent = 0;

  Layout deeper() const { return {one_line, indent + 2}; }
  void Break(std::string& out) const {
    if (one_line) return;
    out.push_back('\n');
    out.append(indent, ' ');
  }
};

bool Value(const Data& data, const Layout& layout, std::string& out, Refusal& refusal);

bool Structure(const Data& data, const Layout& layout, std::string& out, Refusal& refusal) {
  const bool list = data.shape == Shape::kList;
  const Layout inner = layout.deeper();
  out.push_back(list ? '[' : '{');
  bool empty = true;
  const auto start = [&] {
    if (!empty) out.push_back(',');
    empty = false;
    inner.Break(out);
  };
  const bool good =
      list ? ForItems(data,
                      [&](const Data& item) {
                        start();
                        return Value(item, inner, out, refusal);
                      })
           : ForEntries(data, [&](std::string_view key, const value::Origins&, const Data& value) {
               if (!IsUtf8(key)) return Refuse(refusal, value, "a key is not UTF-8");
               start();
               Quoted(key, out);
               out += layout.one_line ? ":" : ": ";
               return Value(value, inner, out, refusal);
             });
  if (!empty) layout.Break(out);
  out.push_back(list ? ']' : '}');
  return good;
}

bool Value(const Data& data, const Layout& layout, std::string& out, Refusal& refusal) {
  switch (data.shape) {
    case Shape::kNull:
    case Shape::kBool:
    case Shape::kInteger:
      out += ScalarText(data);
      return true;
    case Shape::kDecimal: {
      const std::string number = NumberText(data.text());
      if (number.empty()) return Refuse(refusal, data, "it is no decimal number");
      out += number;
      return true;
    }
    case Shape::kReference:
      return Refuse(refusal, data, "JSON has no references");
    case Shape::kText:
      if (!IsUtf8(data.text())) return Refuse(refusal, data, "it is not UTF-8");
      Quoted(data.text(), out);
      return true;
    default:
      return Structure(data, layout, out, refusal);
  }
}

}  // namespace

bool Json(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  if (place.at == Place::At::kKey || place.at == Place::At::kString) {
    const std::string text = ScalarText(data);
    if (!IsUtf8(text)) return Refuse(refusal, data, "it is not UTF-8");
    if (place.at == Place::At::kKey) {
      Quoted(text, out);
    } else {
      Inside(text, out);
    }
    return true;
  }
  return Value(data, {place.one_line, place.indent}, out, refusal);
}

}  // namespace writ::tmpl::encode
