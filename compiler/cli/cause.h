// What made a place in an output: for `writ why`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diag/json_writer.h"
#include "driver/compile.h"
#include "plan/provenance.h"
#include "spec/field_place.h"

namespace writ::cli {

// A place in a spec that a printed value was derived from.
struct Source {
  Span span;
  spec::Layer layer = spec::Layer::kObject;
  std::string object;       // "package/seeder"; empty when it is in no object
  std::string field;        // "jobs.load.command[1]"
  std::string environment;  // of an override
};

struct Cause {
  std::vector<Source> sources;  // each once, the most direct ones of each value first
  bool has_values = false;      // values are printed there
  Span in_template;             // invalid in header and digest
  Span path;                    // the target.yaml entry that asks for the output
  Span object;                  // the name of the object it is made for; may be invalid
};

// The cause of the bytes in `range`, which lie in the 1-based `line` of the output. The run has
// recorded lines.
Cause FindCause(const driver::Compilation& run, const plan::Output& output, size_t line,
                const plan::Range& range);

// One line each, indented: "  value     specs/seeder.yaml:12:26  PASSWORD: db.password". Several
// places of one spec line are one: the most direct of them.
std::string SourceLines(const Cause& cause, const source::SourceManager& sources);
std::string TemplateLine(const Cause& cause, const source::SourceManager& sources);
std::string OriginLines(const Cause& cause, const source::SourceManager& sources);

// Members `set_by` (`spec`, `template`, `header`; `writ` for a constant), `sources`, `template`,
// `path`, `made_for` of a JSON object.
void WriteCause(const Cause& cause, const source::SourceManager& sources, diag::JsonWriter& json);

}  // namespace writ::cli
