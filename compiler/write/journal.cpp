#include "write/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <iterator>

#include "base/diff.h"
#include "base/reason.h"
#include "plan/digest.h"

namespace writ::write {
namespace {

constexpr const char* kJournal = "journal";
constexpr const char* kNewJournal = "journal.new";
constexpr const char* kLock = "lock";
constexpr std::string_view kWriter = "writer ";

bool IsNumber(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Opened OpenStateFolder(int root, const Place& place, bool create) {
  Opened state = OpenFolder(root, place.state, create);
  if (!state.ok() || !create) return state;
  const Fd file(
      openat(state.fd.get(), ".gitignore", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (file.valid()) WriteText(file.get(), "*\n");
  return state;
}

bool Journal::IsHalfWritten(std::string_view path, int64_t size) const {
  const auto found = created.find(path);
  return found != created.end() && size < found->second;
}

bool Journal::IsTemporary(std::string_view name) const {
  if (!name.starts_with(plan::kTemporaryPrefix)) return false;
  name.remove_prefix(plan::kTemporaryPrefix.size());
  const size_t dash = name.find('-');
  return dash != std::string_view::npos && IsNumber(name.substr(dash + 1)) &&
         writers.find(name.substr(0, dash)) != writers.end();
}

Journal ReadJournal(int state) {
  Journal journal;
  Stamp stamp;
  std::string text;
  const Opened file = OpenFile(state, kJournal, stamp);
  if (!file.ok() || !ReadText(file.fd.get(), stamp.size, text)) return journal;
  for (const std::string_view line : SplitLines(text)) {
    if (line.starts_with(kWriter)) {
      journal.writers.emplace(line.substr(kWriter.size()));
      continue;
    }
    int64_t size = 0;
    const auto [stop, problem] = std::from_chars(line.data(), line.data() + line.size(), size);
    const auto digits = static_cast<size_t>(stop - line.data());
    if (problem != std::errc() || digits + 1 >= line.size()) continue;
    journal.created.emplace(line.substr(digits + 1), size);
  }
  return journal;
}

Status WriteJournal(int state, const Journal& journal) {
  if (journal.empty()) {
    if (unlinkat(state, kJournal, 0) != 0 && errno != ENOENT) return Error{Reason(errno), kJournal};
    return Done{};
  }
  std::string text;
  for (const auto& [path, size] : journal.created) {
    fmt::format_to(std::back_inserter(text), "{} {}\n", size, path);
  }
  for (const std::string& writer : journal.writers) {
    fmt::format_to(std::back_inserter(text), "{}{}\n", kWriter, writer);
  }
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
  const Fd file(openat(state, kNewJournal, kFlags, 0666));
  const bool written = file.valid() && WriteText(file.get(), text) &&
                       renameat(state, kNewJournal, state, kJournal) == 0;
  if (written) return Done{};
  const Error error{Reason(errno), kJournal};
  unlinkat(state, kNewJournal, 0);
  return error;
}

Result<Lock> TakeLock(int state) {
  Fd file(openat(state, kLock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file.valid()) return Error{Reason(errno), kLock};
  if (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return Error{std::string(kAnotherRun), ""};
    return Error{Reason(errno), kLock};
  }
  return Lock{std::move(file)};
}

}  // namespace writ::write
