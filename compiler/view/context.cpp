#include "view/context.h"

#include <algorithm>
#include <charconv>

namespace writ::view {
namespace {

bool Digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// `-?[0-9]+`, without a superfluous zero: as JSON has it.
bool IsInteger(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return Digits(text) && (text.size() == 1 || text.front() != '0');
}

// `-?[0-9]+\.[0-9]+([eE][-+]?[0-9]+)?`, the decimals that JSON and YAML 1.2 write alike.
bool IsDecimal(std::string_view text) {
  const size_t dot = text.find('.');
  if (dot == std::string_view::npos || !IsInteger(text.substr(0, dot))) return false;
  std::string_view rest = text.substr(dot + 1);
  const size_t e = rest.find_first_of("eE");
  if (e == std::string_view::npos) return Digits(rest);
  std::string_view exponent = rest.substr(e + 1);
  if (exponent.starts_with('-') || exponent.starts_with('+')) exponent.remove_prefix(1);
  return Digits(rest.substr(0, e)) && Digits(exponent);
}

void FillScalar(const syntax::Cursor& node, value::Any& out) {
  const std::string_view text = node.text();
  out.kind = value::Any::Kind::kText;
  out.text = text;
  if (!node.is_plain()) return;
  if (text == "true" || text == "false") {
    out.kind = value::Any::Kind::kBool;
    out.boolean = text == "true";
  } else if (IsInteger(text)) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.integer);
    out.kind = error == std::errc() && end == text.data() + text.size()
                   ? value::Any::Kind::kInteger
                   : value::Any::Kind::kDecimal;
  } else if (IsDecimal(text)) {
    out.kind = value::Any::Kind::kDecimal;
  }
}

}  // namespace

Context MakeContext(const resolve::Program& program, const access::Access& access) {
  Context context{program, access, {}};
  std::vector<std::string>& names = context.package_names;
  for (const resolve::Environment& environment : program.environments) {
    for (const spec::Package& package : environment.packages)
      names.push_back(package.name.value.text);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return context;
}

value::Any AnyOf(const syntax::Cursor& node) {
  value::Any out;
  out.from = node.span();
  if (node.is_scalar()) FillScalar(node, out);
  if (node.is_list()) {
    out.kind = value::Any::Kind::kList;
    for (syntax::Cursor item = node.first(); item.valid(); item = item.next())
      out.items.push_back(AnyOf(item));
  }
  if (node.is_map()) {
    out.kind = value::Any::Kind::kMap;
    for (syntax::Cursor key = node.first(); key.valid(); key = key.next().next())
      out.entries.emplace_back(std::string(key.text()), AnyOf(key.next()));
  }
  return out;
}

value::Text ImageOf(const spec::Image& image) {
  value::Text out = TextOf(image.repository);
  if (image.digest) {
    out.value += "@" + image.digest->value.text;
    out.from.Add(image.digest->span);
  } else if (image.tag) {
    out.value += ":" + image.tag->value;
    out.from.Add(image.tag->span);
  } else if (image.stamped) {
    out.value += ":stamped";
    out.from.Add(image.stamped->span);
  }
  return out;
}

}  // namespace writ::view
