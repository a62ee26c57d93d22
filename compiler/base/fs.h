// What the passes see of a file system. Paths are relative to the workspace root, with `/`, without
// `.` or `..`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace writ {

// The message of Read's error for a file that is larger than its limit.
inline constexpr std::string_view kTooLarge = "larger than the limit";

// What lies below a folder, as paths from the root, sorted.
struct Listing {
  std::vector<std::string> files;           // regular ones, and links that are read as such
  std::vector<std::string> linked_folders;  // links to folders, which are not followed
  std::vector<std::string> others;          // pipes, sockets, devices, and links to them
};

class ReadFs {
 public:
  virtual ~ReadFs() = default;

  // The bytes of a regular file of at most `limit` bytes. Errors: not there, not a regular file,
  // not readable, too large.
  virtual Result<std::string> Read(const std::string& path, size_t limit) const = 0;

  // What lies below `folder` ("" = the root). Hidden entries (`.x`) are left out. A folder that
  // does not exist has no files. Errors: a folder that cannot be read.
  virtual Result<Listing> List(const std::string& folder) const = 0;
};

// The disk below a folder.
class DiskFs : public ReadFs {
 public:
  explicit DiskFs(std::string root) : root_(std::move(root)) {}
  Result<std::string> Read(const std::string& path, size_t limit) const override;
  Result<Listing> List(const std::string& folder) const override;

 private:
  std::string root_;
};

// Files in memory, for tests and for revisions.
class MemoryFs : public ReadFs {
 public:
  std::map<std::string, std::string> files;
  Result<std::string> Read(const std::string& path, size_t limit) const override;
  Result<Listing> List(const std::string& folder) const override;
};

}  // namespace writ
