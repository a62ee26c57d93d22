#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "diag/json_writer.h"
#include "diag/place.h"
#include "diag/renderers.h"

namespace writ::diag {
namespace {

// A path as a relative URI reference.
std::string Uri(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

void WriteMessage(JsonWriter& json, std::string_view text) {
  json.Key("message");
  json.BeginObject();
  json.Member("text", text);
  json.EndObject();
}

void WritePhysicalLocation(JsonWriter& json, const source::SourceManager& sources,
                           const Span& span) {
  const Place place = PlaceOf(sources, span);
  json.Key("physicalLocation");
  json.BeginObject();
  json.Key("artifactLocation");
  json.BeginObject();
  json.Member("uri", Uri(sources.Path(span.file)));
  json.Member("uriBaseId", "%SRCROOT%");
  json.EndObject();
  json.Key("region");
  json.BeginObject();
  json.Member("startLine", uint64_t{place.begin.line});
  json.Member("startColumn", uint64_t{place.begin.column});
  json.Member("endLine", uint64_t{place.end.line});
  json.Member("endColumn", uint64_t{place.end.column});
  json.Member("byteOffset", uint64_t{place.span.begin});
  json.Member("byteLength", uint64_t{place.span.end - place.span.begin});
  json.EndObject();
  json.EndObject();
}

// SARIF has one text: the message, the words at its place, then the notes.
std::string WholeText(const Diagnostic& item) {
  std::string out = item.message;
  if (!item.label.empty()) out += ": " + item.label;
  for (const std::string& note : item.notes) out += "\n" + note;
  return out;
}

void WriteResult(JsonWriter& json, const Diagnostic& item, const source::SourceManager& sources,
                 size_t rule) {
  json.BeginObject();
  json.Member("ruleId", Name(item.code));
  json.Member("ruleIndex", uint64_t{rule});
  json.Member("level", item.severity == Severity::kError ? "error" : "warning");
  WriteMessage(json, WholeText(item));
  json.Key("locations");
  json.BeginArray();
  if (item.span.valid()) {
    json.BeginObject();
    WritePhysicalLocation(json, sources, item.span);
    json.EndObject();
  }
  json.EndArray();
  json.Key("relatedLocations");
  json.BeginArray();
  for (size_t i = 0; i < item.labels.size(); ++i) {
    json.BeginObject();
    json.Member("id", uint64_t{i + 1});
    WritePhysicalLocation(json, sources, item.labels[i].span);
    WriteMessage(json, item.labels[i].text);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void WriteTool(JsonWriter& json, const std::vector<Code>& rules) {
  json.Key("tool");
  json.BeginObject();
  json.Key("driver");
  json.BeginObject();
  json.Member("name", "Writ");
  json.Key("rules");
  json.BeginArray();
  for (const Code code : rules) {
    json.BeginObject();
    json.Member("id", Name(code));
    json.Key("shortDescription");
    json.BeginObject();
    json.Member("text", Meaning(code));
    json.EndObject();
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  json.EndObject();
}

}  // namespace

std::string RenderSarif(const Sink& sink, const source::SourceManager& sources) {
  std::set<Code> codes;
  for (const Diagnostic& item : sink.items()) codes.insert(item.code);
  const std::vector<Code> rules(codes.begin(), codes.end());
  JsonWriter json;
  json.BeginObject();
  json.Member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  json.Member("version", "2.1.0");
  json.Key("runs");
  json.BeginArray();
  json.BeginObject();
  WriteTool(json, rules);
  json.Member("columnKind", "unicodeCodePoints");
  json.Key("results");
  json.BeginArray();
  for (const Diagnostic& item : sink.items()) {
    const auto rule = std::lower_bound(rules.begin(), rules.end(), item.code) - rules.begin();
    WriteResult(json, item, sources, static_cast<size_t>(rule));
  }
  json.EndArray();
  json.EndObject();
  json.EndArray();
  json.EndObject();
  return json.Take();
}

}  // namespace writ::diag
