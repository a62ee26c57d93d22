// The DAG files that people write by hand, as the disk has them.
#pragma once

#include "driver/compile.h"

namespace writ::driver {

// Reports patterns of `dags` that match no file (E0301), and files that the publisher would put
// under one key: two that are written by hand, or one and a DAG that Writ makes (E0501). `run` has
// no errors yet.
void CheckDagFiles(const ReadFs& fs, Compilation& run);

}  // namespace writ::driver
