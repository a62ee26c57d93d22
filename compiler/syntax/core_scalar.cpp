#include "syntax/core_scalar.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/ascii.h"

namespace writ::syntax {
namespace {

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

CoreScalar Number(int64_t number) {
  CoreScalar out;
  out.kind = CoreScalar::Kind::kInteger;
  out.integer = number;
  return out;
}

std::optional<bool> Boolean(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return std::nullopt;
}

// A whole number of 64 bits.
std::optional<int64_t> Whole(std::string_view text) {
  const bool octal = text.substr(0, 2) == "0o";
  if (octal || text.substr(0, 2) == "0x") {
    const std::string_view digits = text.substr(2);
    if (digits.find_first_of("+-") != std::string_view::npos) return std::nullopt;
    return Integer(digits, octal ? 8 : 16);
  }
  return IsWhole(text) ? Integer(text, 10) : std::nullopt;
}

}  // namespace

CoreScalar ReadCoreScalar(const Cursor& scalar) {
  CoreScalar out;
  if (!scalar.is_plain()) return out;
  const std::string_view text = scalar.text();
  if (const auto boolean = Boolean(text)) {
    out.kind = CoreScalar::Kind::kBool;
    out.boolean = *boolean;
  } else if (const auto number = Whole(text)) {
    out = Number(*number);
  } else if (IsDecimal(text)) {
    out.kind = CoreScalar::Kind::kDecimal;
    out.digits = Normal(text);
  }
  return out;
}

}  // namespace writ::syntax
