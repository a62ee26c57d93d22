#include "cli/place.h"

#include <algorithm>
#include <charconv>

namespace writ::cli {
namespace {

// Takes `:NUMBER` off the front; nothing when there is none, or it is 0.
std::optional<size_t> TakeNumber(std::string_view& text) {
  if (!text.starts_with(':')) return std::nullopt;
  size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data() + 1, end, number);
  if (problem != std::errc() || number == 0) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(stop - text.data()));
  return number;
}

bool EndsPlace(std::string_view rest) {
  return rest.empty() || rest.front() == ':' || rest.front() == ' ';
}

// The place whose file's name ends at `colon`; `rest` is what follows the place.
std::optional<FilePlace> PlaceAt(std::string_view text, size_t colon, std::string_view& rest) {
  rest = text.substr(colon);
  const std::optional<size_t> line = TakeNumber(rest);
  if (!line || !EndsPlace(rest) || colon == 0) return std::nullopt;
  FilePlace place{std::string(text.substr(0, colon)), *line, 0};
  std::string_view after = rest;
  const std::optional<size_t> column = TakeNumber(after);
  if (column && EndsPlace(after)) {
    place.column = *column;
    rest = after;
  }
  return place;
}

}  // namespace

std::optional<FilePlace> FindPlace(std::string_view message) {
  message.remove_prefix(std::min(message.find_first_not_of(" \t"), message.size()));
  for (size_t colon = message.find(':'); colon != std::string_view::npos;
       colon = message.find(':', colon + 1)) {
    std::string_view rest;
    if (std::optional<FilePlace> place = PlaceAt(message, colon, rest)) return place;
  }
  return std::nullopt;
}

std::optional<FilePlace> ParsePlace(std::string_view text) {
  for (size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    std::string_view rest;
    std::optional<FilePlace> place = PlaceAt(text, colon, rest);
    if (place && rest.empty()) return place;
  }
  return std::nullopt;
}

}  // namespace writ::cli
