#include <algorithm>
#include <array>

#include "readback/literal.h"
#include "readback/text.h"

namespace writ::readback {
namespace {

// Plain texts that one YAML or the other takes for something else than text.
bool IsWordOfYaml(std::string_view text) {
  static constexpr std::array<std::string_view, 9> kWords = {"y",   "n",    "yes",   "no",  "on",
                                                             "off", "true", "false", "null"};
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

bool IsPlainKeyChar(char c) {
  return (IsWord(c) && static_cast<unsigned char>(c) < 0x80) || c == '.' || c == '/' || c == '-';
}

Problem Code(Extent& in, size_t digits, std::string& out) {
  char32_t value = 0;
  if (in.at + 2 + digits > in.end || !Hex(in.text, in.at + 2, digits, value))
    return "an escape is not complete";
  in.at += 2 + digits;
  return AppendUtf8(value, out) ? Problem() : "an escape is no character";
}

Problem Escape(Extent& in, std::string& out) {
  if (in.at + 2 > in.end) return "an escape runs out of it";
  const char c = in.Peek(1);
  if (c == 'x') return Code(in, 2, out);
  if (c == 'u') return Code(in, 4, out);
  if (c == 'U') return Code(in, 8, out);
  if (c == '\\' || c == '"') {
    out.push_back(c);
  } else if (c == 'n') {
    out.push_back('\n');
  } else if (c == 'r') {
    out.push_back('\r');
  } else if (c == 't') {
    out.push_back('\t');
  } else {
    return "an escape that is not among those of Writ";
  }
  in.at += 2;
  return {};
}

// Up to the closing quote or the end. A doubled single quote is one, also across the end.
Problem Inside(Extent& in, char quote, std::string& out) {
  while (!in.done()) {
    const char c = in.Peek();
    if (c == '\n') return "a line break stands in a quoted text";
    if (c == quote) {
      if (quote == '"' || CharAt(in.text, in.at + 1) != '\'') return {};
      if (in.at + 2 > in.end) return "a quote at its end joins the one behind it";
      out.push_back('\'');
      in.at += 2;
    } else if (c == '\\' && quote == '"') {
      const Problem problem = Escape(in, out);
      if (!problem.empty()) return problem;
    } else {
      const size_t begin = in.at;
      while (!in.done() && in.Peek() != quote && in.Peek() != '\\' && in.Peek() != '\n') ++in.at;
      if (in.at == begin) ++in.at;  // a backslash between single quotes
      out += in.text.substr(begin, in.at - begin);
    }
  }
  return {};
}

class Literal {
 public:
  Literal(Extent& in, Decoded& out) : in_(in), out_(out) {}

  // A node whose first byte stands in `column`; a block text in it is indented deeper than
  // `parent`.
  Problem Node(int column, int parent, int depth) {
    if (depth > kMaxDepth) return "it is nested too deeply";
    if (in_.Has("- ")) return List(column, depth);
    if (in_.Peek() == '|') return BlockText(parent);
    if (StartsEntry()) return Map(column, depth);
    return Scalar();
  }

  Problem Flow() {
    const char c = in_.Peek();
    if (c == '[') return FlowElements(']', false);
    if (c == '{') return FlowElements('}', true);
    return Scalar();
  }

  Problem Key(Item::Kind kind) {
    const char c = in_.Peek();
    if (c == '"' || c == '\'') return Quoted(kind);
    const size_t begin = in_.at;
    while (IsPlainKeyChar(in_.Peek())) ++in_.at;
    const std::string_view key = in_.text.substr(begin, in_.at - begin);
    if (key.empty() || IsDigit(key[0]) || !IsWord(key[0]) || IsWordOfYaml(key))
      return "a key without quotes is no text to every reader of YAML";
    out_.Add(kind, key);
    return {};
  }

  bool ends_in_block_text() const { return block_text_; }

 private:
  Problem Quoted(Item::Kind kind) {
    const char quote = in_.Peek();
    ++in_.at;
    const Problem problem = Inside(in_, quote, out_.Start(kind));
    if (!problem.empty()) return problem;
    if (in_.done()) return "a quoted text is not closed in it";
    ++in_.at;
    out_.Finish();
    return {};
  }

  // A text is always quoted: what is not is a bool, null or number to every reader.
  Problem Scalar() {
    block_text_ = false;
    const char c = in_.Peek();
    if (c == '"' || c == '\'') return Quoted(Item::Kind::kText);
    if (in_.Has("[]") || in_.Has("{}")) {
      out_.Add(c == '[' ? Item::Kind::kList : Item::Kind::kMap);
      out_.Add(Item::Kind::kEnd);
      in_.at += 2;
      return {};
    }
    const size_t begin = in_.at;
    while (IsWord(in_.Peek()) || in_.Peek() == '-' || in_.Peek() == '+' || in_.Peek() == '.')
      ++in_.at;
    const std::string_view word = in_.text.substr(begin, in_.at - begin);
    if (word == "null" || word == "true" || word == "false") {
      out_.Add(word == "null"   ? Item::Kind::kNull
               : word == "true" ? Item::Kind::kTrue
                                : Item::Kind::kFalse);
      return {};
    }
    if (word.empty() || NumberSize(word, 0) != word.size())
      return "a text without quotes stands in it";
    const size_t exponent = word.find_first_of("eE");
    const bool signed_exponent =
        exponent == std::string_view::npos ||
        (word.find('.') < exponent && !IsDigit(CharAt(word, exponent + 1)));
    if (!signed_exponent) return "YAML 1.1 would read a number as text";
    out_.Add(Item::Kind::kNumber, word);
    return {};
  }

  // Whether a key and its colon start here.
  bool StartsEntry() const {
    size_t at = in_.at;
    const char quote = in_.Peek();
    if (quote == '"' || quote == '\'') {
      for (++at; at < in_.end && in_.text[at] != '\n'; ++at) {
        if (in_.text[at] == '\\' && quote == '"') {
          ++at;
        } else if (in_.text[at] == quote) {
          if (quote == '"' || CharAt(in_.text, at + 1) != '\'') break;
          ++at;
        }
      }
      ++at;
    } else {
      while (at < in_.end && IsPlainKeyChar(in_.text[at])) ++at;
    }
    return at < in_.end && in_.text[at] == ':' &&
           (CharAt(in_.text, at + 1) == ' ' || CharAt(in_.text, at + 1) == '\n');
  }

  // Blanks at the start of the line behind the next line feed; -1 at the end.
  int NextIndent() const {
    if (in_.Peek() != '\n') return -1;
    size_t at = in_.at + 1;
    while (at < in_.end && in_.text[at] == ' ') ++at;
    return at < in_.end ? static_cast<int>(at - in_.at - 1) : -1;
  }

  // Goes to the next line if it is one of a structure in `column`.
  bool NextLine(int column) {
    if (NextIndent() != column) return false;
    in_.at += 1 + static_cast<size_t>(column);
    return true;
  }

  Problem List(int column, int depth) {
    out_.Add(Item::Kind::kList);
    do {
      if (!in_.Has("- ")) return "a line of a list starts with no dash";
      in_.at += 2;
      const Problem problem = Node(column + 2, column, depth + 1);
      if (!problem.empty()) return problem;
    } while (NextLine(column));
    if (NextIndent() > column) return "a line is indented deeper than what it belongs to";
    out_.Add(Item::Kind::kEnd);
    return {};
  }

  Problem Map(int column, int depth) {
    out_.Add(Item::Kind::kMap);
    do {
      Problem problem = Key(Item::Kind::kKey);
      if (!problem.empty()) return problem;
      if (in_.Peek() != ':') return "a colon is missing";
      ++in_.at;
      problem = Value(column, depth);
      if (!problem.empty()) return problem;
    } while (NextLine(column));
    if (NextIndent() > column) return "a line is indented deeper than what it belongs to";
    out_.Add(Item::Kind::kEnd);
    return {};
  }

  // Behind the colon.
  Problem Value(int column, int depth) {
    if (in_.Peek() == ' ') {
      ++in_.at;
      return in_.Peek() == '|' ? BlockText(column) : Scalar();
    }
    const int deeper = NextIndent();
    if (deeper <= column) return "a value is missing";
    in_.at += 1 + static_cast<size_t>(deeper);
    if (!in_.Has("- ") && !StartsEntry()) return "a value stands on a line of its own";
    return Node(deeper, column, depth + 1);
  }

  // `|` or `|-`, and its lines.
  Problem BlockText(int parent) {
    const bool strips = in_.Peek(1) == '-';
    in_.at += strips ? 2 : 1;
    if (in_.Peek() != '\n') return "a block text does not start on a line of its own";
    std::string& text = out_.Start(Item::Kind::kText);
    const size_t begin = text.size();
    int indent = -1;
    while (in_.Peek() == '\n') {
      size_t first = in_.at + 1;
      const size_t line = first;
      while (first < in_.end && in_.text[first] == ' ') ++first;
      const auto blanks = static_cast<int>(first - line);
      const bool empty = first >= in_.end || in_.text[first] == '\n';
      if (!empty && indent < 0) indent = blanks;
      if (indent <= parent && !empty) {
        if (indent >= 0 && text.size() == begin) return "a block text is not indented";
        break;
      }
      if (!empty && blanks < indent) break;
      const size_t end = std::min(in_.text.find('\n', first), in_.end);
      if (!empty)
        text += in_.text.substr(line + static_cast<size_t>(indent),
                                end - line - static_cast<size_t>(indent));
      if (empty && blanks > 0) return "a line of a block text holds only blanks";
      text.push_back('\n');
      in_.at = end;
    }
    while (text.size() > begin && text.back() == '\n') text.pop_back();
    if (!strips && text.size() > begin) text.push_back('\n');
    out_.Finish();
    block_text_ = true;
    return text.size() > begin ? Problem() : "a block text is empty";
  }

  Problem FlowElements(char close, bool map) {
    out_.Add(map ? Item::Kind::kMap : Item::Kind::kList);
    ++in_.at;
    for (bool first = true; in_.Peek() != close; first = false) {
      if (!first) {
        if (!in_.Has(", ")) return "a comma is missing, or a bracket is not closed";
        in_.at += 2;
      }
      if (map) {
        const Problem problem = Key(Item::Kind::kKey);
        if (!problem.empty()) return problem;
        if (!in_.Has(": ")) return "a colon is missing";
        in_.at += 2;
      }
      const Problem problem = Scalar();
      if (!problem.empty()) return problem;
    }
    ++in_.at;
    out_.Add(Item::Kind::kEnd);
    return {};
  }

  Extent& in_;
  Decoded& out_;
  bool block_text_ = false;
};

}  // namespace

Problem ReadYaml(Extent& in, const YamlNode& node, Decoded& out, bool& block_text) {
  Literal literal(in, out);
  const Problem problem = node.flow || in.Peek() == '[' || in.Peek() == '{'
                              ? literal.Flow()
                              : literal.Node(node.column, node.parent, 0);
  block_text = literal.ends_in_block_text();
  return problem;
}

Problem ReadYamlKey(Extent& in, Decoded& out) { return Literal(in, out).Key(Item::Kind::kText); }

Problem InsideYaml(Extent& in, char quote, std::string& out) {
  const Problem problem = Inside(in, quote, out);
  if (!problem.empty()) return problem;
  return in.done() ? Problem() : "it ends the text that it stands in";
}

}  // namespace writ::readback
