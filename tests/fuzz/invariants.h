// What must hold whatever the bytes were. A broken invariant aborts, which a fuzzer reports.
#pragma once

#include "diag/sink.h"
#include "source/source_manager.h"
#include "syntax/parse.h"

namespace writ::fuzz {

// Every message points inside a file and can be printed in every format.
void CheckMessages(diag::Sink& sink, const source::SourceManager& sources);

// Every node lies within its file and every child within its parent; counts agree with the links; a
// text lies where it says; nothing is wrong without a message.
void CheckTree(const syntax::ParseResult& parsed, const source::SourceManager& sources,
               const diag::Sink& sink);

}  // namespace writ::fuzz
