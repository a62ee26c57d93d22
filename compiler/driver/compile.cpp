#include "driver/compile.h"

#include "driver/read_sources.h"
#include "driver/stopwatch.h"

namespace writ::driver {

Compilation Compile(const ReadFs& fs, const Options& options) {
  Compilation run;
  Stopwatch watch(run.timings);
  ReadSources(fs, options, run);
  watch.Lap("read");
  ParseDocuments(options, run);
  watch.Lap("parse");
  return run;
}

}  // namespace writ::driver
