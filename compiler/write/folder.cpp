#include "write/folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace writ::write {
namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

// Why `openat` with O_NOFOLLOW failed: errno alone does not tell a link from a file.
Opened NotOpened(int folder, const std::string& name, int error, Obstacle otherwise) {
  Opened out;
  out.error = error;
  out.at = name;
  struct stat info {};
  if (error == ENOENT) {
    out.obstacle = Obstacle::kAbsent;
  } else if (fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
             S_ISLNK(info.st_mode)) {
    out.obstacle = Obstacle::kSymlink;
  } else if (error == ENOTDIR || error == ELOOP || error == ENXIO) {
    out.obstacle = otherwise;
  } else {
    out.obstacle = Obstacle::kError;
  }
  return out;
}

Opened OpenStep(int folder, const std::string& name, bool create, bool& made) {
  int fd = openat(folder, name.c_str(), kFolderFlags);
  if (fd < 0 && errno == ENOENT && create) {
    made = mkdirat(folder, name.c_str(), 0777) == 0;
    if (!made && errno != EEXIST) return NotOpened(folder, name, errno, Obstacle::kError);
    fd = openat(folder, name.c_str(), kFolderFlags);
  }
  if (fd < 0) return NotOpened(folder, name, errno, Obstacle::kNotFolder);
  Opened out;
  out.fd = Fd(fd);
  return out;
}

int64_t Nanoseconds(const timespec& time) {
  return static_cast<int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

Fd::~Fd() {
  if (fd_ >= 0) close(fd_);
}

Opened OpenRoot(const std::string& path) {
  Opened out;
  out.fd = Fd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!out.fd.valid()) {
    out.obstacle = Obstacle::kError;
    out.error = errno;
  }
  return out;
}

Opened OpenFolder(int start, std::string_view path, bool create, std::vector<std::string>* made) {
  Opened at;
  at.fd = Fd(openat(start, ".", kFolderFlags));
  if (!at.fd.valid()) return NotOpened(start, ".", errno, Obstacle::kNotFolder);
  for (size_t begin = 0; begin < path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    bool is_new = false;
    const std::string name(path.substr(begin, end - begin));
    Opened next = OpenStep(at.fd.get(), name, create, is_new);
    if (is_new && made != nullptr) made->emplace_back(path.substr(0, end));
    if (!next.ok()) {
      next.at = path.substr(0, end);
      return next;
    }
    at = std::move(next);
    begin = end + 1;
  }
  return at;
}

Opened OpenFile(int folder, const std::string& name, Stamp& stamp) {
  const int fd = openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return NotOpened(folder, name, errno, Obstacle::kNotFile);
  Opened out;
  out.fd = Fd(fd);
  struct stat info {};
  if (fstat(fd, &info) != 0) return NotOpened(folder, name, errno, Obstacle::kError);
  if (!S_ISREG(info.st_mode)) {
    out.obstacle = Obstacle::kNotFile;
    out.at = name;
  }
  stamp = StampOf(info);
  return out;
}

bool ReadText(int file, int64_t size, std::string& text) {
  text.resize(static_cast<size_t>(size));
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = read(file, text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    if (count == 0) break;
    done += static_cast<size_t>(count);
  }
  text.resize(done);
  return true;
}

bool WriteText(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

Stamp StampOf(const struct stat& info) {
  return {static_cast<uint64_t>(info.st_dev), static_cast<uint64_t>(info.st_ino),
          static_cast<int64_t>(info.st_size), Nanoseconds(info.st_mtim),
          Nanoseconds(info.st_ctim),          static_cast<uint32_t>(info.st_mode)};
}

}  // namespace writ::write
