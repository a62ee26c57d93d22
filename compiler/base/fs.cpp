#include "base/fs.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/reason.h"

namespace writ {
namespace {

struct Descriptor {
  explicit Descriptor(int opened) : fd(opened) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) close(fd);
  }

  int fd;
};

// A link to a file is a file, and so is one that leads nowhere: reading it then says what is wrong.
// Links to folders are not followed.
unsigned char TypeOf(const std::string& path, unsigned char type) {
  struct stat info {};
  if (type == DT_UNKNOWN && lstat(path.c_str(), &info) == 0) {
    type = S_ISREG(info.st_mode)   ? DT_REG
           : S_ISDIR(info.st_mode) ? DT_DIR
           : S_ISLNK(info.st_mode) ? DT_LNK
                                   : DT_UNKNOWN;
  }
  if (type != DT_LNK) return type;
  if (stat(path.c_str(), &info) != 0 || S_ISREG(info.st_mode)) return DT_REG;
  return S_ISDIR(info.st_mode) ? DT_LNK : DT_UNKNOWN;
}

Status ListInto(const std::string& root, const std::string& folder, Listing& out) {
  const std::string full = folder.empty() ? root : root + "/" + folder;
  DIR* dir = opendir(full.c_str());
  if (dir == nullptr) {
    if (errno == ENOENT || errno == ENOTDIR) return Done{};
    return Error{Reason(errno), folder};
  }
  std::vector<std::string> folders;
  while (const dirent* entry = readdir(dir)) {  // NOLINT(concurrency-mt-unsafe): own stream
    if (entry->d_name[0] == '.') continue;
    std::string path = folder.empty() ? entry->d_name : folder + "/" + entry->d_name;
    const unsigned char type = TypeOf(root + "/" + path, entry->d_type);
    if (type == DT_DIR) {
      folders.push_back(std::move(path));
    } else if (type == DT_REG) {
      out.files.push_back(std::move(path));
    } else if (type == DT_LNK) {
      out.linked_folders.push_back(std::move(path));
    } else {
      out.others.push_back(std::move(path));
    }
  }
  closedir(dir);
  for (const std::string& inner : folders) {
    Status status = ListInto(root, inner, out);
    if (!status) return status;
  }
  return Done{};
}

}  // namespace

Result<std::string> DiskFs::Read(const std::string& path, size_t limit) const {
  const std::string full = root_ + "/" + path;
  const Descriptor file{open(full.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  struct stat info {};
  if (file.fd < 0 || fstat(file.fd, &info) != 0) return Error{Reason(errno), path};
  if (!S_ISREG(info.st_mode)) return Error{"not a regular file", path};
  if (static_cast<size_t>(info.st_size) > limit) return Error{std::string(kTooLarge), path};
  std::string text(static_cast<size_t>(info.st_size), '\0');
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = read(file.fd, text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Error{Reason(errno), path};
    if (count == 0) break;
    done += static_cast<size_t>(count);
  }
  text.resize(done);
  return text;
}

Result<Listing> DiskFs::List(const std::string& folder) const {
  Listing out;
  if (Status status = ListInto(root_, folder, out); !status) return status.error();
  std::sort(out.files.begin(), out.files.end());
  std::sort(out.linked_folders.begin(), out.linked_folders.end());
  std::sort(out.others.begin(), out.others.end());
  return out;
}

Result<std::string> MemoryFs::Read(const std::string& path, size_t limit) const {
  const auto found = files.find(path);
  if (found == files.end()) return Error{"No such file or directory", path};
  if (found->second.size() > limit) return Error{std::string(kTooLarge), path};
  return found->second;
}

Result<Listing> MemoryFs::List(const std::string& folder) const {
  Listing out;
  const std::string prefix = folder.empty() ? "" : folder + "/";
  for (const auto& [path, text] : files) {
    const bool hidden = path[0] == '.' || path.find("/.") != std::string::npos;
    if (path.compare(0, prefix.size(), prefix) == 0 && !hidden) out.files.push_back(path);
  }
  return out;
}

}  // namespace writ
