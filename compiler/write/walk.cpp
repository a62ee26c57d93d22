#include "write/walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace writ::write {
namespace {

unsigned char TypeOf(int folder, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return entry.d_type;
  struct stat info {};
  if (fstatat(folder, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) return DT_UNKNOWN;
  if (S_ISREG(info.st_mode)) return DT_REG;
  return S_ISDIR(info.st_mode) ? DT_DIR : DT_UNKNOWN;
}

bool IsSkipped(std::string_view name, bool top) {
  return name == "." || name == ".." || name == ".git" || (top && name == ".writ");
}

void WalkInto(int parent, const std::string& path, const std::string& name, Walked& walked) {
  Opened folder = OpenFolder(parent, name);
  DIR* stream = folder.ok() ? fdopendir(dup(folder.fd.get())) : nullptr;
  if (stream == nullptr) {
    if (folder.ok()) folder.error = errno;
    folder.obstacle = Obstacle::kError;
    folder.at = path;
    if (walked.problem.ok()) walked.problem = std::move(folder);
    return;
  }
  std::vector<std::string> folders;
  while (const dirent* entry = readdir(stream)) {  // NOLINT(concurrency-mt-unsafe): own stream
    const std::string child = entry->d_name;
    if (IsSkipped(child, path.empty())) continue;
    const unsigned char type = TypeOf(folder.fd.get(), *entry);
    if (type == DT_REG) walked.files.push_back(path.empty() ? child : path + "/" + child);
    if (type == DT_DIR) folders.push_back(child);
  }
  closedir(stream);
  for (const std::string& child : folders) {
    WalkInto(folder.fd.get(), path.empty() ? child : path + "/" + child, child, walked);
  }
}

}  // namespace

Walked Walk(const Fd& folder) {
  Walked walked;
  if (folder.valid()) WalkInto(folder.get(), "", "", walked);
  std::sort(walked.files.begin(), walked.files.end());
  return walked;
}

}  // namespace writ::write
