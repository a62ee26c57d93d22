#include "driver/read_sources.h"

#include <algorithm>
#include <optional>

#include "base/glob.h"
#include "base/parallel.h"
#include "source/encoding.h"

namespace writ::driver {
namespace {

constexpr size_t kChunk = 64;  // documents a thread takes at once

void ReportUnreadable(const Error& error, diag::Sink& sink) {
  if (error.message == kTooLarge) {
    sink.Report(diag::Code::E0005, Span{}, "`{}` is larger than {} MiB", error.path,
                source::kMaxFileSize >> 20U)
        .Note("a file of specs is written by people; split it, or leave it out of `specs`");
    return;
  }
  sink.Report(diag::Code::E0002, Span{}, "`{}` cannot be read: {}", error.path, error.message);
}

std::vector<std::string> SpecPaths(const ReadFs& fs, diag::Sink& sink) {
  const Result<std::vector<std::string>> listed = fs.List("specs");
  if (!listed) {
    ReportUnreadable(listed.error(), sink);
    return {};
  }
  std::vector<std::string> paths = {"writ.yaml"};
  for (const std::string& path : *listed) {
    if (GlobMatches("specs/**/*.yaml", path)) paths.push_back(path);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

void ReadSources(const ReadFs& fs, const Options& options, Compilation& run) {
  const std::vector<std::string> paths = SpecPaths(fs, run.sink);
  std::vector<std::optional<Result<std::string>>> texts(paths.size());
  ParallelFor(paths.size(), options.threads, kChunk,
              [&](size_t i) { texts[i].emplace(fs.Read(paths[i], source::kMaxFileSize)); });
  for (size_t i = 0; i < paths.size(); ++i) {
    Result<std::string>& text = *texts[i];
    if (!text) {
      ReportUnreadable(text.error(), run.sink);
      continue;
    }
    Document& added = run.documents.emplace_back();
    added.file = run.sources.Add(paths[i], std::move(*text));
  }
}

void ParseDocuments(const Options& options, Compilation& run) {
  std::vector<diag::Sink> sinks(run.documents.size());
  ParallelFor(run.documents.size(), options.threads, kChunk, [&](size_t i) {
    Document& document = run.documents[i];
    document.readable = source::CheckEncoding(run.sources, document.file, sinks[i]);
    if (document.readable) document.parsed = syntax::Parse(run.sources, document.file, sinks[i]);
  });
  for (diag::Sink& sink : sinks) run.sink.Append(std::move(sink));
}

}  // namespace writ::driver
