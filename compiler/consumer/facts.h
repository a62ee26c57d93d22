// One file of facts about a consumer, and the words in which shapes are written (consumer/shape.h).
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "syntax/parse.h"

namespace writ::consumer {

struct Facts {
  source::SourceManager sources;
  syntax::ParseResult parsed;
  syntax::Cursor shape;
  syntax::Cursor definitions;  // invalid when there are none

  // Of the embedded `NAME.yaml`, which exists and is right.
  explicit Facts(std::string_view name);
};

inline constexpr std::string_view kRefused = "refused ";
inline constexpr std::string_view kSee = "see ";
inline constexpr std::string_view kOneOf = "one of ";
inline constexpr std::string_view kOr = " or ";
inline constexpr std::string_view kForm = "form ";
inline constexpr std::string_view kInteger = "integer";
inline constexpr std::string_view kPrefixed = "*/*";

// Whether the key of a shape stands for others.
inline bool IsPattern(std::string_view key) { return key.ends_with('*') || key.starts_with(kForm); }

inline bool IsRefused(const syntax::Cursor& shape) {
  return shape.is_scalar() && shape.text().starts_with(kRefused);
}

std::vector<std::string_view> SplitBy(std::string_view text, std::string_view separator);

// Of `integer`, or `integer LOW to HIGH`; both ends are within it.
std::pair<int64_t, int64_t> RangeOf(std::string_view word);

}  // namespace writ::consumer
