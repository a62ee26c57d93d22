#include "write/seen.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <ctime>

#include "base/parallel.h"
#include "write/folder.h"

namespace writ::write {
namespace {

constexpr size_t kChunk = 256;
constexpr int64_t kSecond = 1'000'000'000;

// Some file systems count whole seconds, or two of them.
int64_t Precision(int64_t time) { return time % kSecond == 0 ? 2 * kSecond : 0; }

bool IsRecent(const Stamp& stamp, int64_t looked) {
  return stamp.modified >= looked - Precision(stamp.modified) ||
         stamp.changed >= looked - Precision(stamp.changed);
}

Seen Make(Seen::Sort sort, std::string path, const Stamp& stamp, const Hash128& content,
          int64_t looked, bool links) {
  Seen seen;
  seen.sort = sort;
  seen.links = links;
  seen.recent = IsRecent(stamp, looked);
  seen.path = std::move(path);
  seen.stamp = stamp;
  seen.content = content;
  return seen;
}

unsigned char TypeOf(int folder, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return entry.d_type;
  struct stat info {};
  if (fstatat(folder, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) return DT_UNKNOWN;
  return static_cast<unsigned char>(IFTODT(info.st_mode));
}

bool IsSkipped(std::string_view name, bool top) {
  return name == "." || name == ".." || name == ".git" || (top && name == ".writ");
}

const char* PathOf(const Seen& seen) { return seen.path.empty() ? "." : seen.path.c_str(); }

bool HasContent(int root, const Seen& seen) {
  if (seen.content == Hash128{}) return false;
  const int follow = seen.links ? 0 : O_NOFOLLOW;
  const Fd file(openat(root, PathOf(seen), O_RDONLY | O_NONBLOCK | O_CLOEXEC | follow));
  if (!file.valid()) return false;
  if (seen.sort == Seen::Sort::kFolder) {
    const std::optional<Entries> entries = ReadEntries(file.get(), seen.path.empty());
    return entries && entries->hash == seen.content;
  }
  std::string text;
  return ReadText(file.get(), seen.stamp.size, text) && HashBytes(text) == seen.content;
}

// The type of what a path leads to; 0 when that is nothing.
uint32_t TypeBehind(int root, const std::string& path) {
  struct stat info {};
  return fstatat(root, path.c_str(), &info, 0) == 0 ? info.st_mode & S_IFMT : 0;
}

// By the content, whose hash is the same under another stamp, or under one that was too recent.
Look LookInside(int root, Seen& seen, const Stamp& now, int64_t looked) {
  if (now.mode != seen.stamp.mode || !HasContent(root, seen)) return Look::kChanged;
  const bool recent = IsRecent(now, looked);
  if (now == seen.stamp && recent) return Look::kSame;
  seen.stamp = now;
  seen.recent = recent;
  return Look::kSameWithNewStamps;
}

Look LookAgain(int root, Seen& seen, int64_t looked) {
  const auto same_if = [](bool same) { return same ? Look::kSame : Look::kChanged; };
  if (seen.sort == Seen::Sort::kLink) {
    return same_if(TypeBehind(root, seen.path) == seen.stamp.mode);
  }
  struct stat info {};
  const int follow = seen.links ? 0 : AT_SYMLINK_NOFOLLOW;
  if (fstatat(root, PathOf(seen), &info, follow) != 0) {
    return same_if(seen.sort == Seen::Sort::kAbsent && errno == ENOENT);
  }
  const Stamp now = StampOf(info);
  switch (seen.sort) {
    case Seen::Sort::kAbsent:
    case Seen::Sort::kLink:
      return Look::kChanged;
    case Seen::Sort::kAncestor:
      return same_if(S_ISDIR(info.st_mode));
    case Seen::Sort::kFile:
      if (now.size != seen.stamp.size) return Look::kChanged;
      break;
    case Seen::Sort::kFolder:
      break;
  }
  if (now == seen.stamp && !seen.recent) return Look::kSame;
  return LookInside(root, seen, now, looked);
}

}  // namespace

int64_t Now() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  return static_cast<int64_t>(now.tv_sec) * kSecond + now.tv_nsec;
}

Seen SeenFile(std::string path, const Stamp& stamp, const Hash128& text, int64_t looked,
              bool links) {
  return Make(Seen::Sort::kFile, std::move(path), stamp, text, looked, links);
}

Seen SeenFolder(std::string path, const Stamp& stamp, const Hash128& entries, int64_t looked,
                bool links) {
  return Make(Seen::Sort::kFolder, std::move(path), stamp, entries, looked, links);
}

Seen SeenAbsent(std::string path) {
  Seen seen;
  seen.sort = Seen::Sort::kAbsent;
  seen.path = std::move(path);
  return seen;
}

Seen SeenAncestor(std::string path) {
  Seen seen;
  seen.sort = Seen::Sort::kAncestor;
  seen.path = std::move(path);
  return seen;
}

Seen SeenLink(int root, std::string path) {
  Seen seen;
  seen.sort = Seen::Sort::kLink;
  seen.stamp.mode = TypeBehind(root, path);
  seen.path = std::move(path);
  return seen;
}

std::optional<Entries> ReadEntries(int folder, bool top) {
  // A descriptor of its own: a duplicate would share the position in the listing.
  const int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* stream = own < 0 ? nullptr : fdopendir(own);
  if (stream == nullptr) {
    const int error = errno;
    if (own >= 0) close(own);
    errno = error;
    return std::nullopt;
  }
  Entries entries;
  entries.hash = HashBytes({});
  std::string line;
  while (const dirent* entry = readdir(stream)) {  // NOLINT(concurrency-mt-unsafe): own stream
    if (IsSkipped(entry->d_name, top)) continue;
    const unsigned char type = TypeOf(folder, *entry);
    line.assign(1, static_cast<char>(type));
    line += entry->d_name;
    const Hash128 hash = HashBytes(line);
    entries.hash.high += hash.high;
    entries.hash.low += hash.low;
    if (type == DT_REG) entries.files.emplace_back(entry->d_name);
    if (type == DT_DIR) entries.folders.emplace_back(entry->d_name);
    if (type == DT_LNK) entries.links.emplace_back(entry->d_name);
  }
  closedir(stream);
  return entries;
}

Look LookAgain(int root, std::vector<Seen>& all, size_t threads) {
  const int64_t looked = Now();
  std::atomic<bool> changed{false};
  std::atomic<bool> new_stamps{false};
  ParallelFor(all.size(), threads, kChunk, [&](size_t i) {
    if (changed) return;
    const Look look = LookAgain(root, all[i], looked);
    if (look == Look::kChanged) changed = true;
    if (look == Look::kSameWithNewStamps) new_stamps = true;
  });
  if (changed) return Look::kChanged;
  return new_stamps ? Look::kSameWithNewStamps : Look::kSame;
}

}  // namespace writ::write
