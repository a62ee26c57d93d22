#include <fmt/format.h>

#include <algorithm>

#include "base/parallel.h"
#include "base/reason.h"
#include "plan/digest.h"
#include "plan/paths.h"
#include "write/conflict.h"
#include "write/disk_state.h"
#include "write/seen.h"
#include "write/walk.h"
#include "write/write.h"

namespace writ::write {
namespace {

constexpr size_t kChunk = 64;

// Opens the output folder (invalid when it does not exist) and reads the journal. Reports links and
// failures; then false comes back.
bool OpenOutput(const Place& place, Fd& folder, Journal& journal, diag::Sink& sink) {
  const Opened root = OpenRoot(place.root);
  if (!root.ok()) {
    sink.Report(diag::Code::E0708, Span{}, "the workspace cannot be read: {}", Reason(root.error));
    return false;
  }
  if (const Opened state = OpenStateFolder(root.fd.get(), place, false); state.ok()) {
    journal = ReadJournal(state.fd.get());
  }
  Opened output = OpenFolder(root.fd.get(), place.output);
  if (output.obstacle == Obstacle::kSymlink) {
    sink.Report(diag::Code::E0707, Span{}, "the output folder `{}` has a symbolic link: `{}`",
                place.output, output.at)
        .Note(
            "Writ never writes through a link; name the folder itself as `output` in `writ.yaml`");
  } else if (output.obstacle == Obstacle::kNotFolder) {
    sink.Report(diag::Code::E0706, Span{}, "`{}`, where outputs belong, is no folder", output.at);
  } else if (output.obstacle == Obstacle::kError) {
    sink.Report(diag::Code::E0708, Span{}, "the output folder `{}` cannot be read: {}",
                place.output, Reason(output.error));
  }
  folder = std::move(output.fd);
  return output.ok() || output.obstacle == Obstacle::kAbsent;
}

class Reconciler {
 public:
  Reconciler(const plan::OutputPlan& plan, const Place& place, const Options& options,
             source::SourceManager& sources, diag::Sink& sink)
      : plan_(plan), place_(place), options_(options), sources_(sources), sink_(sink) {}

  WritePlan Run() {
    Journal journal;
    Fd output;
    if (!OpenOutput(place_, output, journal, sink_)) return {};
    result_.unfinished = !journal.empty();
    const Disk disk(output, std::move(journal));
    SeeOutputFolder(output.valid());
    ComparePlanned(disk);
    if (options_.whole) Prune(disk, output);
    if (!result_.changes.empty()) result_.seen.clear();
    const auto by_path = [](const Change& a, const Change& b) { return a.path < b.path; };
    std::sort(result_.changes.begin(), result_.changes.end(), by_path);
    return std::move(result_);
  }

 private:
  std::string Shown(std::string_view path) const {
    return place_.output.empty() ? std::string(path) : fmt::format("{}/{}", place_.output, path);
  }

  // The folder may lie below others, none of which may become a link.
  void SeeOutputFolder(bool exists) {
    const std::string& output = place_.output;
    for (size_t at = output.find('/'); at != std::string::npos; at = output.find('/', at + 1)) {
      result_.seen.push_back(SeenAncestor(output.substr(0, at)));
    }
    if (!exists) result_.seen.push_back(SeenAbsent(output));
  }

  void See(std::string_view path, const Found& found) {
    result_.seen.push_back(SeenFile(Shown(path), found.stamp, found.content, looked_, false));
  }

  // Calls `work(i, last)` for each index, in chunks that each keep the folder they opened last.
  template <class Work>
  void ForEach(size_t count, const Work& work) const {
    ParallelFor((count + kChunk - 1) / kChunk, options_.threads, 1, [&](size_t chunk) {
      LastFolder last;
      const size_t end = std::min(count, (chunk + 1) * kChunk);
      for (size_t i = chunk * kChunk; i < end; ++i) work(i, last);
    });
  }

  void ComparePlanned(const Disk& disk) {
    const std::vector<plan::Output>& outputs = plan_.outputs;
    std::vector<Found> found(outputs.size());
    std::vector<std::string> texts(outputs.size());
    ForEach(outputs.size(), [&](size_t i, LastFolder& last) {
      const plan::Output& output = outputs[i];
      found[i] = disk.Compare(output.path, output.text, output.executable, last);
      const bool list = plan::NameOf(output.path) == plan::kDigestFile;
      if (!list || options_.whole || found[i].standing != Standing::kOurs) return;
      // The outputs that this run leaves alone keep their entries.
      texts[i] = Merge(output.text, found[i].text, outputs, plan::FolderOf(output.path));
      if (texts[i] == found[i].text) found[i].standing = Standing::kSame;
    });
    for (size_t i = 0; i < outputs.size(); ++i) {
      Book(outputs[i], std::move(found[i]), std::move(texts[i]));
    }
  }

  // A list of a partial run: its own entries, and from the disk those of outputs that it does not
  // make.
  static std::string Merge(std::string_view planned, std::string_view on_disk,
                           const std::vector<plan::Output>& outputs, std::string_view folder) {
    plan::DigestList list = plan::ParseDigestFile(planned);
    for (auto& entry : plan::ParseDigestFile(on_disk)) {
      const std::string path =
          folder.empty() ? entry.first : fmt::format("{}/{}", folder, entry.first);
      const auto at = std::lower_bound(outputs.begin(), outputs.end(), path,
                                       [](const plan::Output& output, const std::string& wanted) {
                                         return output.path < wanted;
                                       });
      if (at == outputs.end() || at->path != path) list.push_back(std::move(entry));
    }
    return plan::PrintDigestFile(std::move(list));
  }

  void Book(const plan::Output& output, Found found, std::string text) {
    switch (found.standing) {
      case Standing::kSame:
        ++result_.same;
        See(output.path, found);
        return;
      case Standing::kAbsent:
      case Standing::kOurs:
        break;
      case Standing::kReadOnly:
        if (!options_.applies) break;
        [[fallthrough]];
      default:
        ReportConflict(output, Shown(output.path), found, sources_, sink_);
        return;
    }
    Change& change = result_.changes.emplace_back();
    change.action = found.standing == Standing::kAbsent ? Action::kCreate : Action::kUpdate;
    change.path = output.path;
    change.text = text.empty() ? output.text : result_.merged.emplace_back(std::move(text));
    change.executable = output.executable;
    change.stamp = found.stamp;
    change.before = std::move(found.text);
  }

  void Prune(const Disk& disk, const Fd& output) {
    Walked walked = Walk(output, looked_);
    if (!walked.problem.ok()) {
      sink_.Report(diag::Code::E0708, Span{}, "the folder `{}` cannot be read: {}",
                   Shown(walked.problem.at), Reason(walked.problem.error));
    }
    for (Seen& folder : walked.folders) {
      folder.path = folder.path.empty() ? place_.output : Shown(folder.path);
      result_.seen.push_back(std::move(folder));
    }
    std::vector<std::string> extra;
    for (const std::string& file : walked.files) {
      const auto at = std::lower_bound(
          plan_.outputs.begin(), plan_.outputs.end(), file,
          [](const plan::Output& planned, const std::string& path) { return planned.path < path; });
      if (at == plan_.outputs.end() || at->path != file) extra.push_back(file);
    }
    std::vector<Found> found(extra.size());
    ForEach(extra.size(),
            [&](size_t i, LastFolder& last) { found[i] = disk.Classify(extra[i], last); });
    for (size_t i = 0; i < extra.size(); ++i) BookExtra(extra[i], std::move(found[i]));
  }

  void BookExtra(const std::string& path, Found found) {
    See(path, found);
    if (found.standing == Standing::kEdited) {
      ReportStaleEdit(Shown(path), found, sources_, sink_);
    } else if (found.standing == Standing::kOurs) {
      Change& change = result_.changes.emplace_back();
      change.action = Action::kRemove;
      change.path = path;
      change.stamp = found.stamp;
      change.before = std::move(found.text);
    }
  }

  const plan::OutputPlan& plan_;
  const Place& place_;
  const Options& options_;
  source::SourceManager& sources_;
  diag::Sink& sink_;
  const int64_t looked_ = Now();
  WritePlan result_;
};

}  // namespace

WritePlan Reconcile(const plan::OutputPlan& plan, const Place& place, const Options& options,
                    source::SourceManager& sources, diag::Sink& sink) {
  return Reconciler(plan, place, options, sources, sink).Run();
}

}  // namespace writ::write
