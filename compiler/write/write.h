// Compares a plan with the disk and makes the disk equal to it.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "plan/output_plan.h"
#include "source/source_manager.h"

namespace writ::write {

// Where a workspace lies.
struct Place {
  std::string root;             // absolute
  std::string output;           // the output folder, relative to the root: "generated"
  std::string state = ".writ";  // lock and journal, relative to the root
};

struct Options {
  // Whether the plan covers every target and environment: only then are outputs of ours that it
  // lacks removed.
  bool whole = true;
  size_t threads = 2;
  // Whether the changes are to be carried out: then one that would be refused is an error (E0708).
  bool applies = true;
};

enum class Action : uint8_t { kCreate, kUpdate, kRemove };

// What tells that a file is still the one that was looked at.
struct Stamp {
  uint64_t device = 0;
  uint64_t inode = 0;
  int64_t size = 0;
  int64_t modified = 0;  // nanoseconds since 1970
  int64_t changed = 0;
  uint32_t mode = 0;
  bool operator==(const Stamp&) const = default;
};

struct Change {
  Action action = Action::kCreate;
  std::string path;       // relative to the output folder
  std::string_view text;  // what will stand there, in the OutputPlan or `merged`; empty for kRemove
  bool executable = false;
  Stamp stamp;         // of the file that goes or is replaced
  std::string before;  // what stands there now; empty for kCreate
};

// Something that a result depends on, as it was when it was looked at (write/seen.h).
struct Seen {
  enum class Sort : uint8_t { kFile, kFolder, kAbsent, kAncestor, kLink };
  Sort sort = Sort::kFile;
  bool links = false;   // symbolic links on the way are followed
  bool recent = false;  // so new that a later change need not show in the stamp
  std::string path;     // relative to the root
  Stamp stamp;          // of files and folders; of links the mode only, of what they lead to
  Hash128 content;      // of a file's text, of a folder's entries; zero when it is not known
};

struct WritePlan {
  std::vector<Change> changes;     // sorted by path
  std::deque<std::string> merged;  // texts that are not as the OutputPlan has them
  size_t same = 0;                 // outputs that are as they should be
  bool unfinished = false;  // a killed run left a journal: Apply has to run even without changes
  std::vector<Seen> seen;   // all that was looked at, if nothing has to change
};

// Reads the disk and decides; the result is valid while `plan` is. A folder that does not exist is
// empty. Reports (E07xx) outputs edited by hand, foreign files in the way, symbolic links in the
// path, and what cannot be read or replaced; nothing may be written then. Adds the edited files to
// `sources`. Writes nothing.
WritePlan Reconcile(const plan::OutputPlan& plan, const Place& place, const Options& options,
                    source::SourceManager& sources, diag::Sink& sink);

// Reports a change that is not to be carried out (E0711): an output that is missing, differs, or
// that no spec asks for any more. `output` is what it is changed to, null when it is removed;
// `shown` its path from the root. Adds the file to `sources`.
void ReportStale(const Change& change, const plan::Output* output, const std::string& shown,
                 source::SourceManager& sources, diag::Sink& sink);

// Carries the changes out. One run at a time; a second one gets an error at once. New files and the
// new content of changed ones are written first, under temporary names where a file is replaced; if
// that fails, all of it is taken back and the disk is as it was. Then the files are renamed, then
// the old ones removed, and folders that became empty with them. A file that somebody else changed
// since Reconcile is never replaced. After a kill at any moment each file has its old or its new
// content, or is one that the next run recognises as half-written.
Status Apply(const WritePlan& changes, const Place& place, const Options& options);

// The message of Apply's error when another run holds the lock.
inline constexpr std::string_view kAnotherRun = "another run of writ is writing here";

}  // namespace writ::write
