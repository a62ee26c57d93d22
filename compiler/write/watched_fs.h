// The disk below a folder, as the passes read it, and a record of all that they looked at.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "base/fs.h"
#include "write/folder.h"

namespace writ::write {

// Safe on several threads, as DiskFs is.
class WatchedFs : public ReadFs {
 public:
  explicit WatchedFs(const std::string& root);
  Result<std::string> Read(const std::string& path, size_t limit) const override;
  Result<Listing> List(const std::string& folder) const override;

  // Everything so far. What could not be read counts as a file that is never the same again.
  std::vector<Seen> TakeSeen() { return std::move(seen_); }

 private:
  void See(Seen seen) const;
  void SeeFolder(const std::string& path) const;

  DiskFs disk_;
  Opened root_;
  int64_t looked_;
  mutable std::mutex mutex_;
  mutable std::vector<Seen> seen_;
};

}  // namespace writ::write
