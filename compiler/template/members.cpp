#include "template/members.h"

#include <fmt/format.h>

#include <algorithm>

namespace writ::tmpl {
namespace {

using value::Kind;
using Part = Name::Part;

bool Has(const value::Member* member, value::Trait trait) {
  return member != nullptr && (member->traits & trait) != 0;
}

const Loop* LoopOf(const Program& program, uint32_t slot) {
  for (const Loop& loop : program.loops) {
    if (slot != 0 && (loop.value_slot == slot || loop.key_slot == slot)) return &loop;
  }
  return nullptr;
}

// Whether every round of the hole's loop prints another text.
bool IsUnique(const Program& program, const HoleCode& hole) {
  const Loop* loop = LoopOf(program, hole.access.slot);
  if (loop == nullptr) return false;
  if (hole.access.slot == loop->key_slot) return true;
  if (hole.access.steps.empty()) return Has(loop->access.member(), value::kUnique);
  return std::all_of(hole.access.steps.begin(), hole.access.steps.end(),
                     [](const Step& step) { return Has(step.member, value::kUnique); });
}

bool Encodes(const HoleCode& hole) {
  return std::any_of(hole.chain.begin(), hole.chain.end(), [](Inner i) { return !Confirms(i); });
}

// Whether it prints letters, digits, `_` and `-` only.
bool IsName(const HoleCode& hole) {
  if (Encodes(hole)) return false;
  return hole.type->kind == Kind::kInteger || Has(hole.access.member(), value::kName) ||
         Has(hole.access.member(), value::kIdentifier);
}

bool IsNameChar(char c) {
  return static_cast<unsigned char>(c) < 0x80 && (IsWordChar(c) || c == '-');
}

// Whether texts of this form are equal only if each of their holes is.
bool TellsPartsApart(const Name& name) {
  if (name.parts.size() == 1) return true;
  if (!std::all_of(name.parts.begin(), name.parts.end(),
                   [](const Part& part) { return part.hole != nullptr && IsName(*part.hole); }))
    return false;
  size_t from = name.text.find(kHoleMark);
  for (size_t i = 1; i < name.parts.size(); ++i) {
    const size_t next = name.text.find(kHoleMark, from + 1);
    const std::string_view between = std::string_view(name.text).substr(from + 1, next - from - 1);
    if (std::all_of(between.begin(), between.end(), IsNameChar)) return false;
    from = next;
  }
  return true;
}

std::string_view Before(const Name& name) {
  return std::string_view(name.text).substr(0, name.text.find(kHoleMark));
}

std::string_view After(const Name& name) {
  const size_t last = name.text.rfind(kHoleMark);
  return last == std::string::npos ? name.text : std::string_view(name.text).substr(last + 1);
}

bool EndsDiffer(const Name& a, const Name& b) {
  const std::string_view start_a = Before(a);
  const std::string_view start_b = Before(b);
  const std::string_view end_a = After(a);
  const std::string_view end_b = After(b);
  return !(start_a.starts_with(start_b) || start_b.starts_with(start_a)) ||
         !(end_a.ends_with(end_b) || end_b.ends_with(end_a));
}

// A fixed name, and one with holes.
bool FixedMayEqual(const Program& program, const Name& fixed, const Name& other) {
  if (fixed.text.size() + other.parts.size() < other.text.size()) return false;
  if (other.parts.size() != 1 || other.text.size() != 1 || other.parts[0].hole == nullptr)
    return true;
  const HoleCode& hole = *other.parts[0].hole;
  if (IsName(hole) && !std::all_of(fixed.text.begin(), fixed.text.end(), IsNameChar)) return false;
  const Loop* loop = LoopOf(program, hole.access.slot);
  const bool key = loop != nullptr && hole.access.slot == loop->key_slot;
  return !Has(key ? loop->access.member() : hole.access.member(), value::kApart);
}

// Two holes that differ by what is known of their members: two fields of one record, or fields of
// records in different lists.
bool MembersDiffer(const Program& program, const HoleCode& a, const HoleCode& b) {
  const value::Member* mine = a.access.member();
  const value::Member* theirs = b.access.member();
  if (Has(mine, value::kApart) && Has(theirs, value::kApart) && mine != theirs &&
      a.access.slot == b.access.slot && a.access.steps.size() == b.access.steps.size()) {
    return std::equal(a.access.steps.begin(), a.access.steps.end() - 1, b.access.steps.begin(),
                      [](const Step& x, const Step& y) { return x.member == y.member; });
  }
  const Loop* first = LoopOf(program, a.access.slot);
  const Loop* second = LoopOf(program, b.access.slot);
  return mine == theirs && Has(mine, value::kOnce) && first != nullptr && second != nullptr &&
         first->access.member() != second->access.member();
}

bool MayEqual(const Program& program, const Name& a, const Name& b) {
  if (a.parts.empty() && b.parts.empty()) return a.text == b.text;
  if (EndsDiffer(a, b)) return false;
  if (a.parts.empty()) return FixedMayEqual(program, a, b);
  if (b.parts.empty()) return FixedMayEqual(program, b, a);
  if (a.text != b.text || a.parts.size() != b.parts.size()) return true;
  if (a.parts.size() == 1 && a.parts[0].hole != nullptr && b.parts[0].hole != nullptr &&
      MembersDiffer(program, *a.parts[0].hole, *b.parts[0].hole))
    return false;
  bool apart = false;
  for (size_t i = 0; i < a.parts.size(); ++i) {
    const Part& mine = a.parts[i];
    const Part& theirs = b.parts[i];
    if (mine.hole == nullptr || theirs.hole == nullptr || mine.any || theirs.any) continue;
    apart = apart ||
            (mine.earlier != theirs.earlier && SameAccess(mine.hole->access, theirs.hole->access) &&
             IsUnique(program, *mine.hole));
  }
  return !(apart && TellsPartsApart(a));
}

Problem Refused(const Name& name, const Name& other) {
  Problem problem;
  problem.span = name.span;
  problem.other = other.span;
  problem.label = "the other one";
  const bool same = name.span == other.span;
  if (name.parts.empty() && other.parts.empty()) {
    problem.what = fmt::format("the key `{}` may stand twice in one map", name.text);
    problem.note = "a map has a key once; for other data it would be printed again";
  } else {
    problem.code = diag::Code::E0612;
    problem.what = same ? "a key of a map may repeat: nothing says that its values differ"
                        : "two keys of one map may be equal: nothing says that they differ";
    problem.note =
        "the key of a map that `@for` walks differs in each round, as do fields that docs/view.md "
        "calls unique; print a list of records, or the fixed keys and the others apart";
  }
  if (same) problem.label = "in another round";
  return problem;
}

}  // namespace

bool SameAccess(const Access& a, const Access& b) {
  return a.slot == b.slot && std::equal(a.steps.begin(), a.steps.end(), b.steps.begin(),
                                        b.steps.end(), [](const Step& x, const Step& y) {
                                          return x.member == y.member && x.optional == y.optional;
                                        });
}

bool PrintsName(const Program& program, const HoleCode& hole, bool dashes) {
  if (hole.type->kind != Kind::kText) return true;  // references are names
  if (Encodes(hole)) return false;
  if (Has(hole.access.member(), value::kIdentifier)) return true;
  const Loop* loop = LoopOf(program, hole.access.slot);
  const bool key = loop != nullptr && hole.access.slot == loop->key_slot;
  return dashes && (Has(hole.access.member(), value::kName) ||
                    (key && Has(loop->access.member(), value::kApart)));
}

bool Part::operator==(const Part& other) const {
  if (earlier != other.earlier || any != other.any) return false;
  if (hole == nullptr || other.hole == nullptr) return hole == other.hole;
  return SameAccess(hole->access, other.hole->access) && hole->chain == other.hole->chain;
}

namespace {

// Bytes [begin, end) of a line's text, in which there is no hole; `before`: so many stand before.
// An escape in the template may move them, so never out of the line.
Span SpanOf(const LineView& view, size_t begin, size_t end, size_t before) {
  Span span = view.span();
  size_t at = span.begin + begin;
  if (before > 0) {
    const HoleCode& hole = view.program.holes[view.line.first_hole + before - 1];
    at = hole.span.end + (begin - view.line.text.rfind(kHoleMark, begin - 1) - 1);
  }
  if (at + (end - begin) > span.end) return span;
  span.begin = static_cast<uint32_t>(at);
  span.end = static_cast<uint32_t>(at + (end - begin));
  return span;
}

}  // namespace

Name NameAt(const LineView& view, size_t begin, size_t end) {
  const std::string_view line = view.line.text;
  Name name;
  name.span = view.span();
  const auto first = static_cast<size_t>(
      std::count(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(begin), kHoleMark));
  std::string_view text = line.substr(begin, end - begin);
  const bool quoted =
      text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  if (quoted) text = text.substr(1, text.size() - 2);
  // An escape may spell anything.
  if (quoted && !view.printed() && text.find('\\') != std::string_view::npos) {
    name.text.assign(1, kHoleMark);
    name.parts.push_back({nullptr, false, true});
    return name;
  }
  name.text = text;
  if (view.printed()) return name;
  const auto holes = static_cast<size_t>(std::count(text.begin(), text.end(), kHoleMark));
  if (holes == 0) name.span = SpanOf(view, begin, end, first);
  for (size_t i = 0; i < holes; ++i) {
    const HoleCode& hole = view.program.holes[view.line.first_hole + first + i];
    name.parts.push_back({&hole, false, false});
    if (i == 0) name.span = hole.span;
  }
  return name;
}

std::optional<Problem> Members::Clash(const Program& program, const Name& name) const {
  for (const Name& other : with_holes_) {
    if (MayEqual(program, name, other)) return Refused(name, other);
  }
  if (name.parts.empty()) {
    const auto known = fixed_.find(name.text);
    if (known != fixed_.end()) return Refused(name, {name.text, {}, known->second});
    return std::nullopt;
  }
  for (const auto& [text, span] : fixed_) {
    const Name other{text, {}, span};
    if (MayEqual(program, name, other)) return Refused(name, other);
  }
  return std::nullopt;
}

std::optional<Problem> Members::Add(const Program& program, Name name) {
  auto problem = Clash(program, name);
  if (!problem) Note(std::move(name));
  return problem;
}

void Members::Note(Name name) {
  if (name.parts.empty()) {
    fixed_.try_emplace(std::move(name.text), name.span);
  } else if (std::find(with_holes_.begin(), with_holes_.end(), name) == with_holes_.end()) {
    with_holes_.push_back(std::move(name));
  }
}

bool Members::Merge(const Members& other) {
  const size_t before = size();
  fixed_.insert(other.fixed_.begin(), other.fixed_.end());
  for (const Name& name : other.with_holes_) {
    if (std::find(with_holes_.begin(), with_holes_.end(), name) == with_holes_.end())
      with_holes_.push_back(name);
  }
  return size() > before;
}

void Members::NextRound(const Slots& slots) {
  for (Name& name : with_holes_) {
    for (Part& part : name.parts) {
      if (part.hole == nullptr) continue;
      const uint32_t slot = part.hole->access.slot;
      if (slot >= slots.own && slot < slots.inner) part.earlier = true;
      if (slot >= slots.inner && slot < slots.end) part.any = true;
    }
  }
}

void Members::Leave(const Slots& slots) {
  for (Name& name : with_holes_) {
    for (Part& part : name.parts) {
      if (part.hole == nullptr) continue;
      const uint32_t slot = part.hole->access.slot;
      if (slot >= slots.own && slot < slots.end) part.any = true;
    }
  }
}

std::optional<Problem> Frames::Line(const LineView& view) {
  if (open.empty()) open.emplace_back();
  for (const Mark& mark : view.line.marks) {
    switch (mark.kind) {
      case Mark::Kind::kOpen:
        open.emplace_back();
        break;
      case Mark::Kind::kClose:
        if (open.size() > 1) open.pop_back();
        break;
      case Mark::Kind::kKey:
      case Mark::Kind::kRest: {
        Name name = NameAt(view, mark.begin, mark.end);
        auto problem = open.back().Add(view.program, std::move(name));
        if (problem && mark.kind == Mark::Kind::kKey) return problem;
        break;
      }
      case Mark::Kind::kItem: {
        if (open.back().empty()) break;
        Problem problem;
        problem.span = view.span();
        problem.what = "an argument without a name may stand behind one with a name";
        problem.note = "put arguments with names last";
        return problem;
      }
      default:
        break;
    }
  }
  return std::nullopt;
}

}  // namespace writ::tmpl
