#include "spec/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "spec/reference_writer.h"

namespace writ::spec {
namespace {

constexpr std::string_view kIntroduction =
    R"(<!-- Made by `writ schema --format markdown`: change the field tables in compiler/spec/kinds, then run `./dev docs`. -->

# Reference of the spec language

A file holds one object or several, parted by `---`. An object is a map with `kind` and `name`. `writ schema` prints the
same as a JSON Schema, for editors. `writ.yaml` holds the workspace; all other kinds stand in the files that its `specs` match.

**Values.** The type of a field decides what a text means, not its look: `012` is text where text is meant. Anchors, tags
and merge keys are refused. What stands in a text arrives as it is written, whatever the engine between would expand.

**Layers.** A field may stand in up to three places, of which the last wins: the platform's `defaults`, the object itself, and
`overrides.ENVIRONMENT` of the object. Maps are merged, everything else is replaced; `null` removes what the layer below
says. The column *in* names the places that a field may stand in. What tells which object it is stands in the object only.

**Needed.** Messages about fields that are missing come after merging: a required field may stand in any of its layers.

)";

// The cell of a table.
std::string Cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string Sentence(std::string_view doc) {
  std::string out(doc);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z')
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string Selectors(const Rule& rule) {
  std::vector<std::string> choices;
  for (const std::string_view value : rule.values) choices.push_back(fmt::format("`{}`", value));
  return fmt::format("`{}` {}", rule.selector, fmt::join(choices, ", "));
}

// What must be there for the field to be there, and the other way round.
std::string Needed(const RecordPage& record, const FieldPage& field) {
  std::vector<std::string> parts;
  if (field.need == Need::kRequired || field.need == Need::kRequiredIdentity)
    parts.emplace_back("required");
  if (!field.preset.empty()) parts.push_back(fmt::format("default `{}`", field.preset));
  for (const Rule& rule : record.rules) {
    if (std::find(rule.keys.begin(), rule.keys.end(), field.key) == rule.keys.end()) continue;
    switch (rule.kind) {
      case Rule::Kind::kExactlyOne:
        parts.push_back("exactly one of " + Choices(rule.keys, "and"));
        break;
      case Rule::Kind::kAtMostOne:
        parts.push_back("at most one of " + Choices(rule.keys, "and"));
        break;
      case Rule::Kind::kOnlyWith:
        parts.push_back("only with " + Selectors(rule));
        break;
      case Rule::Kind::kNeeds:
        parts.push_back("required with " + Selectors(rule));
        break;
      case Rule::Kind::kNotEmpty:
        parts.emplace_back("not empty");
        break;
    }
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string Places(LayerSet layers) {
  std::vector<std::string_view> parts;
  if ((layers & kInDefaults) != 0) parts.emplace_back("defaults");
  if ((layers & kInObject) != 0) parts.emplace_back("object");
  if ((layers & kInOverride) != 0) parts.emplace_back("override");
  return fmt::format("{}", fmt::join(parts, ", "));
}

// The smallest object of a kind needs the field: it is required, by itself or by the value that the
// example of another field shows, or it is the first of several that exclude each other.
bool InSmallest(const RecordPage& record, const FieldPage& field) {
  if (field.need == Need::kRequired || field.need == Need::kRequiredIdentity) return true;
  const auto shown = [&](const Rule& rule, std::string_view value) {
    return std::any_of(record.fields.begin(), record.fields.end(), [&](const FieldPage& other) {
      return other.key == rule.selector && other.example.find(value) != std::string_view::npos;
    });
  };
  return std::any_of(record.rules.begin(), record.rules.end(), [&](const Rule& rule) {
    if (rule.kind == Rule::Kind::kExactlyOne) return rule.keys[0] == field.key;
    return rule.kind == Rule::Kind::kNeeds &&
           std::find(rule.keys.begin(), rule.keys.end(), field.key) != rule.keys.end() &&
           std::any_of(rule.values.begin(), rule.values.end(),
                       [&](std::string_view value) { return shown(rule, value); });
  });
}

std::string Smallest(const RecordPage& record) {
  std::string out = "```yaml\n";
  for (const FieldPage& field : record.fields) {
    if (!InSmallest(record, field)) continue;
    fmt::format_to(std::back_inserter(out), "{}: {}\n", field.key, field.example);
  }
  return out + "```\n\n";
}

void PrintRecord(const RecordPage& record, std::string& out) {
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "{} {}\n\n{}.", record.is_kind ? "##" : "###", record.name,
                 record.is_kind ? fmt::format("`kind: {}`: {}", record.name, record.doc)
                                : Sentence(record.doc));
  if (!record.shorthand_for.empty()) {
    fmt::format_to(to, " A plain value is short for `{{{}: value}}`.", record.shorthand_for);
  }
  if (record.takes_text) out += " A plain text stands for itself.";
  if (record.name.ends_with("extension")) {
    out += " Its keys are below [What `extend` takes](#what-extend-takes).";
  }
  out += "\n\n";
  if (record.is_kind) out += Smallest(record);
  if (record.fields.empty()) return;
  const bool layered = record.layers != kInObject;
  out += layered ? "| field | type | needed | in | meaning | example |\n|---|---|---|---|---|---|\n"
                 : "| field | type | needed | meaning | example |\n|---|---|---|---|---|\n";
  for (const FieldPage& field : record.fields) {
    fmt::format_to(to, "| `{}` | {} | {} |{} {} | `{}: {}` |\n", field.key, Cell(field.type),
                   Cell(Needed(record, field)),
                   layered ? fmt::format(" {} |", Places(field.layers)) : std::string(),
                   Cell(field.doc), field.key, Cell(field.example));
  }
  out += "\n";
}

void PrintContents(const std::vector<RecordPage>& records, std::string& out) {
  out += "| kind | what it is |\n|---|---|\n";
  for (const RecordPage& record : records) {
    if (!record.is_kind) continue;
    fmt::format_to(std::back_inserter(out), "| {} | {} |\n", Link(record.name), record.doc);
  }
  out += "\n";
}

}  // namespace

std::string ShortName(std::string_view what) {
  for (const std::string_view article : {"a ", "an ", "the "}) {
    if (what.starts_with(article)) what.remove_prefix(article.size());
  }
  return std::string(what.substr(0, std::min(what.find(" such as"), what.find(": "))));
}

std::string Plural(std::string name) {
  const size_t end = name.find(" of ");
  name.insert(std::min(end, name.size()), "s");
  return name;
}

std::string Choices(const std::vector<std::string_view>& words, std::string_view last) {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
    out += fmt::format("`{}`", words[i]);
  }
  return out;
}

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

std::string ReferencePage() {
  ReferenceWriter writer;
  writer.AddKind<Workspace>(kInObject);
  writer.AddKind<Package>(kInObject | kInOverride);
  writer.AddKind<Schedule>(kInObject | kInOverride);
  writer.AddKind<Secret>(kInObject | kInOverride);
  writer.AddKind<Maintenance>(kInObject | kInOverride);
  writer.AddKind<Platform>(kInObject);
  writer.Finish();
  std::string out(kIntroduction);
  PrintContents(writer.records(), out);
  for (const RecordPage& record : writer.records()) PrintRecord(record, out);
  out += "## Types\n\n| type | takes |\n|---|---|\n";
  for (const auto& [name, meanings] : writer.scalars()) {
    fmt::format_to(std::back_inserter(out), "| {} | {} |\n", name, fmt::join(meanings, "; or "));
  }
  return out;
}

}  // namespace writ::spec
