// A template as a tree of lines and blocks, before its paths are resolved.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "diag/sink.h"
#include "source/source_manager.h"

namespace writ::tmpl {

// Views into the template's text.
struct Word {
  std::string_view text;
  Span span;
};

struct Path {
  std::vector<Word> parts;
  Span span;
};

struct Hole {
  Span span;  // with `@{` and `}`
  Path path;
  std::vector<Word> encodings;  // `:json` ...
};

// A stretch of literal text, or a hole.
struct Piece {
  std::string_view text;
  std::optional<Hole> hole;
};

using Literal = std::variant<bool, int64_t, std::string_view>;

struct Condition {
  enum class Test : uint8_t { kHolds, kNot, kEqual, kNotEqual };
  Test test = Test::kHolds;
  Path path;
  Literal literal;  // kEqual, kNotEqual
  Span literal_span;
};

struct Node {
  enum class Kind : uint8_t { kLine, kBlanks, kFor, kIf, kInclude };
  Kind kind = Kind::kLine;
  Span span;                  // the line without its line feed
  std::string_view indent;    // its leading blanks
  std::vector<Piece> pieces;  // kLine: what follows the indent
  uint32_t blanks = 0;        // kBlanks: length of the run
  std::vector<Word> names;    // kFor: `x`, or `key` and `value`
  Path list;                  // kFor
  Condition condition;        // kIf
  Word file;                  // kInclude
  std::vector<Node> body;
  std::vector<Node> otherwise;  // after @else
  bool has_else = false;
};

// Splits `file` into nodes. Reports E0601 to E0604 and returns nothing on an error.
std::optional<std::vector<Node>> ParseTemplate(const source::SourceManager& sources,
                                               source::FileId file, diag::Sink& sink);

// Splits one line or text into pieces. Returns false and reports on an error.
bool ParsePieces(std::string_view text, const Span& span, diag::Sink& sink,
                 std::vector<Piece>& pieces);

// Parses `a.b.c`; reports what is wrong with it.
bool ParsePath(std::string_view text, const Span& span, diag::Sink& sink, Path& path);

// Parses what follows `@if` and `@for`. `node.span` covers the line.
bool ParseCondition(std::string_view text, const Span& span, diag::Sink& sink, Condition& out);
bool ParseLoop(std::string_view text, const Span& span, diag::Sink& sink, Node& node);

bool IsPathName(std::string_view text);
std::string_view TrimBlanks(std::string_view text);

}  // namespace writ::tmpl
