// Files -> texts -> syntax trees: what can be done a document at a time, on any thread.
#pragma once

#include "driver/compile.h"

namespace writ::driver {

// Reads and decodes `writ.yaml`. Reports what is wrong with it, and a Writ that is not the one it
// asks for (E0003); then false comes back.
bool ReadWorkspace(const ReadFs& fs, Compilation& run);

// Reads the files that the workspace's `specs` match, in path order. Reports files that cannot be
// read (E0002) or are too large (E0005), and patterns that match nothing.
void ReadSpecs(const ReadFs& fs, const Options& options, Compilation& run);

// Checks the encoding of each file and parses it. Each has a sink of its own; they are joined in
// path order.
void ParseSpecs(const Options& options, Compilation& run);

}  // namespace writ::driver
