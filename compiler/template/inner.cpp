#include "template/inner.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"

namespace writ::tmpl {
namespace {

using encode::Data;
using encode::Refusal;
using encode::Shape;
using value::Any;

struct Named {
  std::string_view name;
  Inner inner;
};

constexpr std::array<Named, 11> kNamed = {{{"json", Inner::kJson},
                                           {"shell", Inner::kShell},
                                           {"hcl", Inner::kHcl},
                                           {"jinja", Inner::kJinja},
                                           {"kubelet", Inner::kKubelet},
                                           {"gitlab", Inner::kGitlab},
                                           {"compose", Inner::kCompose},
                                           {"gotemplate", Inner::kGoTemplate},
                                           {"configparser", Inner::kConfigparser},
                                           {"ident", Inner::kIdent},
                                           {"instring", Inner::kInstring}}};

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool IsBlank(char32_t rune) {
  return (rune >= 0x09 && rune <= 0x0d) || (rune >= 0x1c && rune <= 0x20) || rune == 0x85 ||
         rune == 0xa0 || rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200a) || rune == 0x2028 ||
         rune == 0x2029 || rune == 0x202f || rune == 0x205f || rune == 0x3000;
}

// Whether it begins or ends with what `{{-` and `-}}` beside it would take away, for Python a blank
// of Unicode.
bool HasBlankEdge(std::string_view text) {
  if (text.empty()) return false;
  size_t last = text.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xc0U) == 0x80) --last;
  return IsBlank(encode::RuneAt(text, 0).value) || IsBlank(encode::RuneAt(text, last).value);
}

// A text without Jinja's marks renders to itself, but for the line ends that Jinja changes.
// Anything else becomes one expression whose string literal is read as Python reads it.
std::string Jinja(std::string_view text, bool alone) {
  bool plain = !Has(text, "{{") && !Has(text, "{%") && !Has(text, "{#") && !Has(text, "\r") &&
               (text.empty() || text.back() != '\n');
  if (!alone && !text.empty())
    plain = plain && text.back() != '{' && !Has("{%#", text.substr(0, 1)) && !HasBlankEdge(text);
  if (plain) return std::string(text);
  std::string out = "{{ \"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", byte);
    } else {
      out.push_back(c);
    }
  }
  return out + "\" }}";
}

std::string Kubelet(std::string_view text, bool alone) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool last = at + 1 == text.size();
    const char next = last ? (alone ? 'x' : '$') : text[at + 1];
    out.append(text[at] == '$' && (next == '$' || next == '(') ? 2 : 1, text[at]);
  }
  return out;
}

std::string Doubled(std::string_view text, char what) {
  std::string out;
  for (const char c : text) out.append(c == what ? 2 : 1, c);
  return out;
}

constexpr std::string_view kGoBlanks = " \t\r\n";

// Blanks that `{{-` or `-}}` beside them would take away.
std::string GoBlanks(std::string_view blanks) {
  if (blanks.empty()) return {};
  std::string out = "{{\"";
  for (const char c : blanks) {
    if (c == ' ') {
      out.push_back(c);
    } else {
      out += c == '\t' ? "\\t" : c == '\r' ? "\\r" : "\\n";
    }
  }
  return out + "\"}}";
}

std::string GoTemplate(std::string_view text, bool alone) {
  if (!alone && !text.empty()) {
    const size_t begin = std::min(text.find_first_not_of(kGoBlanks), text.size());
    const size_t end = std::max(text.find_last_not_of(kGoBlanks) + 1, begin);
    const std::string_view content = text.substr(begin, end - begin);
    if (content.size() != text.size())
      return GoBlanks(text.substr(0, begin)) + GoTemplate(content, false) +
             GoBlanks(text.substr(end));
  }
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) == "{{") {
      out += "{{\"{{\"}}";
      ++at;
    } else if (text[at] == '{' && !alone && (at == 0 || at + 1 == text.size())) {
      out += "{{\"{\"}}";
    } else {
      out.push_back(text[at]);
    }
  }
  return out;
}

std::string OfText(Inner inner, std::string_view text, bool alone) {
  switch (inner) {
    case Inner::kJinja:
      return Jinja(text, alone);
    case Inner::kKubelet:
      return Kubelet(text, alone);
    case Inner::kGitlab:
    case Inner::kCompose:
      return Doubled(text, '$');
    case Inner::kGoTemplate:
      return GoTemplate(text, alone);
    case Inner::kConfigparser:
      return Doubled(text, '%');
    default:
      return std::string(text);
  }
}

// GitLab replaces `%NAME%`, too, and the ways to escape it differ between its versions.
bool HasPercentVariable(std::string_view text, char after) {
  const bool goes_on = IsLetter(after) || IsDigit(after) || after == '_' || after == '%' ||
                       after == '\\' || after == hole::kHoleMark;

  for (size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    size_t end = at + 1;
    while (end < text.size() && (IsLetter(text[end]) || IsDigit(text[end]) || text[end] == '_'))
      ++end;
    const bool named = end > at + 1 && !IsDigit(text[at + 1]);
    if (end == text.size() && goes_on && (named || end == at + 1)) return true;
    if (named && end < text.size() && text[end] == '%') return true;
  }
  return false;
}

// What changes each text.
struct Each {
  Inner inner;
  bool alone;
  char after;  // what follows it in the template, or 0

  std::string_view Refused(std::string_view text) const {
    if (inner != Inner::kGitlab || !HasPercentVariable(text, after)) return {};
    return "GitLab would replace `%NAME%` in it";
  }
};

// Copies `data`, changing every text in it.
bool Copy(const Data& data, Any& out, Refusal& refusal, const Each& each) {
  switch (data.shape) {
    case Shape::kNull:
      return true;
    case Shape::kBool:
      out.kind = Any::Kind::kBool;
      out.boolean = data.boolean();
      break;
    case Shape::kInteger:
      out.kind = Any::Kind::kInteger;
      out.integer = data.integer();
      break;
    case Shape::kDecimal:
      out.kind = Any::Kind::kDecimal;
      out.text = data.text();
      break;
    case Shape::kText:
      if (!encode::IsUtf8(data.text())) return encode::Refuse(refusal, data, "it is not UTF-8");
      if (const std::string_view why = each.Refused(data.text()); !why.empty())
        return encode::Refuse(refusal, data, why);
      out.kind = Any::Kind::kText;
      out.text = OfText(each.inner, data.text(), each.alone);
      break;
    case Shape::kReference:
      return encode::Refuse(refusal, data, "a reference cannot be encoded");
    case Shape::kList:
      out.kind = Any::Kind::kList;
      return encode::ForItems(data, [&](const Data& item) {
        out.items.emplace_back();
        return Copy(item, out.items.back(), refusal, each);
      });
    case Shape::kMap:
      out.kind = Any::Kind::kMap;
      return encode::ForEntries(
          data, [&](std::string_view key, const value::Origins&, const Data& value) {
            out.entries.push_back({std::string(key), Any{}});
            return Copy(value, out.entries.back().value, refusal, each);
          });
  }
  out.from = data.from();
  return true;
}

bool Whole(Inner inner, const Data& data, Any& out, Refusal& refusal) {
  Place place;
  place.at = Place::At::kValue;
  place.one_line = true;
  out.kind = Any::Kind::kText;
  encode::Collect(data, out.from);
  if (inner == Inner::kJson) return encode::Json(place, data, out.text, refusal);
  if (inner == Inner::kHcl) return encode::Hcl(place, data, out.text, refusal);
  return encode::Shell(place, data, out.text, refusal);
}

bool One(Inner inner, const Place& place, const Data& data, Any& out, Refusal& refusal) {
  if (MakesText(inner)) return Whole(inner, data, out, refusal);
  if (inner == Inner::kIdent) {
    const bool dashes = place.language != Language::kPython && place.language != Language::kShell;
    if (data.shape == Shape::kText && place.at != Place::At::kIdentifier &&
        !encode::IsIdentifier(data.text(), dashes))
      return encode::Refuse(refusal, data, "it is no name");
  }
  const bool word = place.language == Language::kShell && !place.whole;
  const bool alone = (place.at == Place::At::kValue && !word) || place.at == Place::At::kKey;
  return Copy(data, out, refusal, {inner, alone, alone ? '\0' : place.after});
}

}  // namespace

std::optional<Inner> InnerNamed(std::string_view name) {
  for (const Named& named : kNamed) {
    if (named.name == name) return named.inner;
  }
  return std::nullopt;
}

std::vector<std::string_view> InnerNames() {
  std::vector<std::string_view> names;
  for (const Named& named : kNamed) names.push_back(named.name);
  return names;
}

std::string_view NameOf(Inner inner) {
  const auto found = std::find_if(kNamed.begin(), kNamed.end(),
                                  [&](const Named& named) { return named.inner == inner; });
  return found == kNamed.end() ? std::string_view() : found->name;
}

bool MakesText(Inner inner) {
  return inner == Inner::kJson || inner == Inner::kShell || inner == Inner::kHcl;
}

bool Apply(const std::vector<Inner>& chain, const Place& place, const Data& data, Any& out,
           Refusal& refusal) {
  Any current;
  const Data* input = &data;
  Data of_current;
  for (const Inner inner : chain) {
    Any next;
    if (!One(inner, place, *input, next, refusal)) return false;
    current = std::move(next);
    of_current = encode::Open(value::RefTo(current));
    input = &of_current;
  }
  out = std::move(current);
  return true;
}

}  // namespace writ::tmpl
