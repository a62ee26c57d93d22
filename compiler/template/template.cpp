#include "template/template.h"

#include <algorithm>

#include "template/compile.h"
#include "template/inner_text.h"

namespace writ::tmpl {

Template::Template() = default;
Template::Template(std::unique_ptr<Program> program) : program_(std::move(program)) {}
Template::~Template() = default;
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;

Language Template::language() const { return program_->language; }

std::vector<source::FileId> Template::Files() const {
  std::vector<source::FileId> files;
  for (const LineCode& line : program_->lines) {
    const auto at = std::lower_bound(files.begin(), files.end(), line.span.file);
    if (at == files.end() || *at != line.span.file) files.insert(at, line.span.file);
  }
  return files;
}

Language LanguageOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const size_t dot = name.rfind('.');
  const std::string_view end = dot == std::string_view::npos ? "" : name.substr(dot + 1);
  if (end == "tf" || end == "hcl") return Language::kHcl;
  if (end == "yaml" || end == "yml") return Language::kYaml;
  if (end == "json") return Language::kJson;
  if (end == "py") return Language::kPython;
  if (end == "sh") return Language::kShell;
  if (end == "md") return Language::kMarkdown;
  return Language::kPlain;
}

std::vector<std::string_view> Dialects() {
  std::vector<std::string_view> names;
  for (const std::string_view name : InnerNames()) {
    const Inner inner = *InnerNamed(name);
    if (!Confirms(inner) && !MakesText(inner)) names.push_back(name);
  }
  return names;
}

std::optional<Template> Compile(const source::SourceManager& sources, source::FileId file,
                                Language language, const value::Type* root,
                                const IncludeLoader& include, diag::Sink& sink,
                                std::string_view dialect) {
  auto program = std::make_unique<Program>();
  program->language = language;
  program->root = root;
  const Request request{sources, include, sink, InnerNamed(dialect)};
  if (!Compiler(request, *program).Run(file)) return std::nullopt;
  if (!CheckInnerTexts(*program, sources, sink)) return std::nullopt;
  return Template(std::move(program));
}

std::optional<Template> CompilePath(const source::SourceManager& sources, const Span& text,
                                    const value::Type* root, diag::Sink& sink) {
  auto program = std::make_unique<Program>();
  program->path = true;
  program->root = root;
  const IncludeLoader none;
  const Request request{sources, none, sink, std::nullopt};
  if (!Compiler(request, *program).RunPath(sources.Text(text), text)) return std::nullopt;
  return Template(std::move(program));
}

}  // namespace writ::tmpl
