#include "driver/read_sources.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/glob.h"
#include "base/parallel.h"
#include "spec/decode.h"
#include "spec/requirement.h"
#include "syntax/encoding.h"
#include "target/target.h"

namespace writ::driver {
namespace {

using diag::Code;

constexpr size_t kChunk = 64;  // files a thread takes at once

void ReportUnreadable(const Error& error, diag::Sink& sink) {
  if (error.message == kTooLarge) {
    sink.Report(Code::E0005, Span{}, "`{}` is larger than {} MiB", error.path,
                syntax::kMaxFileSize >> 20U)
        .Note("a file of specs is written by people; split it, or leave it out of `specs`");
    return;
  }
  sink.Report(Code::E0002, Span{}, "`{}` cannot be read: {}", error.path, error.message);
}

syntax::ParseResult ParseText(const source::SourceManager& sources, source::FileId file,
                              diag::Sink& sink) {
  if (syntax::CheckEncoding(sources, file, sink)) return syntax::Parse(sources, file, sink);
  syntax::ParseResult unreadable;
  unreadable.tree.file = file;
  unreadable.ok = false;
  unreadable.broken = syntax::GuessDocuments(sources.Text(file));
  if (unreadable.broken.empty()) unreadable.broken.emplace_back();
  return unreadable;
}

bool CheckTargets(const spec::Workspace& workspace, diag::Sink& sink) {
  std::map<std::string_view, const Span*> seen;
  for (const Located<spec::Name>& target : workspace.targets) {
    const auto [first, added] = seen.emplace(target.value.text, &target.span);
    if (added) continue;
    sink.Report(Code::E0205, target.span, "`{}` stands twice in `targets`", target.value.text)
        .Here("once is enough")
        .Label(*first->second, "the first is here");
    return false;
  }
  return true;
}

bool CheckRequirement(const spec::Workspace& workspace, diag::Sink& sink) {
  if (!workspace.requires_writ) return true;
  const Located<std::string>& wanted = *workspace.requires_writ;
  const std::optional<bool> met = spec::Meets(wanted.value, WRIT_VERSION);
  if (!met) {
    sink.Report(Code::E0205, wanted.span, "`{}` names no versions", wanted.value)
        .Note("this field takes bounds such as `>=0.1,<0.2`");
    return false;
  }
  if (*met) return true;
  sink.Report(Code::E0003, wanted.span, "this workspace needs Writ {}; this is Writ {}",
              wanted.value, WRIT_VERSION)
      .Here("asked for here")
      .Note(
          "two versions of Writ must not take turns rewriting the output: install one that fits, "
          "or change `requires` with everybody");
  return false;
}

// The part of a pattern before its first segment with a `*` or `?`: the folder to list.
std::string Folder(std::string_view pattern) {
  const size_t star = pattern.find_first_of("*?");
  const size_t slash = pattern.rfind('/', star);
  return slash == std::string_view::npos ? std::string() : std::string(pattern.substr(0, slash));
}

// What Writ wrote itself is never read as a spec, whatever a pattern says.
bool IsSpec(std::string_view path, const spec::Workspace& workspace) {
  return path != "writ.yaml" && !path.starts_with(workspace.output.value + "/");
}

// What lies behind a link to a folder would be left out in silence, and its outputs removed.
void ReportLinks(const Listing& listed, const Located<std::string>& pattern, Compilation& run) {
  for (const std::string& link : listed.linked_folders) {
    if (!GlobReachesBelow(pattern.value, link)) continue;
    run.complete = false;
    run.sink.Report(Code::E0002, pattern.span, "`{}` is a symbolic link to a folder", link)
        .Here("this pattern reaches below it")
        .Note(
            "links to folders are not followed: name the folder itself in `specs`, move the link "
            "elsewhere, or write a pattern that does not reach it");
  }
}

// A pipe or a device is no file of specs, and is not passed over in silence either.
void ReportOthers(const Listing& listed, const Located<std::string>& pattern, Compilation& run) {
  for (const std::string& path : listed.others) {
    if (!GlobMatches(pattern.value, path) || !IsSpec(path, run.workspace)) continue;
    run.complete = false;
    run.sink.Report(Code::E0002, pattern.span, "`{}` is not a regular file", path)
        .Here("this pattern names it")
        .Note(
            "a pipe, a socket or a device holds no specs: remove it, or write a pattern that "
            "does not match it");
  }
}

void ReportOutput(const Located<std::string>& pattern, Compilation& run) {
  auto report = run.sink.Report(Code::E0301, pattern.span,
                                "all files of `{}` lie in `{}`, the folder of the output",
                                pattern.value, run.workspace.output.value);
  report.Here("matches nothing else");
  if (run.workspace.output.span.valid()) report.Label(run.workspace.output.span, "the output");
  report.Note("what Writ writes is never read as a spec: keep specs and `output` apart");
}

std::vector<std::string> SpecPaths(const ReadFs& fs, Compilation& run) {
  std::vector<std::string> paths;
  for (const Located<std::string>& pattern : run.workspace.specs) {
    const Result<Listing> listed = fs.List(Folder(pattern.value));
    if (!listed) {
      ReportUnreadable(listed.error(), run.sink);
      run.complete = false;
      continue;
    }
    const size_t before = paths.size();
    ReportLinks(*listed, pattern, run);
    ReportOthers(*listed, pattern, run);
    bool in_output = false;
    for (const std::string& path : listed->files) {
      if (!GlobMatches(pattern.value, path)) continue;
      if (IsSpec(path, run.workspace)) paths.push_back(path);
      in_output = in_output || path.starts_with(run.workspace.output.value + "/");
    }
    if (paths.size() > before) continue;
    if (in_output) {
      ReportOutput(pattern, run);
      continue;
    }
    run.sink.Report(Code::E0301, pattern.span, "no file matches `{}`", pattern.value)
        .Here("matches nothing")
        .Note(
            "patterns start at the folder of writ.yaml; `*` stays within a folder, `**` crosses "
            "folders; hidden files and the folder of the output are left out");
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

}  // namespace

bool ReadWorkspace(const ReadFs& fs, Compilation& run) {
  Result<std::string> text = fs.Read("writ.yaml", syntax::kMaxFileSize);
  if (!text) {
    ReportUnreadable(text.error(), run.sink);
    return false;
  }
  const source::FileId file = run.sources.Add("writ.yaml", std::move(*text));
  run.workspace_file = ParseText(run.sources, file, run.sink);
  if (!run.workspace_file.ok) return false;
  const syntax::SyntaxTree& tree = run.workspace_file.tree;
  const bool one = tree.documents.size() == 1;
  const syntax::Cursor root =
      one ? syntax::Cursor(tree, run.sources, tree.documents[0].root) : syntax::Cursor();
  if (!root.valid() || !root.is_map()) {
    run.sink
        .Report(Code::E0204, Span{file, 0, 0},
                "writ.yaml holds one object, a map with `kind: workspace`")
        .Note("`writ init` writes one");
    return false;
  }
  const syntax::Cursor name = root.Find("name");
  const spec::Layers layers(root, name.valid() ? name.span() : root.first().span());
  spec::Context shape{run.sink, spec::Mode::kShape, {}, {}, {}};
  spec::Context whole{run.sink, spec::Mode::kWhole, {}, {}, {}};
  spec::Workspace scratch;
  if (!spec::DecodeObject(layers, scratch, shape) ||
      !spec::DecodeObject(layers, run.workspace, whole))
    return false;
  if (run.workspace.kind.value != "workspace") {
    run.sink
        .Report(Code::E0202, run.workspace.kind.span,
                "writ.yaml holds a `{}` where the workspace is meant", run.workspace.kind.value)
        .Here("`workspace`?");
    return false;
  }
  if (run.workspace.specs.empty()) run.workspace.specs.push_back({"specs/**/*.yaml", {}});
  if (run.workspace.targets.empty()) {
    for (const target::Available& built_in : target::List(fs, {})) {
      run.workspace.targets.push_back({spec::Name{built_in.name}, {}});
    }
  }
  return CheckTargets(run.workspace, run.sink) && CheckRequirement(run.workspace, run.sink);
}

void ReadSpecs(const ReadFs& fs, const Options& options, Compilation& run) {
  const std::vector<std::string> paths = SpecPaths(fs, run);
  std::vector<std::optional<Result<std::string>>> texts(paths.size());
  ParallelFor(paths.size(), options.threads, kChunk,
              [&](size_t i) { texts[i].emplace(fs.Read(paths[i], syntax::kMaxFileSize)); });
  for (size_t i = 0; i < paths.size(); ++i) {
    Result<std::string>& text = *texts[i];
    if (!text) {
      ReportUnreadable(text.error(), run.sink);
      run.complete = false;
      continue;
    }
    run.files.emplace_back().tree.file = run.sources.Add(paths[i], std::move(*text));
  }
}

void ParseSpecs(const Options& options, Compilation& run) {
  std::vector<diag::Sink> sinks(run.files.size());
  ParallelFor(run.files.size(), options.threads, kChunk, [&](size_t i) {
    run.files[i] = ParseText(run.sources, run.files[i].tree.file, sinks[i]);
  });
  for (diag::Sink& sink : sinks) run.sink.Append(std::move(sink));
}

}  // namespace writ::driver
