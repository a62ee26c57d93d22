// What the disk holds where an output belongs.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "plan/digest.h"
#include "write/folder.h"
#include "write/journal.h"

namespace writ::write {

enum class Standing : uint8_t {
  kAbsent,
  kSame,
  kOurs,      // an untouched output of Writ that is to change
  kEdited,    // an output that a hand has edited
  kForeign,   // a file that is not Writ's
  kReadOnly,  // an untouched output that nobody may write
  kObstacle,  // see `obstacle`
};

struct Found {
  Standing standing = Standing::kAbsent;
  Stamp stamp;
  Hash128 content;   // of kSame
  std::string text;  // of kOurs and kEdited
  Obstacle obstacle = Obstacle::kNone;
  std::string at;  // where the obstacle is, below the output folder
  int error = 0;
};

// Reads files below an open output folder. Safe on several threads.
class Disk {
 public:
  // `output` may be invalid: then nothing is there.
  Disk(const Fd& output, Journal journal) : output_(output), journal_(std::move(journal)) {}

  // Compares the file at `path` with the text that it should have.
  Found Compare(std::string_view path, std::string_view text, bool executable,
                LastFolder& last) const;

  // What the file at `path`, which no output has, is: kOurs, kEdited, kForeign or kObstacle.
  Found Classify(std::string_view path, LastFolder& last) const;

 private:
  plan::Ownership OwnerOf(std::string_view path, std::string_view text, int folder) const;
  const plan::DigestList& ListOf(std::string_view folder_path, int folder) const;

  const Fd& output_;
  Journal journal_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, plan::DigestList, std::less<>>
      lists_;  // one per folder, never erased
};

// Whether a file may be executed, by its mode.
bool IsExecutable(const Stamp& stamp);

}  // namespace writ::write
