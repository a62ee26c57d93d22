#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "plan/digest.h"
#include "plan/output_plan.h"
#include "plan/paths.h"

namespace writ::plan {
namespace {

using diag::Code;

// The place that best says why an output is there, and words for it.
Span Cause(const Output& output) { return output.object.valid() ? output.object : output.declared; }

std::string Asker(const Output& output) {
  const std::string& object = output.made_for;
  const bool says_where = output.environment.empty() || object.starts_with("environment/");
  return fmt::format("target `{}`{}{}{}{}", output.target, object.empty() ? "" : " for ", object,
                     says_where ? "" : " in ", says_where ? "" : output.environment);
}

// At the paths in target.yaml, since there it is mended; then the objects that they are made for.
void ReportPair(Code code, const Output& first, const Output& second, std::string_view message,
                diag::Sink& sink) {
  diag::Builder builder = sink.Report(code, second.declared, "{}", message);
  builder.Here("{}", Asker(second)).Label(first.declared, "{}", Asker(first));
  if (first.object.valid() && first.object != first.declared)
    builder.Label(first.object, "{}", Asker(first));
  if (second.object.valid() && second.object != second.declared && second.object != first.object)
    builder.Label(second.object, "{}", Asker(second));
  if (first.declared == second.declared)
    builder.Note("a path is made once for each object: let it hold what tells them apart");
}

void CheckPaths(const std::vector<Output>& outputs, diag::Sink& sink) {
  for (const Output& output : outputs) {
    const std::string problem = CheckPath(output.path);
    if (problem.empty()) continue;
    sink.Report(Code::E0702, Cause(output), "the path of an output {}: `{}`", problem, output.path)
        .Here("{}", Asker(output))
        .Label(output.declared == Cause(output) ? Span{} : output.declared,
               "the path is made here");
  }
}

// `outputs` is sorted by path.
void CheckPairs(const std::vector<Output>& outputs, diag::Sink& sink) {
  std::map<std::string, size_t> folded;
  for (size_t i = 0; i < outputs.size(); ++i) {
    const auto [known, is_new] = folded.emplace(FoldCase(outputs[i].path), i);
    if (is_new) continue;
    const Output& first = outputs[known->second];
    if (first.path == outputs[i].path) {
      ReportPair(Code::E0701, first, outputs[i],
                 fmt::format("two outputs have the path `{}`", first.path), sink);
    } else {
      ReportPair(Code::E0703, first, outputs[i],
                 fmt::format("`{}` and `{}` differ only by case", first.path, outputs[i].path),
                 sink);
    }
  }
  for (const auto& [path, index] : folded) {
    for (std::string_view folder = FolderOf(path); !folder.empty(); folder = FolderOf(folder)) {
      const auto above = folded.find(std::string(folder));
      if (above == folded.end()) continue;
      const Output& file = outputs[above->second];
      ReportPair(Code::E0704, file, outputs[index],
                 fmt::format("`{}` would lie below the file `{}`", outputs[index].path, file.path),
                 sink);
    }
  }
}

void AddDigestFiles(std::vector<Output>& outputs) {
  std::map<std::string, DigestList, std::less<>> folders;
  for (const Output& output : outputs) {
    const bool listed =
        output.language == tmpl::Language::kJson || output.language == tmpl::Language::kPlain;
    if (!listed) continue;
    folders[std::string(FolderOf(output.path))].emplace_back(NameOf(output.path),
                                                             Digest(output.text));
  }
  for (const auto& [folder, list] : folders) {
    Output& added = outputs.emplace_back();
    added.path =
        folder.empty() ? std::string(kDigestFile) : fmt::format("{}/{}", folder, kDigestFile);
    added.text = PrintDigestFile(list);
  }
}

void SortByPath(std::vector<Output>& outputs) {
  std::stable_sort(outputs.begin(), outputs.end(),
                   [](const Output& a, const Output& b) { return a.path < b.path; });
}

}  // namespace

OutputPlan Assemble(std::vector<Output> outputs, diag::Sink& sink) {
  SortByPath(outputs);
  CheckPaths(outputs, sink);
  CheckPairs(outputs, sink);
  AddDigestFiles(outputs);
  SortByPath(outputs);
  return {std::move(outputs)};
}

}  // namespace writ::plan
