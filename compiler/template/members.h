// Names of members: keys of maps, attributes, keyword arguments. Two of them in one map are a
// mistake of the template if some data makes them equal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diag/sink.h"
#include "template/program.h"

namespace writ::tmpl {

// Why some data makes a text that is none of its language.
struct Problem {
  diag::Code code = diag::Code::E0615;
  Span span;
  size_t line = 0;  // of a printed text, from 0
  std::string what;
  Span other;  // valid: where `label` is
  std::string label;
  std::string note;
};

// A line of a template, or of a printed text: then without holes.
struct LineView {
  const Program& program;
  const LineCode& line;

  Span span() const {
    Span span = line.span;
    span.begin += line.indent;
    return span;
  }
  bool printed() const { return program.holes.empty(); }
};

// A name as a template has it.
struct Name {
  // A hole in it. `earlier`: as an earlier round of its loop printed it; `any`: as some round did.
  struct Part {
    const HoleCode* hole = nullptr;
    bool earlier = false;
    bool any = false;
    bool operator==(const Part& other) const;
  };
  std::string text;  // without quotes, holes as kHoleMark
  std::vector<Part> parts;
  Span span;
  bool operator==(const Name& other) const { return text == other.text && parts == other.parts; }
};

// Whether all values of a hole are names of its language; with `dashes`, they may hold `-`.
bool PrintsName(const Program& program, const HoleCode& hole, bool dashes);

// The name in [begin, end) of a line.
Name NameAt(const LineView& view, size_t begin, size_t end);

// Those that may stand in one map.
class Members {
 public:
  // Nothing, or why the map may not have `name` beside what it has.
  std::optional<Problem> Add(const Program& program, Name name);
  // Nothing, or why the map may not have `name` beside what it has, which is left as it is.
  std::optional<Problem> Clash(const Program& program, const Name& name) const;
  // Adds a name that may be there already.
  void Note(Name name);
  void Drop(const std::string& text) { fixed_.erase(text); }
  bool Has(const std::string& text) const { return fixed_.find(text) != fixed_.end(); }
  // Adds what another way has put into the same map; whether that is anything new.
  bool Merge(const Members& other);
  bool empty() const { return fixed_.empty() && with_holes_.empty(); }
  size_t size() const { return fixed_.size() + with_holes_.size(); }

  // Another round of a loop begins, or it ends; `slots` are those of the loop itself and, from
  // `inner` to `end`, of loops in it.
  struct Slots {
    uint32_t own = 0;
    uint32_t inner = 0;
    uint32_t end = 0;
  };
  void NextRound(const Slots& slots);
  void Leave(const Slots& slots);

 private:
  std::unordered_map<std::string, Span> fixed_;
  std::vector<Name> with_holes_;
};

// Whether two ways lead to one value.
bool SameAccess(const Access& a, const Access& b);

// The maps that are open, for languages that write them in brackets.
struct Frames {
  std::vector<Members> open;

  std::optional<Problem> Line(const LineView& view);
  std::string Shape() const { return std::to_string(open.size()); }
  std::optional<Problem> End() const { return std::nullopt; }
  template <class Each>
  void ForMembers(Each each) {
    for (Members& members : open) each(members);
  }
};

}  // namespace writ::tmpl
