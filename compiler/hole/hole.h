// What is recorded of each hole: where a template has it, and what a rendered text printed there.
//
// Data only. template/ writes it; readback/, which judges what template/ printed, sees this and
// nothing else of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"
#include "value/value.h"

namespace writ::hole {

enum class Language : uint8_t { kHcl, kYaml, kJson, kPython, kShell, kMarkdown, kPlain };

// Stands for a hole in a template's line, also as a neighbour of another hole; templates hold no
// control characters.
inline constexpr char kHoleMark = '\x01';

// Where a hole stands, and all that an encoder has to know about it.
struct Place {
  enum class At : uint8_t {
    kValue,       // an expression, an element, a shell word
    kKey,         // of a map entry
    kIdentifier,  // a name, or a part of one
    kMember,      // an expression that goes on (`.x`, `[0]`, `(`): only a reference
    kLabel,       // of an HCL block, without quotes in the template
    kString,      // inside quotes
    kRaw,         // inside text of some other language: a heredoc, a YAML block scalar
    kComment,
    kProse,  // Markdown
    kCell,
    kCode,
    kFence,
    kUrl,
    kSegment,  // of a path template
  };
  At at = At::kValue;
  Language language = Language::kPlain;
  char quote = 0;            // kString: its delimiter; kFence: the fence's character
  bool one_line = false;     // kValue: a structure must fit on the line
  bool break_first = false;  // YAML, after `key:`: a structure starts on the next line
  bool label = false;        // kString: the label of an HCL block
  bool in_cell = false;      // kCode: inside a table
  bool whole = false;        // the hole is all there is: of a code span, of a word, of a key
  bool starts_line = false;  // nothing but blanks stands before it
  uint16_t indent = 0;       // blanks before the further lines of a structure
  char before = 0;           // neighbours in the template; 0 at an end of the line
  char after = 0;
  std::string ends{};          // kRaw in HCL: the name that ends the heredoc
  std::string_view refused{};  // why no hole may stand here; static text
  // Shell: why a text may not, since its reader takes it for code; static text. An integer may.
  std::string_view expression{};
  // The lexer's state at the hole, outermost first. A character for each thing that is open:
  //   ( [ {        brackets, blocks, and `${}` of the shell
  //   " ' D        quotes; D is `$'` of the shell
  //   $            an interpolation of HCL, `$()` of the shell
  //   `            backticks of the shell
  //   A            `$(())`
  //   < | #        a heredoc, a YAML block text, a comment up to the end of the line
  //   *            a comment with an end of its own
  //   ~            a fence of Markdown
  // In Python three quotes stand for three. YAML in blocks: the column of the key (`:`) or dash
  // (`-`) whose value the hole is, like `2:`; nothing at the top.
  std::string nesting{};
};

// Encodings that a template names, in the order in which they are applied.
enum class Inner : uint8_t {
  kJson,          // the whole value as one line of JSON
  kShell,         // a shell word; of a list, words
  kHcl,           // the whole value as one line of HCL
  kJinja,         // each text: what Jinja renders to it
  kKubelet,       // each text: `$(VAR)` and `$$` of env, command and args
  kGitlab,        // each text: `$VAR` of GitLab CI
  kCompose,       // each text: `$VAR` of compose files
  kGoTemplate,    // each text: `{{`
  kConfigparser,  // each text: `%`
  kIdent,         // confirms: a name
  kInstring,      // confirms: inside quotes
};

// A hole of a template.
struct Spot {
  Place place;
  std::vector<Inner> chain;
  Span span;  // with `@{` and `}`
};

// A value that was printed: bytes [begin, end) of a text. `spot` and `value` live as long as the
// template and the data.
struct Printed {
  uint32_t begin = 0;
  uint32_t end = 0;
  const Spot* spot = nullptr;
  value::Ref value;
};

}  // namespace writ::hole
