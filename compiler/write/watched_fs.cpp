#include "write/watched_fs.h"

#include <fcntl.h>

#include <cerrno>
#include <utility>

#include "write/seen.h"

namespace writ::write {

WatchedFs::WatchedFs(const std::string& root)
    : disk_(root), root_(OpenRoot(root)), looked_(Now()) {}

void WatchedFs::See(Seen seen) const {
  const std::lock_guard lock(mutex_);
  seen_.push_back(std::move(seen));
}

// The stamp is taken first: a change while the file is read shows as a newer one.
Result<std::string> WatchedFs::Read(const std::string& path, size_t limit) const {
  struct stat info {};
  const bool known = root_.ok() && fstatat(root_.fd.get(), path.c_str(), &info, 0) == 0;
  Result<std::string> text = disk_.Read(path, limit);
  const bool read = known && text.ok();
  See(SeenFile(path, read ? StampOf(info) : Stamp{}, read ? HashBytes(*text) : Hash128{}, looked_,
               true));
  return text;
}

Result<Listing> WatchedFs::List(const std::string& folder) const {
  SeeFolder(folder);
  return disk_.List(folder);
}

void WatchedFs::SeeFolder(const std::string& path) const {
  const Fd folder(openat(root_.fd.get(), path.empty() ? "." : path.c_str(),
                         O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.valid() && errno == ENOENT) return See(SeenAbsent(path));
  struct stat info {};
  std::optional<Entries> entries;
  if (folder.valid() && fstat(folder.get(), &info) == 0) {
    entries = ReadEntries(folder.get(), path.empty());
  }
  if (!entries) return See(SeenFolder(path, {}, {}, looked_, true));
  See(SeenFolder(path, StampOf(info), entries->hash, looked_, true));
  const std::string prefix = path.empty() ? "" : path + "/";
  for (const std::string& name : entries->links) {
    if (!name.starts_with('.')) See(SeenLink(root_.fd.get(), prefix + name));
  }
  for (const std::string& name : entries->folders) {
    if (!name.starts_with('.')) SeeFolder(prefix + name);
  }
}

}  // namespace writ::write
