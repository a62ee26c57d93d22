// Literals of each language, read strictly: only what Writ may print. Each function reads from
// `at`, which it moves, and never past `end`; what it looks at beyond that is only to tell where a
// token ends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "readback/decoded.h"

namespace writ::readback {

constexpr int kMaxDepth = 1000;  // of lists and maps in each other

// The part of a text that may be read.
struct Extent {
  std::string_view text;  // all of it
  size_t at = 0;
  size_t end = 0;

  bool done() const { return at >= end; }
  char Peek(size_t ahead = 0) const { return at + ahead < end ? text[at + ahead] : '\0'; }
  bool Has(std::string_view what) const {
    return at + what.size() <= end && text.substr(at, what.size()) == what;
  }
};

Problem ReadJson(Extent& in, Decoded& out);
Problem ReadPython(Extent& in, Decoded& out);
Problem ReadHcl(Extent& in, Decoded& out);
Problem ReadHclKey(Extent& in, Decoded& out);  // of an object: a name or a string
Problem ReadShell(Extent& in, Decoded& out);   // any number of words, a blank between two

// Where a YAML node stands.
struct YamlNode {
  bool flow = false;  // inside brackets
  int column = 0;     // of its first byte
  int parent = -1;    // column of the key or dash that it belongs to
};

// A text is quoted, or a block text; then `block_text` is set if it is the last thing read.
Problem ReadYaml(Extent& in, const YamlNode& node, Decoded& out, bool& block_text);
Problem ReadYamlKey(Extent& in, Decoded& out);

// The insides of strings, up to `end`. Nothing in them may end the string.
Problem InsideJson(Extent& in, std::string& out);
Problem InsidePython(Extent& in, char quote, std::string& out);
Problem InsideHcl(Extent& in, bool quoted, std::string& out);  // not quoted: a heredoc
Problem InsideYaml(Extent& in, char quote, std::string& out);
Problem InsideShell(Extent& in, std::string& out);  // between double quotes

}  // namespace writ::readback
