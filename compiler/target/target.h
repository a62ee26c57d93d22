// Targets: what is made for which objects, and from which templates. Built-in targets are data
// inside the binary; a workspace overrides them file by file, or adds its own, in its `templates`
// folder.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.h"
#include "diag/sink.h"
#include "source/source_manager.h"
#include "spec/kinds.h"
#include "template/template.h"
#include "view/roots.h"

namespace writ::target {

// A field of the data and the literal that it must equal.
struct Condition {
  std::vector<const value::Member*> path;
  std::string literal;
};

// One entry of `outputs`, compiled.
struct OutputRule {
  const view::Root* root = nullptr;
  std::vector<Condition> where;
  tmpl::Template path;
  std::shared_ptr<const tmpl::Template> text;  // one for all entries that name it with one `each`
  tmpl::Language language = tmpl::Language::kPlain;
  bool own = false;  // a file of the workspace has a part in `text`
  bool executable = false;
  std::optional<spec::ByteSize> max_size;
  Span declared;
};

struct Target {
  std::string name;
  std::vector<OutputRule> rules;
};

// The targets that the workspace asks for, sorted by name; only the one called `only` unless that
// is empty. Reports targets that do not exist (E0651) and what is wrong in them (E02xx, E06xx); a
// target with mistakes is left out.
std::vector<Target> Load(const ReadFs& fs, const spec::Workspace& workspace, std::string_view only,
                         source::SourceManager& sources, diag::Sink& sink);

// All built-in targets as they are inside the binary, whatever the workspace overrides.
std::vector<Target> LoadBuiltIn(source::SourceManager& sources);

// Names of all targets: built-in ones and those in the folder `templates` of `fs`, sorted.
struct Available {
  std::string name;
  bool built_in = false;
  bool in_workspace = false;  // overrides or adds
};
std::vector<Available> List(const ReadFs& fs, std::string_view templates_folder);

}  // namespace writ::target
