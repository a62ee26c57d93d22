// Texts that another program reads again: a command in a YAML block text, Jinja in a Python string.
// A hole whose encodings name that program must stand where it expects a value.
#pragma once

#include "diag/sink.h"
#include "template/program.h"

namespace writ::tmpl {

// Reads the template's own text around such holes as the named programs will, on all ways through
// the template. Reports each hole that one of them would find inside quotes, code or a comment, and
// each hole beside it that does not name the same programs (E0611); then false comes back.
bool CheckInnerTexts(const Program& program, const source::SourceManager& sources,
                     diag::Sink& sink);

}  // namespace writ::tmpl
