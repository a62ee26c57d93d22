#include "view/free_data.h"

#include "syntax/core_scalar.h"

namespace writ::view {
namespace {

using value::Any;

void Scalar(const syntax::Cursor& node, Any& out) {
  using Kind = syntax::CoreScalar::Kind;
  syntax::CoreScalar scalar = syntax::ReadCoreScalar(node);
  switch (scalar.kind) {
    case Kind::kText:
      out.kind = Any::Kind::kText;
      out.text = node.text();
      break;
    case Kind::kBool:
      out.kind = Any::Kind::kBool;
      out.boolean = scalar.boolean;
      break;
    case Kind::kInteger:
      out.kind = Any::Kind::kInteger;
      out.integer = scalar.integer;
      break;
    case Kind::kDecimal:
      out.kind = Any::Kind::kDecimal;
      out.text = std::move(scalar.digits);
      break;
  }
}

}  // namespace

Any ToAny(const syntax::Cursor& node) {
  Any out;
  if (!node.valid() || node.is_null()) return out;
  out.from = node.span();
  if (node.is_scalar()) {
    Scalar(node, out);
  } else if (node.is_list()) {
    out.kind = Any::Kind::kList;
    for (syntax::Cursor item = node.first(); item.valid(); item = item.next())
      out.items.push_back(ToAny(item));
  } else {
    out.kind = Any::Kind::kMap;
    for (syntax::Cursor key = node.first(); key.valid(); key = key.next().next())
      out.entries.push_back({std::string(key.text()), ToAny(key.next()), key.span()});
  }
  return out;
}

value::Map<Any> ToMap(const std::optional<spec::FreeData>& data) {
  value::Map<Any> out;
  if (!data || !data->node.is_map()) return out;
  for (syntax::Cursor key = data->node.first(); key.valid(); key = key.next().next())
    out.entries.emplace_back(value::Text(std::string(key.text()), key.span()), ToAny(key.next()));
  return out;
}

}  // namespace writ::view
