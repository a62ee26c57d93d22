// Model -> Program: layers merged for each environment, names bound to ids, graphs without cycles.
#pragma once

#include "diag/sink.h"
#include "resolve/program.h"

namespace writ::resolve {

// Reports duplicate names (E0302), unknown references (E0301), references to what is absent in an
// environment (E0303), cycles (E0304), a platform that is missing or doubled (E0305), missing
// fields (E0203). References to objects with errors stay silent. The result may be emitted only
// when the sink has no errors.
Program Bind(const spec::Workspace& workspace, const spec::Model& model, diag::Sink& sink);

}  // namespace writ::resolve
