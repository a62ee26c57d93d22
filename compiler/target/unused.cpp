#include "target/unused.h"

#include <algorithm>
#include <set>

#include "base/edit_distance.h"

namespace writ::target {
namespace {

using diag::Code;

void ReportFolder(const std::string& folder, std::span<const Available> all, const Span& declared,
                  diag::Sink& sink) {
  std::vector<std::string_view> names;
  for (const Available& target : all) names.push_back(target.name);
  auto report = sink.Report(Code::E0651, declared, "the folder `{}` is no target", folder);
  const std::string_view name = std::string_view(folder).substr(folder.rfind('/') + 1);
  const std::string_view near = Nearest(name, names);
  if (!near.empty()) report.Here("did you mean `{}`?", near);
  report.Note(
      "a folder of templates has the name of a built-in target, whose files it overrides, or a "
      "`target.yaml`");
}

void ReportFile(const std::string& path, const std::string& own_path, const Files& files,
                const Span& declared, diag::Sink& sink) {
  const std::string target = path.substr(0, path.find('/'));
  const std::vector<std::string> read = files.Known(target + "/");
  const std::vector<std::string_view> names(read.begin(), read.end());
  auto report =
      sink.Report(Code::E0654, declared, "target `{}` does not read `{}`", target, own_path);
  const std::string_view near = Nearest(path, names);
  if (!near.empty())
    report.Here("did you mean `{}`?", near.substr(target.size() + 1));
  else
    report.Note("it reads {}", fmt::join(names, ", "));
  report.Note(
      "a file overrides the built-in one of the same name; `writ targets` lists the targets");
}

// Of a target of the workspace's own: it may be a note, so nothing stops for it.
void WarnOfFile(const std::string& target, const std::string& path, const std::string& own_path,
                const Span& declared, diag::Sink& sink) {
  const std::string_view file = std::string_view(path).substr(path.rfind('/') + 1);
  if (file.starts_with('.') || file.starts_with("README")) return;
  sink.Warn(Code::E0654, declared, "target `{}` does not read `{}`", target, own_path)
      .Note("no output in its target.yaml has it as `template`, and no `@include` names it");
}

}  // namespace

void ReportUnused(const Files& files, std::span<const Available> all,
                  std::span<const Target> loaded, const Span& declared, diag::Sink& sink) {
  const Listing& own = files.own();
  if (own.files.empty() && own.linked_folders.empty()) {
    sink.Report(Code::E0301, declared, "no file lies in the folder `{}`", files.folder())
        .Here("there are no templates")
        .Note(
            "the folder is looked for beside writ.yaml; leave `templates` out where there are "
            "neither targets nor overrides");
    return;
  }
  std::set<std::string> foreign;
  for (const std::string& own_path : own.files) {
    const std::string path = own_path.substr(files.folder().size() + 1);
    const size_t slash = path.find('/');
    if (slash == std::string::npos || path.substr(slash + 1).starts_with("README")) continue;
    const std::string name = path.substr(0, slash);
    const auto called = [&](const auto& target) { return target.name == name; };
    const auto known = std::find_if(all.begin(), all.end(), called);
    if (known == all.end()) {
      foreign.insert(files.folder() + "/" + name);
    } else if (std::any_of(loaded.begin(), loaded.end(), called) && !files.WasRead(path)) {
      known->built_in ? ReportFile(path, own_path, files, declared, sink)
                      : WarnOfFile(name, path, own_path, declared, sink);
    }
  }
  for (const std::string& folder : foreign) ReportFolder(folder, all, declared, sink);
}

}  // namespace writ::target
