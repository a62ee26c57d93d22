// The files of a target: those of the workspace before those inside the binary.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.h"
#include "source/source_manager.h"

namespace writ::target {

class Files {
 public:
  // `folder` holds the workspace's own targets; empty when it has none.
  Files(const ReadFs& fs, std::string_view folder, source::SourceManager& sources);

  // The file `path` ("airflow/dag.py"), read once; an invalid id when neither has it.
  source::FileId Find(std::string_view path);
  const std::string& folder() const { return folder_; }
  const Listing& own() const { return own_; }  // what lies in the workspace's own folder
  bool WasRead(std::string_view path) const { return known_.find(path) != known_.end(); }
  // The paths that were read and start so, sorted.
  std::vector<std::string> Known(std::string_view start) const;
  // Links to folders in the workspace's own folder, which are not followed.
  const std::vector<std::string>& linked_folders() const { return own_.linked_folders; }
  // Why the last Find of a file that is there failed; empty otherwise.
  const std::string& problem() const { return problem_; }

 private:
  const ReadFs& fs_;
  std::string folder_;
  Listing own_;  // of the folder
  source::SourceManager& sources_;
  std::map<std::string, source::FileId, std::less<>> known_;
  std::string problem_;
};

}  // namespace writ::target
