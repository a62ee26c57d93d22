#include "plan/digest.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/diff.h"
#include "base/hash.h"
#include "plan/header.h"

namespace writ::plan {
namespace {

constexpr size_t kDigits = 32;
constexpr int kHeaderLines = 4;  // `#!` or `---`, the header, the digest, and one to spare

bool IsDigest(std::string_view word) {
  return word.size() == kDigits && std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// A line without its comment marks; empty when it is no comment.
std::string_view CommentWords(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.starts_with("# ")) return line.substr(2);
  if (line.starts_with("<!-- ") && line.ends_with(" -->")) return line.substr(5, line.size() - 9);
  return "";
}

// What the first lines of a text say of Writ.
struct Opening {
  bool has_header = false;
  std::string_view digest;  // may be no digest at all, if a hand has been there
  size_t line_begin = 0;    // of the digest line, with its line feed
  size_t line_end = 0;
};

Opening ReadOpening(std::string_view text) {
  Opening opening;
  size_t begin = 0;
  for (int i = 0; i < kHeaderLines && begin < text.size(); ++i) {
    const size_t feed = std::min(text.find('\n', begin), text.size());
    const std::string_view words = CommentWords(text.substr(begin, feed - begin));
    const size_t end = std::min(feed + 1, text.size());
    opening.has_header = opening.has_header || words.starts_with(kHeaderStart);
    if (words.starts_with(kDigestStart)) {
      opening.digest = words.substr(kDigestStart.size());
      opening.line_begin = begin;
      opening.line_end = end;
      break;
    }
    begin = end;
  }
  return opening;
}

}  // namespace

std::string Digest(std::string_view text) {
  if (text.find("\r\n") == std::string_view::npos) return ToHex(HashBytes(text));
  std::string plain;
  plain.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) != "\r\n") plain += text[i];
  }
  return ToHex(HashBytes(plain));
}

Ownership Inspect(std::string_view text) {
  const Opening opening = ReadOpening(text);
  if (opening.line_end == 0) {
    return opening.has_header ? Ownership::kEdited : Ownership::kForeign;
  }
  std::string rest(text.substr(0, opening.line_begin));
  rest += text.substr(opening.line_end);
  return Digest(rest) == opening.digest ? Ownership::kUntouched : Ownership::kEdited;
}

DigestList ParseDigestFile(std::string_view text) {
  DigestList list;
  for (std::string_view line : SplitLines(text)) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() < kDigits + 3 || line.substr(kDigits, 2) != "  ") continue;
    const std::string_view digest = line.substr(0, kDigits);
    if (IsDigest(digest)) list.emplace_back(line.substr(kDigits + 2), digest);
  }
  return list;
}

std::string PrintDigestFile(DigestList list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  std::string text;
  for (const auto& [name, digest] : list) {
    fmt::format_to(std::back_inserter(text), "{}  {}\n", digest, name);
  }
  InsertHeader(text, 0, HeaderWords({}), "# ", "", "");
  return text;
}

Ownership InspectListed(const DigestList& list, std::string_view name, std::string_view text) {
  const std::string digest = Digest(text);
  Ownership ownership = Ownership::kForeign;
  for (const auto& [listed, known] : list) {
    if (listed != name) continue;
    if (known == digest) return Ownership::kUntouched;
    ownership = Ownership::kEdited;
  }
  return ownership;
}

bool IsListed(const DigestList& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const auto& entry) { return entry.first == name; });
}

}  // namespace writ::plan
