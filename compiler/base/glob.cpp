#include "base/glob.h"

namespace writ {
namespace {

// One segment, with backtracking to the last `*` only: linear in practice, quadratic at worst.
bool SegmentMatches(std::string_view pattern, std::string_view name) {
  size_t p = 0, n = 0;
  size_t star = std::string_view::npos, resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string_view TakeSegment(std::string_view& rest) {
  const size_t slash = rest.find('/');
  const std::string_view segment = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  return segment;
}

}  // namespace

bool GlobMatches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty()) {
    std::string_view rest = pattern;
    const std::string_view segment = TakeSegment(rest);
    if (segment == "**") {
      if (rest.empty()) return !path.empty();
      for (std::string_view from = path; !from.empty(); TakeSegment(from)) {
        if (GlobMatches(rest, from)) return true;
      }
      return false;
    }
    if (path.empty() || !SegmentMatches(segment, TakeSegment(path))) return false;
    pattern = rest;
  }
  return path.empty();
}

bool GlobReachesBelow(std::string_view pattern, std::string_view folder) {
  while (!pattern.empty()) {
    const std::string_view segment = TakeSegment(pattern);
    if (segment == "**" || folder.empty()) return true;
    if (!SegmentMatches(segment, TakeSegment(folder))) return false;
  }
  return false;
}

}  // namespace writ
