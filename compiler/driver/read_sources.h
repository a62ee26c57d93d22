// Files -> texts -> syntax trees: what can be done a document at a time, on any thread.
#pragma once

#include "driver/compile.h"

namespace writ::driver {

// Reads `writ.yaml` and the spec files into `run`. Reports files that cannot be read (E0002) or are
// too large (E0005).
void ReadSources(const ReadFs& fs, const Options& options, Compilation& run);

// Checks the encoding of each document and parses it. Each has a sink of its own; they are joined
// in path order.
void ParseDocuments(const Options& options, Compilation& run);

}  // namespace writ::driver
