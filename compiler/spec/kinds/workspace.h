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
  Located<OutputFolder> output{OutputFolder("generated"), {}};
  std::vector<Located<Name>> targets;
};

}  // namespace writ::spec
