// `kind: workspace` (writ.yaml): what is compiled into what, and by which Writ.
#pragma once

#include "spec/kinds/common.h"

namespace writ::spec {

struct Workspace {
  Located<std::string> kind;
  Located<Name> name;
  std::optional<Located<std::string>> requires_writ;  // ">=0.1,<0.2"
  std::vector<Located<std::string>>
      specs;  // patterns from the root: `*` within a segment, `**` any segments
  std::optional<Located<std::string>> templates;  // folder
  Located<std::string> output{"generated", {}};   // folder
  std::vector<Located<Name>> targets;
};
template <>
inline constexpr auto kTable<Workspace> =
    RecordOf("workspace", "what is compiled into what",
             Req("kind", &Workspace::kind, "`workspace`", "workspace"),
             Req("name", &Workspace::name, "name of the workspace", "acme-data"),
             Opt("requires", &Workspace::requires_writ, "which Writ versions may compile it",
                 "\">=0.1,<0.2\""),
             Req("specs", &Workspace::specs, "patterns of spec files from the root",
                 "[\"specs/**/*.yaml\"]"),
             Opt("templates", &Workspace::templates,
                 "folder of own targets and overrides of built-in ones", "templates"),
             Opt("output", &Workspace::output, "folder of the output; `generated` when not set",
                 "generated"),
             Req("targets", &Workspace::targets, "which targets are compiled",
                 "[terraform, vault, kubernetes, airflow, gitlab]"));

}  // namespace writ::spec
