// Pads `=` and trailing comments of neighbouring lines as `terraform fmt` does.
#pragma once

#include "template/template.h"

namespace writ::tmpl {

// Changes only runs of blanks before `=` and comments; shifts the ranges of holes along.
void AlignHcl(Rendered& out);

}  // namespace writ::tmpl
