#include "harness.h"

namespace writ::tmpl::testing {
namespace {

std::string Messages(const source::SourceManager& sources, const diag::Sink& sink) {
  std::string out;
  for (const diag::Diagnostic& item : sink.items()) {
    out += fmt::format("{} {}: {}\n", diag::Name(item.code),
                       item.span.valid() ? sources.Text(item.span) : "-", item.message);
  }
  return out;
}

Outcome Finish(const source::SourceManager& sources, const std::optional<Template>& compiled,
               const View& view, diag::Sink& sink) {
  Outcome out;
  const RenderOptions options{true};
  if (compiled) out.ok = Render(*compiled, &view, options, out.rendered, sink);
  out.text = out.rendered.text;
  out.errors = Messages(sources, sink);
  return out;
}

}  // namespace

Outcome Run(const Source& source, const View& view) {
  source::SourceManager sources;
  std::map<std::string, source::FileId> includes;
  for (const auto& [path, text] : source.includes) includes[path] = sources.Add(path, text);
  const source::FileId file = sources.Add(source.path, source.text);
  const IncludeLoader loader = [&](std::string_view path) {
    const auto found = includes.find(std::string(path));
    return found == includes.end() ? source::FileId{} : found->second;
  };
  diag::Sink sink;
  const auto compiled =
      Compile(sources, file, LanguageOf(source.path), value::TypeOf<View>(), loader, sink);
  return Finish(sources, compiled, view, sink);
}

Outcome RunPath(const std::string& text, const View& view) {
  source::SourceManager sources;
  const source::FileId file = sources.Add("target.yaml", text);
  diag::Sink sink;
  const Span span{file, 0, static_cast<uint32_t>(text.size())};
  return Finish(sources, CompilePath(sources, span, value::TypeOf<View>(), sink), view, sink);
}

std::string Text(const std::string& path, const std::string& text, const View& view) {
  const Outcome out = Run({text, path, {}}, view);
  return out.ok ? out.text : out.errors;
}

std::string Errors(const std::string& path, const std::string& text, const View& view) {
  const Outcome out = Run({text, path, {}}, view);
  return out.ok ? "no error, but:\n" + out.text : out.errors;
}

}  // namespace writ::tmpl::testing
