// What a result depended on: files and folders as they were when they were looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "write/write.h"

namespace writ::write {

// Nanoseconds since 1970, by the clock that stamps files. A file that is looked at after `Now()`
// and has an older stamp gets a newer one when it changes again.
int64_t Now();

// `looked` is what Now() was before the file or folder was looked at. `links`: a path of links and
// folders stands for what it leads to, as it does for inputs, but not for outputs.
Seen SeenFile(std::string path, const Stamp& stamp, const Hash128& text, int64_t looked,
              bool links);
Seen SeenFolder(std::string path, const Stamp& stamp, const Hash128& entries, int64_t looked,
                bool links);
Seen SeenAbsent(std::string path);
// A folder of whose entries only those matter that have a Seen of their own.
Seen SeenAncestor(std::string path);
// A link of which only matters whether it leads to a file, a folder, something else or nowhere.
// `root` is the open root of the workspace.
Seen SeenLink(int root, std::string path);

// What a folder holds: its entries with their types, but not `.git` and not the state folder.
struct Entries {
  std::vector<std::string> files;    // regular ones, as the disk lists them
  std::vector<std::string> folders;  // without links to folders
  std::vector<std::string> links;    // symbolic ones
  Hash128 hash;                      // of all entries, in any order
};
// Reads the open folder; nothing, with errno, when that fails. `top`: it may hold a state folder.
std::optional<Entries> ReadEntries(int folder, bool top);

// Whether everything is still as it was seen. `root` is the open root of the workspace. A stamp
// that has not changed is enough, unless it is so recent that it tells nothing; otherwise the
// contents decide, and `all` gets the stamp of now, so that the next look need not read them.
enum class Look : uint8_t { kChanged, kSame, kSameWithNewStamps };
Look LookAgain(int root, std::vector<Seen>& all, size_t threads);

}  // namespace writ::write
