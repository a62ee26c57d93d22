#include "view/roots.h"

namespace writ::view {
namespace {

std::string Quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

// JSON, indented: `writ inspect --stage=view` is read by people and by tests.
void Print(const value::Ref& ref, int depth, std::string& out);

void PrintAny(const value::Any& any, std::string& out) {
  using Kind = value::Any::Kind;
  const auto join = [&](const auto& items, char open, char close, auto&& each) {
    out += open;
    for (size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += ", ";
      each(items[i]);
    }
    out += close;
  };
  switch (any.kind) {
    case Kind::kNull:
      out += "null";
      break;
    case Kind::kBool:
      out += any.boolean ? "true" : "false";
      break;
    case Kind::kInteger:
      out += fmt::format("{}", any.integer);
      break;
    case Kind::kDecimal:
      out += any.text;
      break;
    case Kind::kText:
      out += Quoted(any.text);
      break;
    case Kind::kList:
      join(any.items, '[', ']', [&](const value::Any& item) { PrintAny(item, out); });
      break;
    case Kind::kMap:
      join(any.entries, '{', '}', [&](const auto& entry) {
        out += Quoted(entry.key) + ": ";
        PrintAny(entry.value, out);
      });
      break;
  }
}

// `count` parts between brackets, each on its own line.
template <class Each>
void PrintParts(size_t count, char open, char close, int depth, std::string& out, Each&& each) {
  if (count == 0) {
    out += open;
    out += close;
    return;
  }
  out += open;
  for (size_t i = 0; i < count; ++i) {
    out += i == 0 ? "\n" : ",\n";
    out.append(static_cast<size_t>(depth + 1) * 2, ' ');
    each(i);
  }
  out += '\n';
  out.append(static_cast<size_t>(depth) * 2, ' ');
  out += close;
}

void Print(const value::Ref& ref, int depth, std::string& out) {
  const value::Type& type = *ref.type;
  switch (type.kind) {
    case value::Kind::kBool:
      out += ref.As<value::Bool>().value ? "true" : "false";
      break;
    case value::Kind::kInteger:
      out += fmt::format("{}", ref.As<value::Integer>().value);
      break;
    case value::Kind::kDecimal:
      out += ref.As<value::Decimal>().digits;
      break;
    case value::Kind::kText:
      out += Quoted(ref.As<value::Text>().value);
      break;
    case value::Kind::kReference:
      out += Quoted(ref.As<value::Reference>().name);
      break;
    case value::Kind::kAny:
      PrintAny(ref.As<value::Any>(), out);
      break;
    case value::Kind::kOptional:
      if (type.size(ref.data) == 0) {
        out += "null";
      } else {
        Print({type.element(), type.at(ref.data, 0)}, depth, out);
      }
      break;
    case value::Kind::kList:
      PrintParts(type.size(ref.data), '[', ']', depth, out, [&](size_t i) {
        Print({type.element(), type.at(ref.data, i)}, depth + 1, out);
      });
      break;
    case value::Kind::kMap:
      PrintParts(type.size(ref.data), '{', '}', depth, out, [&](size_t i) {
        out += Quoted(type.key(ref.data, i)->value) + ": ";
        Print({type.element(), type.at(ref.data, i)}, depth + 1, out);
      });
      break;
    case value::Kind::kRecord:
      PrintParts(type.member_count, '{', '}', depth, out, [&](size_t i) {
        const value::Member& member = type.members[i];
        out += fmt::format("\"{}\": ", member.name);
        Print({member.type(), member.get(ref.data)}, depth + 1, out);
      });
      break;
  }
}

}  // namespace

std::string Dump(const value::Ref& value) {
  std::string out;
  Print(value, 0, out);
  return out + "\n";
}

}  // namespace writ::view
