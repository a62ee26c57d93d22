// Files below a folder, opened step by step so that no symbolic link is ever followed.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "write/write.h"

namespace writ::write {

// An open file descriptor. Closes itself.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd();

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

enum class Obstacle : uint8_t {
  kNone,
  kAbsent,
  kSymlink,    // a component, or the file itself
  kNotFolder,  // a component is something else than a folder
  kNotFile,    // the file is a folder, a pipe, a device
  kError,      // see `error`
};

// What opening a path came to.
struct Opened {
  Fd fd;
  Obstacle obstacle = Obstacle::kNone;
  std::string at;  // the component that is the obstacle, as a path from the start
  int error = 0;   // errno, for kError
  bool ok() const { return obstacle == Obstacle::kNone; }
};

// Opens the folder `path` ("" = `start` itself) below the open folder `start`, one component at a
// time. With `create` missing folders are made, and each is added to `made` if that is given.
Opened OpenFolder(int start, std::string_view path, bool create = false,
                  std::vector<std::string>* made = nullptr);

// Keeps the folder that was opened last: sorted paths ask for the same one again and again.
class LastFolder {
 public:
  // As OpenFolder. The result is valid until the next call.
  const Opened& Open(int start, std::string_view path) {
    if (opened_ && path == path_) return *opened_;
    opened_ = OpenFolder(start, path);
    path_ = path;
    return *opened_;
  }

 private:
  std::string path_;
  std::optional<Opened> opened_;
};

// Opens the root of a workspace by its absolute path; links above the workspace are the user's own.
Opened OpenRoot(const std::string& path);

// Opens the regular file `name` of the open folder for reading, and tells what it is.
Opened OpenFile(int folder, const std::string& name, Stamp& stamp);

// The whole text of an open file; false with errno on failure.
bool ReadText(int file, int64_t size, std::string& text);

// All of `text` into an open file; false with errno on failure.
bool WriteText(int file, std::string_view text);

Stamp StampOf(const struct stat& info);

}  // namespace writ::write
