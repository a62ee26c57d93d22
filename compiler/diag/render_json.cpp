#include <algorithm>

#include "diag/json_writer.h"
#include "diag/place.h"
#include "diag/renderers.h"

namespace writ::diag {
namespace {

void WritePosition(JsonWriter& json, std::string_view key, const source::LineColumn& at,
                   uint32_t offset) {
  json.Key(key);
  json.BeginObject();
  json.Member("line", uint64_t{at.line});
  json.Member("column", uint64_t{at.column});
  json.Member("offset", uint64_t{offset});
  json.EndObject();
}

void WritePlace(JsonWriter& json, const source::SourceManager& sources, const Span& span) {
  if (!span.valid()) return;
  const Place place = PlaceOf(sources, span);
  json.Member("file", sources.Path(span.file));
  json.Key("range");
  json.BeginObject();
  WritePosition(json, "start", place.begin, place.span.begin);
  WritePosition(json, "end", place.end, place.span.end);
  json.EndObject();
}

void WriteDiagnostic(JsonWriter& json, const Diagnostic& item,
                     const source::SourceManager& sources) {
  json.BeginObject();
  json.Member("code", Name(item.code));
  json.Member("severity", item.severity == Severity::kError ? "error" : "warning");
  json.Member("message", item.message);
  WritePlace(json, sources, item.span);
  if (!item.label.empty()) json.Member("label", item.label);
  json.Key("labels");
  json.BeginArray();
  for (const Label& label : item.labels) {
    json.BeginObject();
    json.Member("text", label.text);
    WritePlace(json, sources, label.span);
    json.EndObject();
  }
  json.EndArray();
  json.Key("notes");
  json.BeginArray();
  for (const std::string& note : item.notes) json.String(note);
  json.EndArray();
  json.EndObject();
}

}  // namespace

std::string RenderJson(const Sink& sink, const source::SourceManager& sources, size_t files) {
  JsonWriter json;
  json.BeginObject();
  json.Member("format_version", uint64_t{1});
  json.Key("diagnostics");
  json.BeginArray();
  for (const Diagnostic& item : sink.items()) WriteDiagnostic(json, item, sources);
  json.EndArray();
  const auto errors =
      std::count_if(sink.items().begin(), sink.items().end(),
                    [](const Diagnostic& item) { return item.severity == Severity::kError; });
  json.Member("errors", static_cast<uint64_t>(errors));
  json.Member("warnings", sink.items().size() - static_cast<uint64_t>(errors));
  json.Member("files", uint64_t{files});
  json.EndObject();
  return json.Take();
}

}  // namespace writ::diag
