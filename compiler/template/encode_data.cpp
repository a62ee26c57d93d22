#include "template/encode_data.h"

namespace writ::tmpl::encode {
namespace {

using value::Any;
using value::Kind;

Shape ShapeOfAny(const Any& any) {
  switch (any.kind) {
    case Any::Kind::kNull:
      return Shape::kNull;
    case Any::Kind::kBool:
      return Shape::kBool;
    case Any::Kind::kInteger:
      return Shape::kInteger;
    case Any::Kind::kDecimal:
      return Shape::kDecimal;
    case Any::Kind::kText:
      return Shape::kText;
    case Any::Kind::kList:
      return Shape::kList;
    case Any::Kind::kMap:
      return Shape::kMap;
  }
  return Shape::kNull;
}

}  // namespace

Data Open(value::Ref ref) {
  while (ref.type->kind == Kind::kOptional) {
    if (ref.type->size(ref.data) == 0) return {Shape::kNull, ref};
    ref = {ref.type->element(), ref.type->at(ref.data, 0)};
  }
  switch (ref.type->kind) {
    case Kind::kBool:
      return {Shape::kBool, ref};
    case Kind::kInteger:
      return {Shape::kInteger, ref};
    case Kind::kDecimal:
      return {Shape::kDecimal, ref};
    case Kind::kText:
      return {Shape::kText, ref};
    case Kind::kReference:
      return {Shape::kReference, ref};
    case Kind::kAny:
      return {ShapeOfAny(ref.As<Any>()), ref};
    case Kind::kList:
      return {Shape::kList, ref};
    case Kind::kMap:
    case Kind::kRecord:
      return {Shape::kMap, ref};
    case Kind::kOptional:
      break;
  }
  return {};
}

bool Data::boolean() const {
  return ref.type->kind == Kind::kAny ? ref.As<Any>().boolean : ref.As<value::Bool>().value;
}

int64_t Data::integer() const {
  return ref.type->kind == Kind::kAny ? ref.As<Any>().integer : ref.As<value::Integer>().value;
}

std::string_view Data::text() const {
  switch (ref.type->kind) {
    case Kind::kAny:
      return ref.As<Any>().text;
    case Kind::kText:
      return ref.As<value::Text>().value;
    case Kind::kDecimal:
      return ref.As<value::Decimal>().digits;
    case Kind::kReference:
      return ref.As<value::Reference>().name;
    default:
      return {};
  }
}

const value::Origins& Data::from() const {
  static const value::Origins kNone;
  switch (ref.type->kind) {
    case Kind::kAny:
      return ref.As<Any>().from;
    case Kind::kBool:
      return ref.As<value::Bool>().from;
    case Kind::kInteger:
      return ref.As<value::Integer>().from;
    case Kind::kText:
      return ref.As<value::Text>().from;
    case Kind::kDecimal:
      return ref.As<value::Decimal>().from;
    case Kind::kReference:
      return ref.As<value::Reference>().from;
    default:
      return kNone;
  }
}

bool IsEmpty(const Data& structure) {
  if (structure.shape == Shape::kList)
    return ForItems(structure, [](const Data&) { return false; });
  return ForEntries(structure,
                    [](std::string_view, const value::Origins&, const Data&) { return false; });
}

void Collect(const Data& data, value::Origins& out) {
  if (data.scalar()) {
    out.Add(data.from());
  } else if (data.shape == Shape::kList) {
    if (data.ref.type->kind == Kind::kAny) out.Add(data.from());
    ForItems(data, [&](const Data& item) {
      Collect(item, out);
      return true;
    });
  } else {
    if (data.ref.type->kind == Kind::kAny) out.Add(data.from());
    ForEntries(data, [&](std::string_view, const value::Origins& of_key, const Data& value) {
      out.Add(of_key);
      Collect(value, out);
      return true;
    });
  }
}

}  // namespace writ::tmpl::encode
