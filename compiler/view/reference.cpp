#include <fmt/format.h>

#include <array>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "view/roots.h"

namespace writ::view {
namespace {

constexpr std::string_view kIntroduction =
    R"(<!-- Made by `writ inspect --stage=view --format markdown`: change the tables in compiler/view, then run `./dev docs`. -->

# The data that templates see

An output of a target is made for each of some objects: `each: [environment, schedule]` in `target.yaml`. Its template, its
path and its `where` then see the fields listed here for these words, and what hangs on them by dots: `@{schedule.cron}`,
`@for task in schedule.tasks`. [templates.md](templates.md) says how templates are written.

`writ inspect --stage=view --for package/NAME --env ENVIRONMENT` prints the data itself. *Optional* values need an `@if` around
their holes. Of some fields more is known: values that are *unique* differ among the elements of their list (*in all lists*: of every list
with such records) and may be keys of one map; a list that is *never empty* may be the only content of a block; *a name* (letters,
digits, `_` and `-`, no digit first) may name attributes in HCL, *an identifier* variables in every language; *apart* means: keys that Writ's
own templates do not print beside these. A *reference* is a name that the output defines itself; only Writ makes one. Text is what the spec says, never encoded
for anything; the hole does that.

)";

std::string Link(std::string_view record) {
  std::string anchor;
  for (const char c : record) {
    if (c == ' ') anchor += '-';
    if (c >= 'A' && c <= 'Z') anchor += static_cast<char>(c - 'A' + 'a');
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (plain) anchor += c;
  }
  return fmt::format("[{}](#{})", record, anchor);
}

std::string TypeText(const value::Type& type) {
  switch (type.kind) {
    case value::Kind::kBool:
      return "bool";
    case value::Kind::kInteger:
      return "integer";
    case value::Kind::kDecimal:
      return "decimal";
    case value::Kind::kText:
      return "text";
    case value::Kind::kReference:
      return "reference";
    case value::Kind::kAny:
      return "any data";
    case value::Kind::kList:
      return "list of " + TypeText(*type.element());
    case value::Kind::kMap:
      return "map of " + TypeText(*type.element());
    case value::Kind::kOptional:
      return "optional " + TypeText(*type.element());
    case value::Kind::kRecord:
      return Link(type.name);
  }
  return {};
}

// What is known of every value of a field, for the column of its type.
std::string TraitText(const value::Member& member) {
  static constexpr std::array<std::pair<value::Trait, std::string_view>, 6> kWords = {
      {{value::kUnique, "unique"},
       {value::kOnce, "unique in all lists"},
       {value::kFilled, "never empty"},
       {value::kName, "a name"},
       {value::kIdentifier, "an identifier"},
       {value::kApart, "apart"}}};
  std::string text;
  for (const auto& [trait, word] : kWords) {
    if ((member.traits & trait) != 0) text += fmt::format(", {}", word);
  }
  return text;
}

// The record that a type holds, at any depth of lists, maps and optionals; null when none.
const value::Type* RecordIn(const value::Type* type) {
  while (type->element != nullptr) type = type->element();
  return type->kind == value::Kind::kRecord ? type : nullptr;
}

class Page {
 public:
  // A root, and all records that it leads to and no root before it did.
  void Add(const Root& root) {
    fmt::format_to(std::back_inserter(out_), "## each: [{}]\n\n", fmt::join(root.each, ", "));
    Fields(*root.type);
    Records(*root.type);
  }
  std::string Take() { return std::move(out_); }

 private:
  void Fields(const value::Type& record) {
    out_ += "| field | type | meaning |\n|---|---|---|\n";
    for (size_t i = 0; i < record.member_count; ++i) {
      const value::Member& member = record.members[i];
      fmt::format_to(std::back_inserter(out_), "| `{}` | {} | {} |\n", member.name,
                     TypeText(*member.type()) + TraitText(member), member.doc);
    }
    out_ += "\n";
  }

  void Records(const value::Type& record) {
    for (size_t i = 0; i < record.member_count; ++i) {
      const value::Type* inner = RecordIn(record.members[i].type());
      if (inner == nullptr || !done_.insert(inner).second) continue;
      fmt::format_to(std::back_inserter(out_), "### {}\n\n", inner->name);
      Fields(*inner);
      Records(*inner);
    }
  }

  std::set<const value::Type*> done_;
  std::string out_;
};

}  // namespace

std::string ReferencePage() {
  Page page;
  for (const Root& root : Roots()) page.Add(root);
  return std::string(kIntroduction) + page.Take();
}

}  // namespace writ::view
