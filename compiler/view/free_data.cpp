#include "view/free_data.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace writ::view {
namespace {

using value::Any;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view WithoutSign(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text;
}

// How many digits `text` begins with.
size_t Digits(std::string_view text) {
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) - text.begin());
}

bool IsWhole(std::string_view text) {
  text = WithoutSign(text);
  return !text.empty() && Digits(text) == text.size();
}

// [-+]? ( . digits | digits ( . digits? )? ) ( [eE] [-+]? digits )?
bool IsDecimal(std::string_view text) {
  text = WithoutSign(text);
  const size_t whole = Digits(text);
  text.remove_prefix(whole);
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    const size_t fraction = Digits(text);
    if (whole == 0 && fraction == 0) return false;
    text.remove_prefix(fraction);
  } else if (whole == 0) {
    return false;
  }
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  return IsWhole(text.substr(1));
}

std::optional<int64_t> Integer(std::string_view text, int base) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The digits as every output's number literal takes them: no `+`, and digits on both sides of the
// point.
std::string Normal(std::string_view text) {
  std::string out = text.front() == '-' ? "-" : "";
  text = WithoutSign(text);
  while (text.size() > 1 && text[0] == '0' && IsDigit(text[1])) text.remove_prefix(1);
  if (text.front() == '.') out += '0';
  for (size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    const bool last = i + 1 == text.size() || !IsDigit(text[i + 1]);
    if (text[i] == '.' && last) out += '0';
  }
  return out;
}

void Number(Any& out, int64_t number) {
  out.kind = Any::Kind::kInteger;
  out.integer = number;
}

void Plain(std::string_view text, Any& out) {
  const auto one_of = [&](std::string_view a, std::string_view b, std::string_view c) {
    return text == a || text == b || text == c;
  };
  if (one_of("true", "True", "TRUE") || one_of("false", "False", "FALSE")) {
    out.kind = Any::Kind::kBool;
    out.boolean = text.front() == 't' || text.front() == 'T';
    return;
  }
  const bool octal = text.substr(0, 2) == "0o";
  if (octal || text.substr(0, 2) == "0x") {
    const std::string_view digits = text.substr(2);
    if (digits.find_first_of("+-") == std::string_view::npos) {
      if (const auto number = Integer(digits, octal ? 8 : 16)) return Number(out, *number);
    }
  } else if (IsWhole(text)) {
    if (const auto number = Integer(text, 10)) return Number(out, *number);
  }
  if (!IsDecimal(text)) return;
  out.kind = Any::Kind::kDecimal;
  out.text = Normal(text);
}

}  // namespace

Any ToAny(const syntax::Cursor& node) {
  Any out;
  if (!node.valid() || node.is_null()) return out;
  out.from = node.span();
  if (node.is_scalar()) {
    out.kind = Any::Kind::kText;
    out.text = node.text();
    if (node.is_plain()) Plain(node.text(), out);
  } else if (node.is_list()) {
    out.kind = Any::Kind::kList;
    for (syntax::Cursor item = node.first(); item.valid(); item = item.next())
      out.items.push_back(ToAny(item));
  } else {
    out.kind = Any::Kind::kMap;
    for (syntax::Cursor key = node.first(); key.valid(); key = key.next().next())
      out.entries.push_back({std::string(key.text()), ToAny(key.next())});
  }
  return out;
}

}  // namespace writ::view
