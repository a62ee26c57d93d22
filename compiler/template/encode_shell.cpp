#include <algorithm>

#include "template/encode.h"

namespace writ::tmpl::encode {
namespace {

// Bare digits before `<` or `>` would be a descriptor.
bool Word(const Data& data, bool descriptor, std::string& out, Refusal& refusal) {
  if (!data.scalar()) return Refuse(refusal, data, "a shell word is no structure");
  if (data.shape == Shape::kNull) return Refuse(refusal, data, "the shell has no null");
  const std::string text = ScalarText(data);
  if (text.find('\0') != std::string::npos) return Refuse(refusal, data, "the shell holds no NUL");
  if (data.shape != Shape::kText && !descriptor) {
    out += text;
    return true;
  }
  out.push_back('\'');
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out.push_back(c);
    }
  }
  out.push_back('\'');
  return true;
}

bool Words(const Data& data, bool blank_first, std::string& out, Refusal& refusal) {
  bool first = !blank_first;
  return ForItems(data, [&](const Data& item) {
    if (!first) out.push_back(' ');
    first = false;
    return Word(item, false, out, refusal);
  });
}

// In `x=("...")` bash puts one of its own marks before these two, which stays there.
bool IsDoubledInArray(char c) { return c == '\x01' || c == '\x7F'; }

bool InsideDouble(const Data& data, std::string& out, Refusal& refusal) {
  const std::string text = ScalarText(data);
  if (std::any_of(text.begin(), text.end(), IsDoubledInArray))
    return Refuse(refusal, data,
                  "bash doubles the bytes 0x01 and 0x7F between double quotes in an array; a hole "
                  "without quotes around it holds them");
  if (text.find('\0') != std::string::npos) return Refuse(refusal, data, "the shell holds no NUL");
  for (const char c : text) {
    if (c == '\\' || c == '"' || c == '$' || c == '`') out.push_back('\\');
    out.push_back(c);
  }
  return true;
}

}  // namespace

bool Shell(const Place& place, const Data& data, std::string& out, Refusal& refusal) {
  switch (place.at) {
    case Place::At::kIdentifier:
      return Identifier(place, data, false, out, refusal);
    case Place::At::kComment:
      return Comment(place, data, out, refusal);
    case Place::At::kString:
      return InsideDouble(data, out, refusal);
    default:
      if (data.shape == Shape::kList) return Words(data, place.break_first, out, refusal);
      if (place.break_first) out.push_back(' ');
      return Word(data, place.after == '<' || place.after == '>', out, refusal);
  }
}

}  // namespace writ::tmpl::encode
