#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <optional>
#include <set>

#include "base/parallel.h"
#include "base/reason.h"
#include "plan/digest.h"
#include "plan/paths.h"
#include "write/journal.h"
#include "write/stage.h"

namespace writ::write {
namespace {

constexpr size_t kChunk = 64;

bool IsDigestFile(const Change& change) { return plan::NameOf(change.path) == plan::kDigestFile; }

// A list under which both the old outputs of its folder and the new ones are Writ's own, for as
// long as they are mixed.
std::string Transition(const Change& change) {
  plan::DigestList both = plan::ParseDigestFile(change.before);
  for (auto& entry : plan::ParseDigestFile(change.text)) both.push_back(std::move(entry));
  return plan::PrintDigestFile(std::move(both));
}

class Applier {
 public:
  Applier(const WritePlan& plan, int output, size_t threads)
      : plan_(plan), output_(output), threads_(threads) {}

  std::optional<Failure> Run() {
    std::optional<Failure> failure = MakeFolders();
    if (!failure) failure = OpenLists();
    if (!failure) failure = Stage();
    if (!failure) failure = Commit();
    if (failure && committed_ == 0) {
      TakeBackAll();
      return failure;
    }
    if (!failure) failure = RemoveOld();
    // After a failure half-way the lists keep both the old and the new digests.
    return failure ? failure : CloseLists();
  }

 private:
  // Folders of new files; those made here are taken away again if anything fails.
  std::optional<Failure> MakeFolders() {
    std::set<std::string_view> folders;
    for (const Change& change : plan_.changes) {
      if (change.action == Action::kCreate) folders.insert(plan::FolderOf(change.path));
    }
    for (const std::string_view folder : folders) {
      const Opened made = OpenFolder(output_, folder, true, &made_);
      if (made.ok()) continue;
      if (made.obstacle == Obstacle::kSymlink) {
        return Failure{0, "became a symbolic link while writ was running", made.at};
      }
      return Failure{made.error, "", made.at};
    }
    return std::nullopt;
  }

  void TakeBackAll() {
    for (const Staged& staged : staged_) staged.TakeBack(output_);
    size_t number = 0;
    for (const Change* list : lists_) {
      if (list->action == Action::kCreate) {
        Forget(output_, list->path);
      } else {
        Narrow(*list, list->before, number++);
      }
    }
    for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) {
      RemoveEmptyFolder(output_, *folder);
    }
  }

  // Digest lists that exist are widened before anything that they list changes; new ones come
  // first.
  std::optional<Failure> OpenLists() {
    size_t number = 0;
    for (const Change& change : plan_.changes) {
      if (!IsDigestFile(change) || change.action == Action::kRemove) continue;
      const std::string text =
          change.action == Action::kUpdate ? Transition(change) : std::string(change.text);
      if (auto failure = Replace(change, text, number++)) return failure;
      lists_.push_back(&change);
    }
    return std::nullopt;
  }

  std::optional<Failure> CloseLists() {
    size_t number = 0;
    for (const Change* change : lists_) {
      if (change->action == Action::kCreate) continue;
      if (auto failure = Narrow(*change, std::string(change->text), number++)) return failure;
    }
    return std::nullopt;
  }

  // Replaces a list that this run has widened.
  std::optional<Failure> Narrow(const Change& widened, const std::string& text, size_t number) {
    Change last = widened;
    if (const std::optional<Stamp> now = StampAt(output_, widened.path)) last.stamp = *now;
    return Replace(last, text, number);
  }

  std::optional<Failure> Replace(const Change& change, const std::string& text, size_t number) {
    Staged staged(change, text, number);
    std::optional<Failure> failure = staged.Write(output_);
    if (!failure) failure = staged.Commit(output_);
    if (failure) staged.TakeBack(output_);
    return failure;
  }

  std::optional<Failure> Stage() {
    for (const Change& change : plan_.changes) {
      if (change.action == Action::kRemove || IsDigestFile(change)) continue;
      staged_.emplace_back(change, change.text, staged_.size());
    }
    std::vector<std::optional<Failure>> failures(staged_.size());
    std::atomic<bool> stop{false};
    ParallelFor(staged_.size(), threads_, kChunk, [&](size_t i) {
      if (stop) return;
      failures[i] = staged_[i].Write(output_);
      if (failures[i]) stop = true;
    });
    for (std::optional<Failure>& failure : failures) {
      if (failure) return failure;
    }
    return std::nullopt;
  }

  std::optional<Failure> Commit() {
    for (size_t i = 0; i < staged_.size(); ++i) {
      if (!staged_[i].replaces()) continue;
      std::optional<Failure> failure = staged_[i].Commit(output_);
      if (!failure) {
        ++committed_;
        continue;
      }
      // Once a file has its new content, the new files beside it stay too.
      for (size_t rest = i; rest < staged_.size() && committed_ > 0; ++rest) {
        if (staged_[rest].replaces()) staged_[rest].TakeBack(output_);
      }
      return failure;
    }
    return std::nullopt;
  }

  std::optional<Failure> RemoveOld() {
    for (const Change& change : plan_.changes) {
      if (change.action != Action::kRemove) continue;
      if (auto failure = Remove(output_, change)) return failure;
      // Folders that are empty now go too; the first one that is not ends the climb.
      for (std::string folder(plan::FolderOf(change.path)); !folder.empty();
           folder = plan::FolderOf(folder)) {
        if (!RemoveEmptyFolder(output_, folder)) break;
      }
    }
    return std::nullopt;
  }

  const WritePlan& plan_;
  int output_;
  size_t threads_;
  std::vector<std::string> made_;     // folders
  std::vector<const Change*> lists_;  // digest lists that OpenLists has written
  std::vector<Staged> staged_;
  size_t committed_ = 0;
};

Error ToError(const Failure& failure, const Place& place) {
  const std::string path = failure.path.empty() || place.output.empty()
                               ? place.output + failure.path
                               : fmt::format("{}/{}", place.output, failure.path);
  return {failure.message.empty() ? Reason(failure.error) : failure.message, path};
}

Error Below(Error error, const std::string& folder) {
  if (!error.path.empty()) error.path = fmt::format("{}/{}", folder, error.path);
  return error;
}

// With the lock held.
std::optional<Failure> ApplyLocked(const WritePlan& changes, int root, const Place& place,
                                   size_t threads) {
  std::vector<std::string> made;
  const Opened output = OpenFolder(root, place.output, !changes.changes.empty(), &made);
  if (changes.changes.empty()) return std::nullopt;
  if (!output.ok()) return Failure{output.error, "", ""};
  std::optional<Failure> failure = Applier(changes, output.fd.get(), threads).Run();
  if (!failure) return std::nullopt;
  for (auto folder = made.rbegin(); folder != made.rend(); ++folder) {
    RemoveEmptyFolder(root, *folder);
  }
  return failure;
}

}  // namespace

Status Apply(const WritePlan& changes, const Place& place, const Options& options) {
  const Opened root = OpenRoot(place.root);
  if (!root.ok()) return Error{Reason(root.error), ""};
  const Opened state = OpenStateFolder(root.fd.get(), place, true);
  if (!state.ok()) return Error{Reason(state.error == 0 ? ENOTDIR : state.error), place.state};
  const Result<Lock> lock = TakeLock(state.fd.get());
  if (!lock) return Below(lock.error(), place.state);
  const Journal before = ReadJournal(state.fd.get());
  Journal journal = before;
  for (const Change& change : changes.changes) {
    if (change.action == Action::kUpdate) journal.writers.insert(std::to_string(getpid()));
    if (change.action == Action::kCreate) {
      journal.created[change.path] = static_cast<int64_t>(change.text.size());
    }
  }
  if (Status status = WriteJournal(state.fd.get(), journal); !status) {
    return Below(status.error(), place.state);
  }
  const auto failure = ApplyLocked(changes, root.fd.get(), place, options.threads);
  // What an earlier, killed run left behind is there until a whole run succeeds.
  const bool all_settled = !failure && options.whole;
  const Status settled = WriteJournal(state.fd.get(), all_settled ? Journal() : before);
  if (failure) return ToError(*failure, place);
  return settled ? settled : Below(settled.error(), place.state);
}

}  // namespace writ::write
