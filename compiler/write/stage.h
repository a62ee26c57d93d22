// One file on its way to the disk: written aside, put in place, or taken back.
#pragma once

#include <optional>
#include <string>

#include "write/folder.h"

namespace writ::write {

struct Failure {
  int error = 0;  // errno; 0 when `message` says it
  std::string message;
  std::string path;  // below the output folder
};

// Writes one change's text: a new file under its own name, the new content of an existing one
// beside it under a temporary name.
class Staged {
 public:
  Staged(const Change& change, std::string_view text, size_t number);

  // `output` is the open output folder; the change's folder exists.
  std::optional<Failure> Write(int output);
  // Puts a replaced file's new content in place, if the old one is still what was compared.
  std::optional<Failure> Commit(int output) const;
  // Takes back what Write left, unless Commit has put it in place.
  void TakeBack(int output) const;
  bool replaces() const { return replaces_; }

 private:
  std::optional<Failure> Fail(int error) const;
  std::optional<Failure> CheckStamp(int folder) const;

  const Change* change_;
  std::string_view text_;
  std::string name_;  // of the file that Write makes
  bool replaces_;
  bool written_ = false;
};

// Removes a file that this run has made, whatever it holds.
void Forget(int output, std::string_view path);

// What the file at `path` is now; nothing when it cannot be told.
std::optional<Stamp> StampAt(int output, std::string_view path);

// Removes the folder `path` below `output` if it is empty; false when it is not.
bool RemoveEmptyFolder(int output, std::string_view path);

// Removes a file that is still what was compared; one that is gone already is no failure.
std::optional<Failure> Remove(int output, const Change& change);

}  // namespace writ::write
