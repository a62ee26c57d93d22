#include "cli/cause.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace writ::cli {
namespace {

std::string NameOf(const spec::Object& object) {
  return object.package.empty() ? fmt::format("{}/{}", object.kind, object.name)
                                : fmt::format("{}/{}/{}", object.kind, object.package, object.name);
}

Source SourceAt(const driver::Compilation& run, const Span& span) {
  Source source;
  source.span = span;
  if (std::optional<spec::FieldPlace> place = spec::FindField(run.model, span)) {
    source.layer = place->layer;
    source.object = NameOf(*place->object);
    source.field = std::move(place->field);
    source.environment = std::move(place->environment);
  }
  return source;
}

std::string_view LayerName(spec::Layer layer) {
  constexpr std::array<std::string_view, 3> kNames = {"value", "default", "override"};
  return kNames[static_cast<size_t>(layer)];
}

std::string_view LineAt(const Span& span, const source::SourceManager& sources) {
  std::string_view line = sources.Line(span.file, sources.Locate(span.file, span.begin).line);
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line;
}

std::string Show(std::string_view word, const Span& span, const source::SourceManager& sources) {
  const source::LineColumn at = sources.Locate(span.file, span.begin);
  return fmt::format("  {:<9} {}:{}:{}  {}\n", word, sources.Path(span.file), at.line, at.column,
                     LineAt(span, sources));
}

std::string_view SetBy(const Cause& cause) {
  if (!cause.sources.empty()) return "spec";
  if (cause.has_values) return "writ";
  return cause.in_template.valid() ? "template" : "header";
}

void WritePlace(std::string_view key, const Span& span, const source::SourceManager& sources,
                diag::JsonWriter& json) {
  if (!span.valid()) return;
  const source::LineColumn at = sources.Locate(span.file, span.begin);
  json.Key(key);
  json.BeginObject();
  json.Member("file", sources.Path(span.file));
  json.Member("line", uint64_t{at.line});
  json.Member("column", uint64_t{at.column});
  json.Member("text", LineAt(span, sources));
  json.EndObject();
}

}  // namespace

Cause FindCause(const driver::Compilation& run, const plan::Output& output, size_t line,
                const plan::Range& range) {
  Cause cause;
  std::set<Span> seen;
  const auto add = [&](const Span& span) {
    if (!span.valid() || !seen.insert(span).second) return;
    cause.sources.push_back(SourceAt(run, span));
  };
  for (const tmpl::HoleRecord* hole : plan::HolesIn(output, range)) {
    if (!cause.in_template.valid()) cause.in_template = hole->in_template;
    cause.has_values = true;
    add(hole->from.first);
    for (const Span& span : hole->from.others) add(span);
  }
  if (line <= output.lines.size() && output.lines[line - 1].valid()) {
    cause.in_template = output.lines[line - 1];
  }
  cause.path = output.declared;
  cause.object = output.object;
  return cause;
}

std::string SourceLines(const Cause& cause, const source::SourceManager& sources) {
  std::string out;
  std::set<std::tuple<spec::Layer, source::FileId, size_t>> seen;
  for (const Source& source : cause.sources) {
    const size_t line = sources.Locate(source.span.file, source.span.begin).line;
    if (!seen.emplace(source.layer, source.span.file, line).second) continue;
    out += Show(LayerName(source.layer), source.span, sources);
  }
  if (cause.has_values && cause.sources.empty()) {
    out += "  value     set by Writ: no line of a spec sets it\n";
  }
  if (!cause.has_values && !cause.in_template.valid()) {
    out += "  header    set by Writ: the objects behind the output, and a digest of it\n";
  }
  return out;
}

std::string TemplateLine(const Cause& cause, const source::SourceManager& sources) {
  return cause.in_template.valid() ? Show("template", cause.in_template, sources) : std::string();
}

std::string OriginLines(const Cause& cause, const source::SourceManager& sources) {
  std::string out;
  if (cause.path.valid()) out += Show("path", cause.path, sources);
  const bool shown = std::any_of(cause.sources.begin(), cause.sources.end(),
                                 [&](const Source& source) { return source.span == cause.object; });
  if (cause.object.valid() && !shown) out += Show("made for", cause.object, sources);
  return out;
}

void WriteCause(const Cause& cause, const source::SourceManager& sources, diag::JsonWriter& json) {
  json.Member("set_by", SetBy(cause));
  json.Key("sources");
  json.BeginArray();
  for (const Source& source : cause.sources) {
    const source::LineColumn at = sources.Locate(source.span.file, source.span.begin);
    json.BeginObject();
    json.Member("layer", LayerName(source.layer));
    json.Member("file", sources.Path(source.span.file));
    json.Member("line", uint64_t{at.line});
    json.Member("column", uint64_t{at.column});
    json.Member("text", LineAt(source.span, sources));
    if (!source.object.empty()) json.Member("object", source.object);
    if (!source.field.empty()) json.Member("field", source.field);
    if (!source.environment.empty()) json.Member("environment", source.environment);
    json.EndObject();
  }
  json.EndArray();
  WritePlace("template", cause.in_template, sources, json);
  WritePlace("path", cause.path, sources, json);
  WritePlace("made_for", cause.object, sources, json);
}

}  // namespace writ::cli
