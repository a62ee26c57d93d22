#include "issued/roots.h"

#include <algorithm>
#include <set>

#include "plan/paths.h"

namespace writ::issued {
namespace {

// Files are read by paths from the folder of a root: the folder two levels up has to stay.
bool ReadsTheSame(const Root& root, std::string_view from, std::string_view to) {
  return !root.reads_files ||
         plan::FolderOf(plan::FolderOf(from)) == plan::FolderOf(plan::FolderOf(to));
}

bool HoldsAny(const Root& root, const Found& file) {
  const std::vector<Construct>& there = file.constructs.bearing;
  return std::any_of(there.begin(), there.end(),
                     [&](const Construct& construct) { return root.bearing.Has(construct); });
}

}  // namespace

Places::Places(const std::vector<Found>& found, const Printed& printed,
               const std::vector<plan::Output>& outputs) {
  std::set<std::string, std::less<>> used;
  std::set<const Root*> laid_out;
  for (const plan::Output& output : outputs) {
    if (!IsTerraform(output.path)) continue;
    const auto root = printed.roots.find(std::string(plan::FolderOf(output.path)));
    used.emplace(plan::FolderOf(output.path));
    if (root != printed.roots.end() && root->second.target == output.target)
      laid_out.insert(&root->second);
  }
  std::map<const Root*, std::set<std::string>> moved;
  std::map<std::string, std::set<const Root*>> holds;
  for (const Found& file : found) {
    if (!IsTerraform(file.output->path)) continue;
    const std::string folder(plan::FolderOf(file.output->path));
    for (const auto& [place, root] : printed.roots) {
      if (root.environment != file.output->environment || !HoldsAny(root, file)) continue;
      holds[folder].insert(&root);
      if (place == folder) laid_out.insert(&root);
      if (used.find(place) == used.end() && ReadsTheSame(root, place, folder))
        moved[&root].insert(folder);
    }
  }
  for (const auto& [place, root] : printed.roots) {
    by_folder_[place] = &root;
    by_root_[&root] = laid_out.find(&root) != laid_out.end() ? place : std::string();
  }
  for (const auto& [root, folders] : moved) {
    const std::string& folder = *folders.begin();
    const bool only = folders.size() == 1 && holds[folder].size() == 1;
    if (!only || !by_folder_.emplace(folder, root).second) continue;
    by_root_[root] = folder;
  }
}

const Root* Places::In(std::string_view folder) const {
  const auto found = by_folder_.find(folder);
  return found == by_folder_.end() ? nullptr : found->second;
}

const std::string& Places::Of(const Root& root) const { return by_root_.at(&root); }

}  // namespace writ::issued
