#include "cli/place.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace writ::cli {
namespace {

constexpr size_t kMostPlaces = 8;      // of a message that are looked at
constexpr size_t kMostBeginnings = 8;  // of a name that are tried at one of them
constexpr size_t kLongestName = 4096;

// Takes `text`, then a number from 1 on, off the front; nothing is taken when it does not stand
// there.
std::optional<size_t> TakeNumber(std::string_view& rest, std::string_view text) {
  if (!rest.starts_with(text)) return std::nullopt;
  size_t number = 0;
  const char* end = rest.data() + rest.size();
  const auto [stop, problem] = std::from_chars(rest.data() + text.size(), end, number);
  if (problem != std::errc() || number == 0) return std::nullopt;
  rest.remove_prefix(static_cast<size_t>(stop - rest.data()));
  return number;
}

bool EndsPlace(std::string_view rest) {
  return rest.empty() || std::string_view(": )],'\"").find(rest.front()) != std::string_view::npos;
}

// Takes line and column off the text that follows a name.
std::optional<FilePlace> TakePlace(std::string_view& rest) {
  FilePlace place;
  std::string_view after = rest;
  if (const auto line = TakeNumber(after, ":"); line && EndsPlace(after)) {
    place.line = *line;
    rest = after;
    const auto column = TakeNumber(after, ":");
    if (column && EndsPlace(after)) {
      place.column = *column;
      rest = after;
    }
    return place;
  }
  after = rest;
  if (const auto line = TakeNumber(after, "(")) {
    place.line = *line;
    place.column = TakeNumber(after, ",").value_or(0);
    if (after.starts_with(')')) return place;
  }
  for (const std::string_view words : {" line ", ": line ", "\", line "}) {
    if (const auto line = TakeNumber(rest, words)) {
      place.line = *line;
      return place;
    }
  }
  return std::nullopt;
}

// Of a command of GitHub's, whose values write some characters as `%` and two digits.
std::string Decoded(std::string_view value) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kEscapes = {
      {{"%25", '%'}, {"%0D", '\r'}, {"%0A", '\n'}, {"%3A", ':'}, {"%2C", ','}}};
  std::string out;
  while (!value.empty()) {
    const auto escape = std::find_if(kEscapes.begin(), kEscapes.end(),
                                     [&](const auto& one) { return value.starts_with(one.first); });
    out += escape == kEscapes.end() ? value.front() : escape->second;
    value.remove_prefix(escape == kEscapes.end() ? 1 : escape->first.size());
  }
  return out;
}

// Of `::WORD NAME=VALUE,NAME=VALUE::TEXT`.
std::optional<FilePlace> PlaceInCommand(std::string_view message) {
  if (!message.starts_with("::")) return std::nullopt;
  message.remove_prefix(2);
  std::string_view properties = message.substr(0, message.find("::"));
  properties.remove_prefix(std::min(properties.find(' '), properties.size()));
  FilePlace place;
  while (!properties.empty()) {
    properties.remove_prefix(1);  // the blank, or a comma
    std::string_view one = properties.substr(0, properties.find(','));
    properties.remove_prefix(one.size());
    if (one.starts_with("file=")) place.file = Decoded(one.substr(5));
    if (const auto line = TakeNumber(one, "line=")) place.line = *line;
    if (const auto column = TakeNumber(one, "col=")) place.column = *column;
  }
  if (place.file.empty() || place.line == 0) return std::nullopt;
  return place;
}

bool MayEndName(char c) { return c == ':' || c == '(' || c == ' ' || c == '"'; }

// Adds the names that may end at `end`, the longest first: a name may hold blanks, and a message
// may say something before it.
void AddNames(std::string_view message, size_t end, const FilePlace& place,
              std::vector<FilePlace>& out) {
  size_t begin = 0;
  for (size_t tried = 0; begin < end && tried < kMostBeginnings; ++tried) {
    if (end - begin <= kLongestName) {
      out.push_back({std::string(message.substr(begin, end - begin)), place.line, place.column});
    }
    const size_t next = message.find_first_of(" \"'(", begin);
    if (next == std::string_view::npos) break;
    begin = message.find_first_not_of(" \"'(", next);
  }
}

}  // namespace

std::string WithoutEscapes(std::string_view text) {
  constexpr char kEscape = '\x1b';
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t escape = std::min(text.find(kEscape, at), text.size());
    out += text.substr(at, escape - at);
    if (escape + 1 >= text.size()) break;
    at = escape + 2;
    if (text[escape + 1] == '[') {  // up to a letter
      while (at < text.size() && (text[at] < '@' || text[at] > '~')) ++at;
      ++at;
    } else if (text[escape + 1] == ']') {  // up to a bell or `ESC \`: the target of a link
      while (at < text.size() && text[at] != '\a' && text[at] != kEscape) ++at;
      at += at < text.size() && text[at] == kEscape ? 2 : 1;
    }
  }
  return out;
}

std::vector<FilePlace> FindPlaces(std::string_view message) {
  while (message.ends_with('\r')) message.remove_suffix(1);
  message.remove_prefix(std::min(message.find_first_not_of(" \t"), message.size()));
  std::vector<FilePlace> out;
  if (std::optional<FilePlace> place = PlaceInCommand(message)) out.push_back(std::move(*place));
  size_t found = 0;
  for (size_t end = 1; end < message.size() && found < kMostPlaces; ++end) {
    if (!MayEndName(message[end])) continue;
    std::string_view rest = message.substr(end);
    const std::optional<FilePlace> place = TakePlace(rest);
    if (!place) continue;
    ++found;
    AddNames(message, end, *place, out);
  }
  return out;
}

std::optional<FilePlace> ParsePlace(std::string_view text) {
  for (size_t colon = text.find(':', 1); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    std::string_view rest = text.substr(colon);
    std::optional<FilePlace> place = TakePlace(rest);
    if (!place || !rest.empty()) continue;
    place->file = text.substr(0, colon);
    return place;
  }
  return std::nullopt;
}

}  // namespace writ::cli
