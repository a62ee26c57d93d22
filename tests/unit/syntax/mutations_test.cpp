// Broken specs, many of them: no crash, no hang, and a tree whose ranges hold together.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "parsed.h"
#include "syntax/encoding.h"

namespace writ::syntax {
namespace {

constexpr std::string_view kSpec =
    "kind: package\nname: seeder   # c\njobs:\n  all:\n    command: [python, -m, {run: date}]\n"
    "    env: {LOG: 'it''s', PORT: 8080, X: \"a\\n\\u00e9\"}\n    text: |-\n      one\n        "
    "two\n"
    "    tags:\n    - a\n    - b: 1\n      c: ~\n    empty:\n---\nkind: secret\nname: db\n"
    "fold: >\n  x\n  y\nplain: one\n  two\n";

constexpr std::array<std::string_view, 40> kPieces = {
    "\"",   "'",  "[",   "]",    "{",       "}",     ",",    ":",      ": ",  "- ",
    "? ",   "#",  " #",  "&a",   "*a",      "!t",    "|",    ">",      "|2",  ">+",
    "%",    "@",  "`",   "\t",   "\n",      "\r\n",  " ",    "  ",     "---", "...",
    "<<: ", "\\", "\\N", "null", "\n---\n", "\n...", "\n%A", "\n\n  ", "~",   "\xC3\xA9"};

class Mutator {
 public:
  explicit Mutator(uint32_t seed) : random_(seed) {}

  std::string Next() {
    std::string text(kSpec);
    const size_t changes = 1 + Below(4);
    for (size_t i = 0; i < changes; ++i) Change(text);
    return text;
  }

 private:
  // std::uniform_int_distribution differs between libraries.
  size_t Below(size_t limit) { return random_() % limit; }

  void Change(std::string& text) {
    const size_t at = Below(text.size() + 1);
    switch (Below(4)) {
      case 0:
        text.erase(at, 1 + Below(6));
        break;
      case 1:
        text.insert(at, kPieces[Below(kPieces.size())]);
        break;
      case 2:
        text.insert(at, text.substr(Below(text.size() + 1), Below(30)));
        break;
      default:
        text.resize(std::max<size_t>(at, 1));
        break;
    }
  }

  std::mt19937 random_;
};

// An empty string, or what is wrong with the node and those below it.
std::string Problem(const Parsed& parsed, NodeId id, uint32_t begin, uint32_t end) {
  const Node& node = parsed.result.tree.nodes[id];
  if (node.begin < begin || node.end > end || node.begin > node.end) {
    return fmt::format("{}..{} is not within {}..{}", node.begin, node.end, begin, end);
  }
  uint32_t from = node.begin;
  for (NodeId child = node.first_child; child != kNoNode;
       child = parsed.result.tree.nodes[child].next) {
    std::string problem = Problem(parsed, child, from, node.end);
    if (!problem.empty()) return problem;
    from = parsed.result.tree.nodes[child].end;
  }
  return "";
}

TEST_CASE("20,000 damaged specs are read or refused, with sound ranges") {
  Mutator mutator(20261121);
  size_t accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = mutator.Next();
    if (!syntax::IsUtf8(text)) continue;
    const Parsed parsed(text);
    const auto size = static_cast<uint32_t>(text.size());
    std::string problem;
    for (const Document& document : parsed.result.tree.documents) {
      problem += Problem(parsed, document.root, 0, size);
    }
    for (const diag::Diagnostic& item : parsed.sink.items()) {
      if (item.span.begin > item.span.end || item.span.end > size) problem += item.message;
      if (item.message.find("two ways") != std::string::npos) problem += item.message;
    }
    if (parsed.result.ok != parsed.sink.empty()) problem += "ok differs";
    if (parsed.result.ok) ++accepted;
    if (!problem.empty()) FAIL_CHECK(problem << "\n" << text << "\n" << parsed.messages());
  }
  CHECK(accepted > 1000);
  CHECK(accepted < 19000);
}

}  // namespace
}  // namespace writ::syntax
