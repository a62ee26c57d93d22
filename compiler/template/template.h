// Typed templates: text with holes, checked against the type of the data before any data exists.
//
// Rules: docs/templates.md (lines, holes, literals). A compiled template is a flat list of
// instructions over field accessors; rendering allocates nothing but the output.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diag/sink.h"
#include "hole/hole.h"
#include "source/source_manager.h"
#include "value/value.h"

namespace writ::tmpl {

using hole::Language;

// By extension: tf, hcl / yaml, yml / json / py / sh / md. Anything else is kPlain: no holes.
Language LanguageOf(std::string_view path);

// One printed value: bytes [begin, end) of the output, the template position, and the spec texts
// behind it.
struct HoleRecord {
  uint32_t begin = 0;
  uint32_t end = 0;
  Span in_template;
  value::Origins from;
};

struct Rendered {
  std::string text;  // without header and digest; ends with one line feed
  std::vector<HoleRecord> holes;
  // What went into `holes`, one for one, without ranges. Valid while template and data are.
  std::vector<hole::Printed> printed;
  std::vector<Span> lines;  // the template line behind each output line; only when asked for
};

struct Program;  // the instructions; opaque

class Template {
 public:
  Template();
  explicit Template(std::unique_ptr<Program> program);
  ~Template();
  Template(const Template&) = delete;
  Template& operator=(const Template&) = delete;
  Template(Template&&) noexcept;
  Template& operator=(Template&&) noexcept;
  const Program* program() const { return program_.get(); }
  Language language() const;
  // The files that it is made of, sorted; an included one that prints no line is left out.
  std::vector<source::FileId> Files() const;

 private:
  std::unique_ptr<Program> program_;
};

// Finds the text of an included template by its path relative to the target's folder; an invalid id
// when there is none.
using IncludeLoader = std::function<source::FileId(std::string_view path)>;

// Compiles the template in `file` for data of type `root`. `language` is that of the output.
// Reports E06xx at the template's line; nothing comes back then.
// `dialect` names what reads the output's texts a second time (`gitlab`, `compose`): every value
// and every hole inside quotes that names no encoding of its own passes through that encoding.
// Empty: none. It must be one of Dialects().
std::optional<Template> Compile(const source::SourceManager& sources, source::FileId file,
                                Language language, const value::Type* root,
                                const IncludeLoader& include, diag::Sink& sink,
                                std::string_view dialect = {});

// The encodings that may stand as a dialect.
std::vector<std::string_view> Dialects();

// A text with holes that stands for a path or a name: `@{environment.name}/airflow/@{dag_id}.py`.
// Holes must be text or integers; values are checked as path segments by plan/.
std::optional<Template> CompilePath(const source::SourceManager& sources, const Span& text,
                                    const value::Type* root, diag::Sink& sink);

struct RenderOptions {
  bool record_lines = false;
  // What one text may come to; more is E0620.
  size_t most_bytes = size_t{64} << 20;
  uint64_t most_steps = 100'000'000;  // lines, texts, holes, conditions and rounds of loops
};

// Renders `data`, whose type is the template's root. A value that its place cannot hold is reported
// at the spec line (E06xx); then false comes back.
bool Render(const Template& compiled, const void* data, const RenderOptions& options, Rendered& out,
            diag::Sink& sink);

}  // namespace writ::tmpl
