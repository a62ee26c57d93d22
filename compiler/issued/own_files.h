// Which lines and outputs are the workspace's.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plan/output_plan.h"
#include "source/source_manager.h"
#include "target/target.h"

namespace writ::issued {

// The files of a workspace that have a part in its outputs, other than copies of built-in ones.
class OwnFiles {
 public:
  OwnFiles(const std::vector<target::Target>& targets, const source::SourceManager& sources);

  // Whether one of them had a part in the output.
  bool Made(const plan::Output& output) const;
  bool IsOwn(const std::string& target, source::FileId file);

 private:
  void Rule(const std::string& target, const target::OutputRule& rule);

  const source::SourceManager& sources_;
  std::map<uint32_t, bool> own_;
  std::set<std::pair<uint32_t, uint32_t>> rules_;
};

}  // namespace writ::issued
