#include <fmt/format.h>

#include <map>

#include "base/hash.h"
#include "diag/json_writer.h"
#include "diag/place.h"
#include "diag/renderers.h"

namespace writ::diag {

std::string RenderGitlabCodeQuality(const Sink& sink, const source::SourceManager& sources) {
  std::map<std::string, int> seen;  // equal messages in one file are told apart by their order
  JsonWriter json;
  json.BeginArray();
  for (const Diagnostic& item : sink.items()) {
    // GitLab requires a place: messages about none stand at the workspace.
    const bool placed = item.span.valid();
    const std::string_view path = placed ? sources.Path(item.span.file) : "writ.yaml";
    const uint32_t line = placed ? PlaceOf(sources, item.span).begin.line : 1;
    const std::string identity = fmt::format("{}\n{}\n{}", Name(item.code), path, item.message);
    const std::string text = item.label.empty() ? item.message : item.message + ": " + item.label;
    json.BeginObject();
    json.Member("description", fmt::format("{} ({})", text, Name(item.code)));
    json.Member("check_name", Name(item.code));
    json.Member("fingerprint", ToHex(HashBytes(fmt::format("{}\n{}", identity, seen[identity]++))));
    json.Member("severity", item.severity == Severity::kError ? "major" : "minor");
    json.Key("location");
    json.BeginObject();
    json.Member("path", path);
    json.Key("lines");
    json.BeginObject();
    json.Member("begin", uint64_t{line});
    json.EndObject();
    json.EndObject();
    json.EndObject();
  }
  json.EndArray();
  return json.Take();
}

}  // namespace writ::diag
