// Diagnostics as text for people and machines.
#pragma once

#include <string>

#include "diag/sink.h"
#include "source/source_manager.h"

namespace writ::diag {

enum class Format : uint8_t { kText, kCompact, kJson, kSarif, kGitlabCodeQuality, kJunit };

struct RenderOptions {
  Format format = Format::kText;
  bool color = false;
  size_t per_file = 10;  // text and compact: messages printed a file; the rest is counted; 0: all
};

// All of `sink`, which must be sorted. Text ends with a line like `2 errors in 14 files; ...`;
// `files` is that number. Without messages text and compact are empty; the other formats are
// complete documents then, too.
std::string Render(const Sink& sink, const source::SourceManager& sources,
                   const RenderOptions& options, size_t files);

}  // namespace writ::diag
