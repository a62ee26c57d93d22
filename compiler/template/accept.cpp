#include "template/accept.h"

#include <algorithm>

#include "template/resolve.h"

namespace writ::tmpl {
namespace {

using At = Place::At;
using value::Kind;
using value::Type;

bool IsStructure(Kind kind) {
  return kind == Kind::kList || kind == Kind::kMap || kind == Kind::kRecord || kind == Kind::kAny;
}

const Type* SeeThrough(const Type* type) {
  while (type->kind == Kind::kOptional) type = type->element();
  return type;
}

bool IsScalarElement(const Type* type) {
  const Kind kind = SeeThrough(type)->kind;
  return !IsStructure(kind);
}

// Free data and structures of scalars may try to stand on one line.
bool FitsOnLine(const Type* type) {
  if (type->kind == Kind::kList || type->kind == Kind::kMap)
    return IsScalarElement(type->element());
  if (type->kind != Kind::kRecord) return true;
  for (size_t i = 0; i < type->member_count; ++i) {
    if (!IsScalarElement(type->members[i].type())) return false;
  }
  return true;
}

// A reference anywhere inside `type`. View types may not be recursive through records alone, so
// the walk ends.
bool HoldsReference(const Type* type, int depth = 0) {
  type = SeeThrough(type);
  if (type->kind == Kind::kReference) return true;
  if (depth > 8) return false;
  if (type->kind == Kind::kList || type->kind == Kind::kMap)
    return HoldsReference(type->element(), depth + 1);
  for (size_t i = 0; i < type->member_count; ++i) {
    if (HoldsReference(type->members[i].type(), depth + 1)) return true;
  }
  return false;
}

bool Has(const std::vector<Inner>& chain, Inner inner) {
  return std::find(chain.begin(), chain.end(), inner) != chain.end();
}

std::string Confirmed(const Place& place, const std::vector<Inner>& chain) {
  const bool name = place.at == At::kIdentifier || place.at == At::kKey || place.at == At::kLabel ||
                    place.at == At::kRaw || (place.at == At::kString && place.label);
  if (Has(chain, Inner::kIdent) && !name)
    return fmt::format("`:ident` says that a name stands here, but it stands {}", Where(place));
  if (Has(chain, Inner::kInstring) && place.at != At::kString)
    return fmt::format("`:instring` says that it stands inside quotes, but it stands {}",
                       Where(place));
  return {};
}

// Of a place whose text the shell evaluates once more.
bool MayBeCode(const Type* type, const std::vector<Inner>& chain) {
  return SeeThrough(type)->kind != Kind::kInteger ||
         !std::all_of(chain.begin(), chain.end(), Confirms);
}

std::string Value(const Place& place, const Type* type, bool text) {
  const Kind kind = text ? Kind::kText : type->kind;
  if (place.language == Language::kShell) {
    if (place.after == '(') return "the name of a function is one hole and nothing else";
    if (kind == Kind::kList && !IsScalarElement(type->element()))
      return "a list of structures is no list of words; name an inner language, like `:json`";
    if (kind == Kind::kList && !place.whole)
      return "a list prints several words, so it must stand alone between blanks";
    if (IsStructure(kind) && kind != Kind::kList)
      return "the shell has no structures; name an inner language, like `:json`";
  }
  if (place.language == Language::kYaml && place.one_line && !text && !FitsOnLine(type))
    return "on one line YAML holds only lists and maps of scalars; let the hole end its line";
  return {};
}

}  // namespace

std::string_view Where(const Place& place) {
  switch (place.at) {
    case At::kValue:
      return place.language == Language::kShell ? "as a shell word" : "as a value";
    case At::kKey:
      return "as the key of a map";
    case At::kIdentifier:
      return "as a name";
    case At::kMember:
      return "before a member access";
    case At::kLabel:
      return "as the label of a block";
    case At::kString:
      return "inside quotes";
    case At::kRaw:
      return place.language == Language::kYaml ? "inside a block text" : "inside a heredoc";
    case At::kComment:
      return "inside a comment";
    case At::kProse:
      return "in text";
    case At::kCell:
      return "in a table cell";
    case At::kCode:
      return "inside a code span";
    case At::kFence:
      return "inside a code fence";
    case At::kUrl:
      return "in a link";
    case At::kSegment:
      return "in a path";
  }
  return "here";
}

std::string WhyNot(const Place& place, const Type* type, const std::vector<Inner>& chain) {
  if (!place.refused.empty()) return std::string(place.refused);
  if (!place.expression.empty() && MayBeCode(type, chain)) return std::string(place.expression);
  std::string why = Confirmed(place, chain);
  if (!why.empty()) return why;
  const bool encodes =
      std::any_of(chain.begin(), chain.end(), [](Inner i) { return !Confirms(i); });
  const bool text = std::any_of(chain.begin(), chain.end(), MakesText);
  const bool code = place.language == Language::kHcl || place.language == Language::kPython;
  const Kind kind = text ? Kind::kText : type->kind;
  const bool bare_reference =
      code && !encodes &&
      (place.at == At::kValue || place.at == At::kMember || place.at == At::kIdentifier);
  if (HoldsReference(type) && !bare_reference)
    return "a reference prints bare, which only HCL and Python code can hold";
  switch (place.at) {
    case At::kValue:
      return Value(place, type, text);
    case At::kMember:
      if (kind == Kind::kReference) return {};
      return "an expression goes on after it, so it must be a reference";
    case At::kIdentifier:
    case At::kKey:
    case At::kLabel:
      if (kind == Kind::kText || (kind == Kind::kReference && place.at == At::kIdentifier))
        return {};
      return fmt::format("{} is no text", Describe(type));
    case At::kRaw:
      if (chain.empty())
        return "only the template knows which language this text is in: name it, like "
               "`:shell` or `:json`";
      break;
    case At::kSegment:
      if (kind == Kind::kText || kind == Kind::kInteger) return {};
      return fmt::format("{} is neither text nor an integer", Describe(type));
    default:
      break;
  }
  if (IsStructure(kind))
    return fmt::format("{} is no single value; name an inner language, like `:json`",
                       Describe(type));
  return {};
}

}  // namespace writ::tmpl
