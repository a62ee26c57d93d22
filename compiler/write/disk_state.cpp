#include "write/disk_state.h"

#include <sys/stat.h>

#include <cerrno>

#include "plan/paths.h"

namespace writ::write {
namespace {

Found Blocked(const Opened& opened, std::string_view at) {
  Found found;
  found.standing = opened.obstacle == Obstacle::kAbsent ? Standing::kAbsent : Standing::kObstacle;
  found.obstacle = opened.obstacle;
  found.error = opened.error;
  found.at = at;
  return found;
}

Standing StandingOf(plan::Ownership ownership) {
  switch (ownership) {
    case plan::Ownership::kForeign:
      return Standing::kForeign;
    case plan::Ownership::kUntouched:
      return Standing::kOurs;
    case plan::Ownership::kEdited:
      return Standing::kEdited;
  }
  return Standing::kForeign;
}

Found Unreadable(std::string_view path, int error) {
  Found found;
  found.standing = Standing::kObstacle;
  found.obstacle = Obstacle::kError;
  found.error = error;
  found.at = path;
  return found;
}

}  // namespace

bool IsExecutable(const Stamp& stamp) { return (stamp.mode & S_IXUSR) != 0; }

const plan::DigestList& Disk::ListOf(std::string_view folder_path, int folder) const {
  const std::lock_guard lock(mutex_);
  const auto known = lists_.find(folder_path);
  if (known != lists_.end()) return known->second;
  plan::DigestList& list = lists_[std::string(folder_path)];
  Stamp stamp;
  std::string text;
  const Opened file = OpenFile(folder, std::string(plan::kDigestFile), stamp);
  if (file.ok() && ReadText(file.fd.get(), stamp.size, text)) list = plan::ParseDigestFile(text);
  return list;
}

plan::Ownership Disk::OwnerOf(std::string_view path, std::string_view text, int folder) const {
  const plan::Ownership own = plan::Inspect(text);
  if (own != plan::Ownership::kForeign) return own;
  return plan::InspectListed(ListOf(plan::FolderOf(path), folder), plan::NameOf(path), text);
}

Found Disk::Compare(std::string_view path, std::string_view text, bool executable,
                    LastFolder& last) const {
  if (!output_.valid()) return {};
  const Opened& folder = last.Open(output_.get(), plan::FolderOf(path));
  if (!folder.ok()) return Blocked(folder, folder.at);
  Found found;
  const Opened file = OpenFile(folder.fd.get(), std::string(plan::NameOf(path)), found.stamp);
  if (!file.ok()) {
    Found blocked = Blocked(file, path);
    blocked.stamp = found.stamp;
    return blocked;
  }
  if (!ReadText(file.fd.get(), found.stamp.size, found.text)) return Unreadable(path, errno);
  if (found.text == text) {
    const bool same_mode = IsExecutable(found.stamp) == executable;
    found.standing = same_mode ? Standing::kSame : Standing::kOurs;
  } else if (journal_.IsHalfWritten(path, found.stamp.size)) {
    found.standing = Standing::kOurs;
  } else {
    found.standing = StandingOf(OwnerOf(path, found.text, folder.fd.get()));
  }
  const bool writable = (found.stamp.mode & (S_IWUSR | S_IWGRP | S_IWOTH)) != 0;
  if (found.standing == Standing::kOurs && !writable) found.standing = Standing::kReadOnly;
  if (found.standing == Standing::kSame) {
    found.content = HashBytes(text);
    found.text.clear();
    found.text.shrink_to_fit();  // of thousands of files; no assignment would give it back
  }
  return found;
}

Found Disk::Classify(std::string_view path, LastFolder& last) const {
  const Opened& folder = last.Open(output_.get(), plan::FolderOf(path));
  if (!folder.ok()) return Blocked(folder, folder.at);
  Found found;
  const Opened file = OpenFile(folder.fd.get(), std::string(plan::NameOf(path)), found.stamp);
  if (!file.ok()) return Blocked(file, path);
  const bool half_written = journal_.IsHalfWritten(path, found.stamp.size);
  if (half_written || journal_.IsTemporary(plan::NameOf(path))) {
    found.standing = Standing::kOurs;
    return found;
  }
  // Most files that are not ours show it at their start and are not read further.
  found.standing = Standing::kForeign;
  const plan::DigestList& list = ListOf(plan::FolderOf(path), folder.fd.get());
  const int64_t reach = std::min<int64_t>(found.stamp.size, plan::kHeaderReach);
  if (!ReadText(file.fd.get(), reach, found.text)) return Unreadable(path, errno);
  const bool listed = plan::IsListed(list, plan::NameOf(path));
  if (!listed && plan::Inspect(found.text) == plan::Ownership::kForeign) return found;
  std::string rest;
  if (!ReadText(file.fd.get(), found.stamp.size - reach, rest)) return Unreadable(path, errno);
  found.text += rest;
  found.standing = StandingOf(OwnerOf(path, found.text, folder.fd.get()));
  return found;
}

}  // namespace writ::write
