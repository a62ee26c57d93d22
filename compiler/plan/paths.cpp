#include "plan/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "plan/digest.h"

namespace writ::plan {
namespace {

// Characters that make a name look like another one: they change the direction of text.
constexpr std::array<std::string_view, 11> kDirection = {"\u200e", "\u200f", "\u202a", "\u202b",
                                                         "\u202c", "\u202d", "\u202e", "\u2066",
                                                         "\u2067", "\u2068", "\u2069"};

std::string CheckSegment(std::string_view segment) {
  if (segment.empty()) return "has an empty segment";
  if (segment == "..") return "leaves its folder by `..`";
  if (segment == ".") return "has a segment `.`";
  if (segment.size() > kMaxSegment) {
    return fmt::format("has a segment of {} bytes; {} are the most", segment.size(), kMaxSegment);
  }
  if (segment.front() == ' ' || segment.back() == ' ') return "has a blank at the end of a segment";
  const std::string folded = FoldCase(segment);
  if (folded == ".git") return "goes into `.git`, which is git's own";
  if (folded == ".writ" || segment.starts_with(kTemporaryPrefix) || folded == kDigestFile) {
    return fmt::format("uses the name `{}`, which Writ keeps for itself", segment);
  }
  return "";
}

}  // namespace

std::string CheckPath(std::string_view path) {
  if (path.empty()) return "is empty";
  if (path.front() == '/') return "is absolute";
  if (path.size() > kMaxPath) {
    return fmt::format("has {} bytes; {} are the most", path.size(), kMaxPath);
  }
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) return fmt::format("has the control character {:#04x}", byte);
    if (c == '\\') return "has a backslash";
  }
  for (const std::string_view mark : kDirection) {
    if (path.find(mark) != std::string_view::npos) {
      return "has a character that changes the direction of text";
    }
  }
  for (std::string_view rest = path;;) {
    const size_t slash = rest.find('/');
    if (std::string problem = CheckSegment(rest.substr(0, slash)); !problem.empty()) return problem;
    if (slash == std::string_view::npos) return "";
    rest.remove_prefix(slash + 1);
  }
}

std::string FoldCase(std::string_view path) { return ToLower(path); }

std::string_view FolderOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view NameOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace writ::plan
