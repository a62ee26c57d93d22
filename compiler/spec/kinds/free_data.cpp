// Numbers of free data: whoever reads them has to read the same.
//
// Terraform cuts numbers to 512 bits, Python, Airflow and Helm to 64-bit floating point, and so
// does most of what reads JSON. What a 64-bit number holds and prints back is the same for all of
// them.
#include <charconv>
#include <cmath>

#include "spec/kinds/common_table.h"
#include "syntax/core_scalar.h"

namespace writ::spec {
namespace {

using diag::Code;
using Sort = syntax::CoreScalar::Kind;

// What digits say, however they are written: 1.50e3 and 1500 are one.
struct Digits {
  std::string digits;    // without zeros at either end
  int64_t exponent = 0;  // of the last one
  bool operator==(const Digits&) const = default;
};

Digits ReadDigits(std::string_view number) {
  Digits out;
  const size_t power = std::min(number.find_first_of("eE"), number.size());
  bool fraction = false;
  for (const char c : number.substr(0, power)) {
    if (c == '.') fraction = true;
    if (c < '0' || c > '9') continue;
    out.digits.push_back(c);
    if (fraction) --out.exponent;
  }
  if (power < number.size()) {
    std::string_view digits = number.substr(power + 1);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    int64_t read = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), read);
    out.exponent += read;
  }
  out.digits.erase(0, std::min(out.digits.find_first_not_of('0'), out.digits.size()));
  while (!out.digits.empty() && out.digits.back() == '0') {
    out.digits.pop_back();
    ++out.exponent;
  }
  return out;
}

// Reports a number that is not the same to all readers.
bool CheckNumber(const syntax::Cursor& node, const std::string& digits, Context& context) {
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  std::string problem;
  std::string instead;
  if (error != std::errc() || !std::isfinite(number)) {
    problem = "is beyond what readers of numbers hold";
  } else if (number == 0) {
    if (digits.find_first_of("-eE") == std::string::npos) return true;
    problem = "is a zero that readers of numbers print in different ways";
    instead = "`0.0`";
  } else {
    instead = fmt::format("{}", number);
    if (ReadDigits(instead) == ReadDigits(digits)) return true;
    problem = "has more digits than readers of numbers keep";
    const bool whole = digits.find_first_of(".eE") == std::string::npos;
    instead = whole ? std::string() : fmt::format("`{}`, which would arrive", instead);
  }
  auto report = context.sink.Report(Code::E0205, node.span(), "`{}` {}", node.text(), problem);
  if (!instead.empty()) report.Here("write {}", instead);
  report.Note("numbers are 64-bit floating point to most of them; quote it if it is a text");
  return false;
}

bool CheckNumbers(const syntax::Cursor& node, Context& context) {
  if (!node.valid()) return true;
  bool fit = true;
  if (node.is_list()) {
    for (syntax::Cursor item = node.first(); item.valid(); item = item.next())
      fit = CheckNumbers(item, context) && fit;
  } else if (node.is_map()) {
    for (syntax::Cursor key = node.first(); key.valid(); key = key.next().next())
      fit = CheckNumbers(key.next(), context) && fit;
  } else if (node.is_scalar()) {
    const syntax::CoreScalar scalar = syntax::ReadCoreScalar(node);
    if (scalar.kind == Sort::kInteger)
      return CheckNumber(node, std::to_string(scalar.integer), context);
    if (scalar.kind == Sort::kDecimal) return CheckNumber(node, scalar.digits, context);
  }
  return fit;
}

}  // namespace

bool Type<FreeData>::Decode(const Layers& in, FreeData& out, Context& context) {
  out.node = in.top();
  return CheckNumbers(out.node, context);
}

}  // namespace writ::spec
