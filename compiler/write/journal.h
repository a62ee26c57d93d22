// What a run was about to write, so that the next one recognises what a killed run left behind.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "write/folder.h"
#include "write/write.h"

namespace writ::write {

// Opens the state folder below the open root. With `create` it is made if it is missing; it then
// ignores itself, so that nobody has to remember to.
Opened OpenStateFolder(int root, const Place& place, bool create);

struct Journal {
  std::map<std::string, int64_t, std::less<>> created;  // path -> bytes that the file was to have
  std::set<std::string, std::less<>> writers;           // process ids in names of temporary files

  bool empty() const { return created.empty() && writers.empty(); }

  // Whether `name` is what a killed run called a file that it wrote aside. Nobody else's file is,
  // whatever its name.
  bool IsTemporary(std::string_view name) const;

  // Whether a file of `size` bytes at `path` is one that a killed run had begun to create.
  bool IsHalfWritten(std::string_view path, int64_t size) const;
};

// Reads the journal in the open state folder; empty when there is none.
Journal ReadJournal(int state);

// Replaces the journal at once; an empty one is removed.
Status WriteJournal(int state, const Journal& journal);

// A lock that goes with its owner, even when that is killed.
struct Lock {
  Fd file;
};
Result<Lock> TakeLock(int state);

}  // namespace writ::write
