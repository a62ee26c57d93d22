#include "write/walk.h"

#include <algorithm>
#include <cerrno>
#include <optional>

#include "write/seen.h"

namespace writ::write {
namespace {

void WalkInto(int parent, const std::string& path, const std::string& name, int64_t looked,
              Walked& walked) {
  Opened folder = OpenFolder(parent, name);
  struct stat info {};
  std::optional<Entries> entries;
  if (folder.ok() && fstat(folder.fd.get(), &info) == 0) {
    entries = ReadEntries(folder.fd.get(), path.empty());
  }
  if (!entries) {
    if (folder.ok()) folder.error = errno;
    folder.obstacle = Obstacle::kError;
    folder.at = path;
    if (walked.problem.ok()) walked.problem = std::move(folder);
    return;
  }
  walked.folders.push_back(SeenFolder(path, StampOf(info), entries->hash, looked, false));
  const std::string prefix = path.empty() ? "" : path + "/";
  for (const std::string& child : entries->files) walked.files.push_back(prefix + child);
  for (const std::string& child : entries->folders) {
    WalkInto(folder.fd.get(), prefix + child, child, looked, walked);
  }
}

}  // namespace

Walked Walk(const Fd& folder, int64_t looked) {
  Walked walked;
  if (folder.valid()) WalkInto(folder.get(), "", "", looked, walked);
  std::sort(walked.files.begin(), walked.files.end());
  return walked;
}

}  // namespace writ::write
