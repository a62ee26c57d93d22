#include "cli/json_messages.h"

#include <fmt/format.h>

#include <charconv>

#include "syntax/parse.h"

namespace writ::cli {
namespace {

using syntax::Cursor;

std::string_view TextAt(const Cursor& map, std::string_view key) {
  const Cursor found = map.Find(key);
  return found.valid() && found.is_scalar() ? found.text() : std::string_view();
}

// The first of several keys that holds a text; empty when none does.
std::string_view TextAt(const Cursor& map, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const std::string_view text = TextAt(map, key); !text.empty()) return text;
  }
  return {};
}

// 0 when there is none.
size_t NumberAt(const Cursor& map, std::string_view key) {
  const std::string_view text = TextAt(map, key);
  size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::optional<FilePlace> PlaceOf(const Cursor& map) {
  FilePlace place;
  const Cursor range = map.Find("range");
  const Cursor start = range.Find("start");
  const Cursor location = map.Find("location");
  place.file = TextAt(range, "filename");
  place.line = NumberAt(start, "line");
  place.column = NumberAt(start, "column");
  if (place.file.empty()) place.file = TextAt(map, {"filename", "file"});
  if (place.line == 0) {
    place.line = NumberAt(location, "row");
    place.column = NumberAt(location, "column");
  }
  if (place.line == 0) {
    place.line = NumberAt(map, "line");
    place.column = NumberAt(map, "column");
  }
  if (place.file.empty() || place.line == 0) return std::nullopt;
  return place;
}

std::string Line(const Cursor& map, const std::optional<FilePlace>& place) {
  std::string out;
  const auto add = [&](std::string_view text) {
    if (text.empty()) return;
    if (!out.empty()) out += ": ";
    for (const char c : text) out += c == '\n' || c == '\r' ? ' ' : c;
  };
  if (place) {
    add(fmt::format("{}:{}", place->file, place->line));
    if (place->column > 0) out += fmt::format(":{}", place->column);
  }
  add(TextAt(map, {"severity", "level"}));
  add(TextAt(map, "code"));
  add(TextAt(map, {"summary", "message"}));
  add(TextAt(map, "detail"));
  return out;
}

void Walk(const Cursor& node, std::vector<JsonMessage>& out) {
  if (node.is_map()) {
    const std::optional<FilePlace> place = PlaceOf(node);
    const bool message =
        !TextAt(node, "severity").empty() && !TextAt(node, {"summary", "message"}).empty();
    if (place || message) {
      out.push_back({Line(node, place), place});
      return;
    }
    for (Cursor key = node.first(); key.valid(); key = key.next().next()) Walk(key.next(), out);
  } else if (node.is_list()) {
    for (Cursor item = node.first(); item.valid(); item = item.next()) Walk(item, out);
  }
}

}  // namespace

std::vector<JsonMessage> ReadJsonMessages(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || (text[begin] != '{' && text[begin] != '[')) return {};
  // JSON is YAML, all but a few of its escapes.
  source::SourceManager sources;
  diag::Sink sink;
  const syntax::ParseResult parsed =
      syntax::Parse(sources, sources.Add("", std::string(text)), sink);
  std::vector<JsonMessage> out;
  if (!parsed.ok || parsed.tree.documents.size() != 1) return out;
  Walk(Cursor(parsed.tree, sources, parsed.tree.documents.front().root), out);
  return out;
}

}  // namespace writ::cli
