// Field tables of `kind: workspace`. Apart from the structs, since few files need them and all pay
// for them.
#pragma once

#include "spec/decode.h"
#include "spec/kinds/common_table.h"
#include "spec/kinds/workspace.h"

namespace writ::spec {

template <>
inline constexpr auto kTable<Workspace> =
    RecordOf("workspace", "what is compiled into what",
             Req("kind", &Workspace::kind, "`workspace`", "workspace"),
             Req("name", &Workspace::name, "name of the workspace", "acme-data"),
             Opt("requires", &Workspace::requires_writ, "which Writ versions may compile it",
                 "\">=0.1,<0.2\""),
             Opt("specs", &Workspace::specs,
                 "patterns of spec files from the root; `specs/**/*.yaml` when not set",
                 "[\"specs/**/*.yaml\"]"),
             Opt("templates", &Workspace::templates,
                 "folder of own targets and overrides of built-in ones", "templates"),
             Opt("output", &Workspace::output, "folder of the output", "generated"),
             Opt("targets", &Workspace::targets,
                 "which targets are compiled; the built-in ones when not set",
                 "[terraform, vault, kubernetes, airflow, gitlab]"));

template <>
inline std::vector<Rule> RulesOf<Workspace>() {
  return {NotEmpty({"specs", "targets"})};
}

}  // namespace writ::spec
