// The passes in a row. Reading Compile() teaches the program.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fs.h"
#include "diag/sink.h"
#include "source/source_manager.h"
#include "syntax/parse.h"

namespace writ::driver {

struct Options {
  std::string environment;  // only this one; empty = all
  std::string target;       // only this one; empty = all
  size_t threads = 2;       // 1 to 64; no output depends on it
};

// A file of specs, in path order.
struct Document {
  source::FileId file;
  syntax::ParseResult parsed;
  bool readable = false;  // passed the encoding check and was parsed
};

struct Timing {
  std::string_view stage;
  std::chrono::microseconds spent{};
};

// Owns every product of a run; views into them are valid while it lives.
struct Compilation {
  source::SourceManager sources;
  diag::Sink sink;
  std::vector<Document> documents;
  std::vector<Timing> timings;

  bool failed() const { return sink.has_errors(); }
};

// Compiles the workspace at the root of `fs`, as far as its errors let it. Nothing is written.
Compilation Compile(const ReadFs& fs, const Options& options);

}  // namespace writ::driver
