#include "diag/sink.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace writ::diag {

std::string_view Name(Code code) {
  switch (code) {
#define WRIT_CODE(name, meaning) \
  case Code::name:               \
    return #name;
#include "diag/codes.def"
#undef WRIT_CODE
  }
  return "";
}

std::string_view Meaning(Code code) {
  switch (code) {
#define WRIT_CODE(name, meaning) \
  case Code::name:               \
    return meaning;
#include "diag/codes.def"
#undef WRIT_CODE
  }
  return "";
}

std::vector<Code> AllCodes() {
  return {
#define WRIT_CODE(name, meaning) Code::name,
#include "diag/codes.def"
#undef WRIT_CODE
  };
}

bool Sink::has_errors() const {
  return std::any_of(items_.begin(), items_.end(),
                     [](const Diagnostic& item) { return item.severity == Severity::kError; });
}

void Sink::Append(Sink&& other) {
  std::move(other.items_.begin(), other.items_.end(), std::back_inserter(items_));
  other.items_.clear();
}

void Sink::Sort() {
  const auto key = [](const Diagnostic& item) {
    return std::tie(item.span, item.code, item.message);
  };
  std::stable_sort(items_.begin(), items_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); };
  items_.erase(std::unique(items_.begin(), items_.end(), same), items_.end());
}

}  // namespace writ::diag
