#include "driver/compile.h"

#include "driver/dag_files.h"
#include "driver/outputs.h"
#include "driver/read_sources.h"
#include "driver/stopwatch.h"
#include "resolve/bind.h"
#include "rules/check.h"
#include "target/unwritten.h"

namespace writ::driver {

std::unique_ptr<Compilation> Compile(const ReadFs& fs, const Options& options) {
  auto run = std::make_unique<Compilation>();
  Stopwatch watch(run->timings);
  if (!ReadWorkspace(fs, *run)) return run;
  ReadSpecs(fs, options, *run);
  watch.Lap("read");
  ParseSpecs(options, *run);
  watch.Lap("parse");
  run->model = spec::CheckShape(run->files, run->sources, run->sink);
  run->model.complete = run->model.complete && run->complete;
  watch.Lap("shape");
  run->program = resolve::Bind(run->workspace, run->model, run->sink);
  watch.Lap("resolve");
  run->access = access::Derive(run->program, run->sink);
  watch.Lap("access");
  if (!run->failed()) rules::Check(run->program, run->access, run->sink);
  if (!run->failed()) CheckDagFiles(fs, *run);
  watch.Lap("rules");
  if (!options.outputs) return run;
  run->targets = target::Load(fs, run->workspace, options.target, run->sources, run->sink);
  CheckOutputFolder(*run);
  watch.Lap("targets");
  if (run->failed()) return run;
  if (options.target.empty()) target::WarnOfUnwritten(run->targets, run->program, run->sink);
  target::Rendering rendering = RenderOutputs(options, *run);
  watch.Lap("render");
  watch.Split("readback", rendering.reading_back / options.threads);
  run->outputs = plan::Assemble(std::move(rendering.outputs), run->sink);
  watch.Lap("plan");
  return run;
}

}  // namespace writ::driver
