// All objects of a workspace, each checked for shape, before anything is known of environments and
// references.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "diag/sink.h"
#include "spec/kinds.h"
#include "syntax/parse.h"

namespace writ::spec {

// One document. `sound` objects have no mistake in any layer; of the others only the name counts,
// so that references to them stay silent.
struct Object {
  std::string kind;
  std::string name;
  std::string package;  // of schedules and maintenance: their names are unique within it
  Span name_span;
  syntax::Cursor root;
  bool sound = false;
};

struct Model {
  std::vector<Object> objects;  // sorted by kind, package, name
  bool complete = true;         // false: some file's objects are not even known by name
};

// Checks each document where it stands: kind, name, unknown fields, wrong values, texts that look
// like secrets (E02xx). `files` stay alive as long as the model.
Model CheckShape(std::span<const syntax::ParseResult> files, const source::SourceManager& sources,
                 diag::Sink& sink);

// What layers an object has in an environment; reading them is Materialize's business.
Layers LayersOf(const Object& object, std::string_view environment, syntax::Cursor base);

std::string Dump(const Model& model, const source::SourceManager& sources);

}  // namespace writ::spec
