#include "write/stage.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "plan/digest.h"
#include "plan/paths.h"

namespace writ::write {
namespace {

constexpr std::string_view kMeanwhile = "changed while writ was running; run it again";

// The mode of a file that takes the place of one with mode `old`: whoever may read may execute.
mode_t ModeLike(uint32_t old, bool executable) {
  const mode_t plain = static_cast<mode_t>(old) & 0666U;
  return executable ? plain | ((plain & 0444U) >> 2U) : plain;
}

}  // namespace

Staged::Staged(const Change& change, std::string_view text, size_t number)
    : change_(&change), text_(text), replaces_(change.action == Action::kUpdate) {
  name_ = replaces_ ? fmt::format("{}{}-{}", plan::kTemporaryPrefix, getpid(), number)
                    : std::string(plan::NameOf(change.path));
}

std::optional<Failure> Staged::Fail(int error) const { return Failure{error, "", change_->path}; }

std::optional<Failure> Staged::CheckStamp(int folder) const {
  struct stat info {};
  const std::string name(plan::NameOf(change_->path));
  if (fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
      StampOf(info) == change_->stamp) {
    return std::nullopt;
  }
  return Failure{0, std::string(kMeanwhile), change_->path};
}

std::optional<Failure> Staged::Write(int output) {
  const Opened folder = OpenFolder(output, plan::FolderOf(change_->path));
  if (!folder.ok()) return Fail(folder.error);
  if (replaces_) {
    if (auto failure = CheckStamp(folder.fd.get())) return failure;
  }
  const mode_t mode = change_->executable ? 0777 : 0666;
  const Fd file(openat(folder.fd.get(), name_.c_str(),
                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
  if (!file.valid()) return Fail(errno);
  written_ = true;
  if (!WriteText(file.get(), text_)) return Fail(errno);
  if (replaces_ && fchmod(file.get(), ModeLike(change_->stamp.mode, change_->executable)) != 0) {
    return Fail(errno);
  }
  return std::nullopt;
}

std::optional<Failure> Staged::Commit(int output) const {
  if (!replaces_) return std::nullopt;
  const Opened folder = OpenFolder(output, plan::FolderOf(change_->path));
  if (!folder.ok()) return Fail(folder.error);
  if (auto failure = CheckStamp(folder.fd.get())) return failure;
  const std::string name(plan::NameOf(change_->path));
  if (renameat(folder.fd.get(), name_.c_str(), folder.fd.get(), name.c_str()) != 0) {
    return Fail(errno);
  }
  return std::nullopt;
}

void Staged::TakeBack(int output) const {
  if (!written_) return;
  const Opened folder = OpenFolder(output, plan::FolderOf(change_->path));
  if (folder.ok()) unlinkat(folder.fd.get(), name_.c_str(), 0);
}

void Forget(int output, std::string_view path) {
  const Opened folder = OpenFolder(output, plan::FolderOf(path));
  const std::string name(plan::NameOf(path));
  if (folder.ok()) unlinkat(folder.fd.get(), name.c_str(), 0);
}

std::optional<Stamp> StampAt(int output, std::string_view path) {
  const Opened folder = OpenFolder(output, plan::FolderOf(path));
  const std::string name(plan::NameOf(path));
  struct stat info {};
  const bool known =
      folder.ok() && fstatat(folder.fd.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
  if (!known) return std::nullopt;
  return StampOf(info);
}

bool RemoveEmptyFolder(int output, std::string_view path) {
  const Opened parent = OpenFolder(output, plan::FolderOf(path));
  const std::string name(plan::NameOf(path));
  return parent.ok() && unlinkat(parent.fd.get(), name.c_str(), AT_REMOVEDIR) == 0;
}

std::optional<Failure> Remove(int output, const Change& change) {
  const Opened folder = OpenFolder(output, plan::FolderOf(change.path));
  if (folder.obstacle == Obstacle::kAbsent) return std::nullopt;
  if (!folder.ok()) return Failure{folder.error, "", change.path};
  const std::string name(plan::NameOf(change.path));
  struct stat info {};
  if (fstatat(folder.fd.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  if (StampOf(info) != change.stamp) return Failure{0, std::string(kMeanwhile), change.path};
  if (unlinkat(folder.fd.get(), name.c_str(), 0) != 0) return Failure{errno, "", change.path};
  return std::nullopt;
}

}  // namespace writ::write
