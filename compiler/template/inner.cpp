#include "template/inner.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

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

// A text without Jinja's marks renders to itself, but for the line ends that Jinja changes.
// Anything else becomes one expression whose string literal is read as Python reads it.
std::string Jinja(std::string_view text, bool alone) {
  bool plain = !Has(text, "{{") && !Has(text, "{%") && !Has(text, "{#") && !Has(text, "\r") &&
               (text.empty() || text.back() != '\n');
  if (!alone && !text.empty())
    plain = plain && text.back() != '{' && !Has("{%#", text.substr(0, 1));
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

std::string GoTemplate(std::string_view text, bool alone) {
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

// Copies `data`; `each` changes every text in it.
template <class Each>
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
      out.kind = Any::Kind::kText;
      out.text = each(data.text());
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
  const bool alone = place.at == Place::At::kValue || place.at == Place::At::kKey;
  return Copy(data, out, refusal,
              [&](std::string_view text) { return OfText(inner, text, alone); });
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
