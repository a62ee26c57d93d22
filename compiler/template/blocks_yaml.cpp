#include "template/blocks_yaml.h"

#include <fmt/format.h>

#include <algorithm>

#include "template/scan.h"

namespace writ::tmpl {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\0'; }

Problem At(const LineView& view, std::string_view what, std::string_view note = {}) {
  Problem problem;
  problem.span = view.span();
  problem.what = what;
  problem.note = note;
  return problem;
}

bool IsDash(std::string_view line, size_t at) {
  return CharAt(line, at) == '-' && IsBlank(CharAt(line, at + 1));
}

// Behind a quoted text that begins at `at`; npos if it goes on below.
size_t SkipQuoted(std::string_view line, size_t at) {
  const char quote = line[at];
  for (++at; at < line.size(); ++at) {
    if (line[at] == '\\' && quote == '"') {
      ++at;
    } else if (line[at] == quote) {
      if (quote == '"' || CharAt(line, at + 1) != quote) return at + 1;
      ++at;
    }
  }
  return std::string_view::npos;
}

// The end of the key that begins at `at`; npos if no key does.
size_t KeyEnd(std::string_view line, size_t at) {
  const char c = CharAt(line, at);
  if (c == '[' || c == '{' || c == '\0' || c == '#') return std::string_view::npos;
  if (c == '"' || c == '\'') {
    const size_t end = SkipQuoted(line, at);
    if (end == std::string_view::npos) return end;
    const size_t colon = SkipBlanks(line, end);
    const bool key = CharAt(line, colon) == ':' && IsBlank(CharAt(line, colon + 1));
    return key ? end : std::string_view::npos;
  }
  for (size_t i = at; i < line.size(); ++i) {
    if (line[i] == '#' && IsBlank(line[i - 1])) break;
    if (line[i] != ':' || !IsBlank(CharAt(line, i + 1))) continue;
    while (i > at && IsBlank(line[i - 1])) --i;
    return i;
  }
  return std::string_view::npos;
}

// Behind tags and anchors.
size_t SkipProperties(std::string_view line, size_t at) {
  while (CharAt(line, at) == '!' || CharAt(line, at) == '&') {
    while (at < line.size() && !IsBlank(line[at])) ++at;
    at = SkipBlanks(line, at);
  }
  return at;
}

// Whether an item of a bracket may begin at `at`: a bracket, comma, colon or property is before it.
bool StartsItem(std::string_view line, size_t at) {
  while (at > 0 && IsBlank(line[at - 1])) --at;
  if (at == 0) return true;
  if (std::string_view("[{,:").find(line[at - 1]) != std::string_view::npos) return true;
  while (at > 0 && !IsBlank(line[at - 1])) --at;
  return line[at] == '!' || line[at] == '&';
}

// The name behind `&` or `*`.
std::string NameBehind(std::string_view line, size_t at) {
  const size_t end = std::min(line.find_first_of(" \t,[]{}", at + 1), line.size());
  return std::string(line.substr(at + 1, end - at - 1));
}

}  // namespace

// All aliases of the template lack their anchor before the first line of a document.
void YamlBlocks::Begin(const LineView& view) {
  began = true;
  unanchored = {};
  for (const LineCode& line : view.program.lines) {
    for (size_t at = line.text.find('*'); at != std::string::npos; at = line.text.find('*', at + 1))
      unanchored.Note({NameBehind(line.text, at), {}, view.span()});
  }
}

// Anchors and tags in [begin, end).
std::optional<Problem> YamlBlocks::Properties(const LineView& view, size_t begin, size_t end) {
  const std::string_view line = view.line.text;
  for (size_t at = begin; at < end; ++at) {
    if (line[at] == '&') unanchored.Drop(NameBehind(line, at));
    at = std::min(line.find_first_of(" \t", at), end);
  }
  return Alias(view, end);
}

std::optional<Problem> YamlBlocks::Alias(const LineView& view, size_t at) const {
  const std::string_view line = view.line.text;
  if (CharAt(line, at) != '*') return std::nullopt;
  std::string name = NameBehind(line, at);
  if (name.empty() || !unanchored.Has(name)) return std::nullopt;
  return At(view, fmt::format("the anchor of the alias `*{}` may be missing", name),
            "put the anchor where it always is, or both into the block");
}

std::optional<Problem> YamlBlocks::Line(const LineView& view) {
  if (!began) Begin(view);
  const std::string_view line = view.line.text;
  const size_t first = SkipBlanks(line, 0);
  const int column = static_cast<int>(first);
  if (quote != 0) {
    const size_t end = SkipQuoted(std::string(1, quote) + std::string(line), 0);
    if (end == std::string_view::npos) return std::nullopt;
    quote = 0;
    return flow.Line(view);
  }
  if (flow.open.size() > 1) return Rest(view, first);
  if (first == line.size()) return std::nullopt;
  if (text != kNone && column > text) return Text(view, column);
  text = kNone;
  if (line[first] == '#') return std::nullopt;
  if (column == 0 && IsYamlMarker(line)) {
    blocks.clear();
    after = After::kStart;
    Begin(view);
    const size_t begin = SkipBlanks(line, 3);
    const size_t next = SkipProperties(line, begin);
    if (auto problem = Properties(view, begin, next)) return problem;
    if (next >= line.size() || line[next] == '#') return std::nullopt;
    return Value(view, next, -1);
  }
  if (column == 0 && line[0] == '%') return std::nullopt;
  return Node(view, first);
}

std::optional<Problem> YamlBlocks::Text(const LineView& view, int column) {
  if (text_at == kNone) text_at = column;
  if (column >= text_at) return std::nullopt;
  return At(view, "this line of a block text may stand less deep than the first one",
            "the first line of a block text says how deep it is");
}

void YamlBlocks::CloseDeeper(int column, bool list) {
  while (!blocks.empty()) {
    const Block& top = blocks.back();
    // The dashes of a list may stand right below its key.
    const bool beside = top.column == column && top.list && !list && blocks.size() > 1 &&
                        blocks[blocks.size() - 2].column == column;
    if (top.column <= column && !beside) return;
    blocks.pop_back();
    after = After::kWhole;
  }
}

// Finds or opens the block that a key or dash at `column` belongs to.
std::optional<Problem> YamlBlocks::Place(const LineView& view, int column, bool list) {
  const bool empty = blocks.empty();
  CloseDeeper(column, list);
  if (blocks.empty()) {
    if (!empty) return At(view, "this line may stand less deep than the first one of its document");
    if (after != After::kStart) return At(view, "the document may have ended above this line");
    blocks.push_back({column, list, {}});
    return std::nullopt;
  }
  const Block& top = blocks.back();
  const bool below_key = list && !top.list && top.column == column && after == After::kEmpty;
  if (top.column < column || below_key) {
    if (after == After::kEmpty) {
      blocks.push_back({column, list, {}});
      return std::nullopt;
    }
    return At(view, "this line may be deeper than the block that it stands in",
              "all keys of a map, and all dashes of a list, stand in one column");
  }
  if (top.list == list) return std::nullopt;
  return At(view, list ? "an element of a list may stand among the keys of a map"
                       : "a key of a map may stand among the elements of a list");
}

// A node that begins a line or follows a dash.
std::optional<Problem> YamlBlocks::Node(const LineView& view, size_t at) {
  const std::string_view line = view.line.text;
  while (IsDash(line, at)) {
    if (auto problem = Place(view, static_cast<int>(at), true)) return problem;
    after = After::kEmpty;
    at = SkipBlanks(line, at + 1);
  }
  if (CharAt(line, at) == '?' && IsBlank(CharAt(line, at + 1)))
    return At(view, "Writ reads no keys behind `?`");
  const size_t content = SkipProperties(line, at);
  if (auto problem = Properties(view, at, content)) return problem;
  if (CharAt(line, content) == '\0' || line[content] == '#') return std::nullopt;
  const size_t end = KeyEnd(line, content);
  if (end != std::string_view::npos) return Entry(view, content, end);
  const int column = static_cast<int>(at);
  const bool starts = SkipBlanks(line, 0) == at;
  if (starts) {
    CloseDeeper(column, false);
    if (blocks.empty() ? after == After::kPlain
                       : after == After::kPlain && blocks.back().column < column)
      return std::nullopt;  // more of a text without quotes
    const bool fits = blocks.empty() ? after == After::kStart
                                     : after == After::kEmpty && blocks.back().column < column;
    if (!fits)
      return At(view, "a value may stand where a key or another line belongs",
                "the line before it may have a value already, or be left out");
  }
  return Value(view, content, blocks.empty() ? -1 : blocks.back().column);
}

std::optional<Problem> YamlBlocks::Entry(const LineView& view, size_t at, size_t end) {
  const std::string_view line = view.line.text;
  if (auto problem = Place(view, static_cast<int>(at), false)) return problem;
  if (auto problem = blocks.back().members.Add(view.program, NameAt(view, at, end))) return problem;
  after = After::kEmpty;
  const size_t colon = line.find(':', end);
  const size_t behind = SkipBlanks(line, colon + 1);
  const size_t value = SkipProperties(line, behind);
  if (auto problem = Properties(view, behind, value)) return problem;
  if (CharAt(line, value) == '\0' || line[value] == '#') return std::nullopt;
  if (IsDash(line, value)) return At(view, "a list may not begin on the line of its key");
  return Value(view, value, static_cast<int>(at));
}

// A value that is no block, behind a key or dash at `parent` or alone.
std::optional<Problem> YamlBlocks::Value(const LineView& view, size_t at, int parent) {
  const std::string_view line = view.line.text;
  const char c = line[at];
  after = After::kWhole;
  if (c == '|' || c == '>') {
    text = parent;
    text_at = kNone;
    for (size_t i = at + 1; i < line.size() && !IsBlank(line[i]); ++i) {
      if (line[i] >= '1' && line[i] <= '9') text_at = std::max(parent, 0) + (line[i] - '0');
    }
    return std::nullopt;
  }
  if (c == '"' || c == '\'') {
    if (SkipQuoted(line, at) == std::string_view::npos) quote = c;
    return std::nullopt;
  }
  if (c == '[' || c == '{') return Rest(view, at);
  if (c != kHoleMark) after = After::kPlain;
  return std::nullopt;
}

// Brackets, up to the end of the line.
std::optional<Problem> YamlBlocks::Rest(const LineView& view, size_t at) {
  after = After::kWhole;
  if (auto problem = flow.Line(view)) return problem;
  // A quoted text that goes on below.
  const std::string_view line = view.line.text;
  for (char before = ' '; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '#' && IsBlank(before)) break;
    const bool starts =
        IsBlank(before) || before == '[' || before == '{' || before == ',' || before == ':';
    const bool indicates = before != ':' && (at == 0 || starts) && StartsItem(line, at);
    if (indicates && c == '&') unanchored.Drop(NameBehind(line, at));
    if (indicates && c == '*') {
      if (auto problem = Alias(view, at)) return problem;
    }
    if ((c == '"' || c == '\'') && starts) {
      const size_t end = SkipQuoted(line, at);
      if (end == std::string_view::npos) {
        quote = c;
        return std::nullopt;
      }
      at = end - 1;
    }
    before = line[at];
  }
  return std::nullopt;
}

std::string YamlBlocks::Shape() const {
  std::string shape = fmt::format("{} {} {} {} {} ", static_cast<int>(after), text, text_at,
                                  static_cast<int>(quote), flow.Shape());
  for (const Block& block : blocks)
    fmt::format_to(std::back_inserter(shape), "{}{} ", block.column, block.list ? '-' : ':');
  return shape;
}

std::optional<Problem> FrontMatter::Line(const LineView& view) {
  const std::string_view line = view.line.text;
  if (!started) {
    started = true;
    inside = line == "---";
    return std::nullopt;
  }
  if (!inside) return std::nullopt;
  if (line == "---" || line == "...") {
    inside = false;
    yaml = {};
    return std::nullopt;
  }
  return yaml.Line(view);
}

}  // namespace writ::tmpl
