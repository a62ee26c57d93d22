#include "issued/addresses.h"

namespace writ::issued {
namespace {

bool IsWordOf(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

}  // namespace

std::set<std::string> AddressesIn(std::string_view says) {
  std::set<std::string> out;
  std::string word, before, before_that;
  bool dot = false;
  for (size_t at = 0; at <= says.size(); ++at) {
    const char c = at < says.size() ? says[at] : '\n';
    if (IsWordOf(c)) {
      word += c;
      continue;
    }
    if (!word.empty()) {
      if (dot) out.insert(before + "." + word);
      if (dot && !before_that.empty()) out.insert(before_that + "." + before + "." + word);
      before_that = dot ? before : std::string();
      before = std::move(word);
      word.clear();
      dot = false;
    }
    if (c == '.') {
      dot = !before.empty();
    } else if (c != ' ') {
      before.clear();
      before_that.clear();
      dot = false;
    }
  }
  return out;
}

}  // namespace writ::issued
