#include "write/state.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <string_view>
#include <type_traits>

#include "write/folder.h"
#include "write/journal.h"
#include "write/seen.h"

namespace writ::write {
namespace {

constexpr const char* kState = "state";
constexpr const char* kNewState = "state.new";
constexpr std::string_view kFormat = "writ state 2\n";
constexpr size_t kChecksum = 2 * sizeof(uint64_t);
constexpr int64_t kMaxSize = int64_t{1} << 30U;  // bytes; a state of 10,000 packages has 20 million

class Writer {
 public:
  template <class T>
  void Number(T number) {
    static_assert(std::is_integral_v<T>);
    char bytes[sizeof(T)];
    std::memcpy(bytes, &number, sizeof(T));
    text_.append(bytes, sizeof(T));
  }
  void Text(std::string_view text) {
    Number(static_cast<uint32_t>(text.size()));
    text_.append(text);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// Reads what Writer wrote. Past the end everything is zero or empty, and `ok` is false.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  template <class T>
  void Number(T& number) {
    static_assert(std::is_integral_v<T>);
    const std::string_view bytes = Take(sizeof(T));
    if (ok_) std::memcpy(&number, bytes.data(), sizeof(T));
  }
  std::string_view Text() {
    uint32_t size = 0;
    Number(size);
    return Take(size);
  }
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view Take(size_t size) {
    ok_ = ok_ && size <= rest_.size();
    if (!ok_) return {};
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool ok_ = true;
};

// Calls `each` for every number of a stamp.
template <class S, class Each>
void ForNumbers(S& stamp, const Each& each) {
  each(stamp.device);
  each(stamp.inode);
  each(stamp.size);
  each(stamp.modified);
  each(stamp.changed);
  each(stamp.mode);
}

// What tells this program and user from all others; nothing when that cannot be told.
std::optional<std::string> WhoRuns() {
  struct stat program {};
  if (stat("/proc/self/exe", &program) != 0) return std::nullopt;
  Writer out;
  const Stamp stamp = StampOf(program);
  ForNumbers(stamp, [&](auto number) { out.Number(number); });
  out.Number(geteuid());
  out.Text(WRIT_VERSION);
  return out.text();
}

std::string Print(const State& state, std::string_view who) {
  Writer out;
  out.Text(who);
  out.Number(state.files);
  out.Number(state.outputs);
  out.Number(static_cast<uint64_t>(state.seen.size()));
  for (const Seen& seen : state.seen) {
    out.Number(static_cast<uint8_t>(seen.sort));
    out.Number(static_cast<uint8_t>((seen.links ? 1U : 0U) | (seen.recent ? 2U : 0U)));
    out.Text(seen.path);
    ForNumbers(seen.stamp, [&](auto number) { out.Number(number); });
    out.Number(seen.content.high);
    out.Number(seen.content.low);
  }
  Writer whole;
  const Hash128 checksum = HashBytes(out.text());
  whole.Number(checksum.high);
  whole.Number(checksum.low);
  return std::string(kFormat) + whole.text() + out.text();
}

std::optional<Seen> ReadSeen(Reader& in) {
  Seen seen;
  uint8_t sort = 0;
  uint8_t flags = 0;
  in.Number(sort);
  in.Number(flags);
  seen.path = in.Text();
  ForNumbers(seen.stamp, [&](auto& number) { in.Number(number); });
  in.Number(seen.content.high);
  in.Number(seen.content.low);
  if (!in.ok() || sort > static_cast<uint8_t>(Seen::Sort::kLink)) return std::nullopt;
  seen.sort = static_cast<Seen::Sort>(sort);
  seen.links = (flags & 1U) != 0;
  seen.recent = (flags & 2U) != 0;
  return seen;
}

std::optional<State> Parse(std::string_view text, std::string_view who) {
  if (!text.starts_with(kFormat)) return std::nullopt;
  text.remove_prefix(kFormat.size());
  Hash128 checksum;
  Reader head(text.substr(0, kChecksum));
  head.Number(checksum.high);
  head.Number(checksum.low);
  if (!head.ok()) return std::nullopt;
  text.remove_prefix(kChecksum);
  if (HashBytes(text) != checksum) return std::nullopt;
  Reader in(text);
  if (in.Text() != who) return std::nullopt;
  State state;
  uint64_t count = 0;
  in.Number(state.files);
  in.Number(state.outputs);
  in.Number(count);
  for (uint64_t i = 0; i < count; ++i) {
    std::optional<Seen> seen = ReadSeen(in);
    if (!seen) return std::nullopt;
    state.seen.push_back(std::move(*seen));
  }
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return state;
}

// A run that was killed left a journal, which a run that compiles settles.
bool HasJournal(int state_folder) { return !ReadJournal(state_folder).empty(); }

}  // namespace

std::optional<State> FindCurrent(const Place& place, size_t threads) {
  const std::optional<std::string> who = WhoRuns();
  const Opened root = OpenRoot(place.root);
  if (!who || !root.ok()) return std::nullopt;
  const Opened folder = OpenStateFolder(root.fd.get(), place, false);
  if (!folder.ok()) return std::nullopt;
  Stamp stamp;
  std::string text;
  const Opened file = OpenFile(folder.fd.get(), kState, stamp);
  const bool read =
      file.ok() && stamp.size <= kMaxSize && ReadText(file.fd.get(), stamp.size, text);
  if (!read) return std::nullopt;
  std::optional<State> state = Parse(text, *who);
  if (!state || HasJournal(folder.fd.get())) return std::nullopt;
  const Look look = LookAgain(root.fd.get(), state->seen, threads);
  if (look == Look::kChanged) return std::nullopt;
  state->has_new_stamps = look == Look::kSameWithNewStamps;
  return state;
}

void Remember(const State& state, const Place& place, StateFolder folder) {
  const std::optional<std::string> who = WhoRuns();
  const Opened root = OpenRoot(place.root);
  if (!who || !root.ok()) return;
  const Opened at = OpenStateFolder(root.fd.get(), place, folder == StateFolder::kMayBeMade);
  if (!at.ok()) return;
  const Result<Lock> lock = TakeLock(at.fd.get());
  if (!lock) return;
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
  const Fd file(openat(at.fd.get(), kNewState, kFlags, 0666));
  const bool written = file.valid() && WriteText(file.get(), Print(state, *who));
  if (!written || renameat(at.fd.get(), kNewState, at.fd.get(), kState) != 0) {
    unlinkat(at.fd.get(), kNewState, 0);
  }
}

}  // namespace writ::write
