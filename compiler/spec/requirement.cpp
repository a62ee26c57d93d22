#include "spec/requirement.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "spec/scalars.h"

namespace writ::spec {
namespace {

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<bool> MeetsPart(std::string_view part, const Version& version) {
  constexpr std::array<std::string_view, 5> kOperators = {">=", "<=", ">", "<", "="};
  const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                  [&](std::string_view op) { return part.starts_with(op); });
  if (found == kOperators.end()) return std::nullopt;
  const Parsed<Version> wanted = Scalar<Version>::Parse(Trimmed(part.substr(found->size())));
  if (!wanted.value) return std::nullopt;
  const auto own = std::tie(version.major, version.minor, version.patch);
  const auto other = std::tie(wanted.value->major, wanted.value->minor, wanted.value->patch);
  switch (found - kOperators.begin()) {
    case 0:
      return own >= other;
    case 1:
      return own <= other;
    case 2:
      return own > other;
    case 3:
      return own < other;
    default:
      return own == other;
  }
}

}  // namespace

std::optional<bool> Meets(std::string_view requirement, std::string_view version) {
  const Parsed<Version> own = Scalar<Version>::Parse(version);
  if (!own.value) return std::nullopt;
  bool all = true;
  while (true) {
    const size_t comma = std::min(requirement.find(','), requirement.size());
    const std::optional<bool> met = MeetsPart(Trimmed(requirement.substr(0, comma)), *own.value);
    if (!met) return std::nullopt;
    all = all && *met;
    if (comma == requirement.size()) return all;
    requirement.remove_prefix(comma + 1);
  }
}

}  // namespace writ::spec
