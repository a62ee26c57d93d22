// Which folder of the workspace's outputs is which root module of Terraform.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "issued/compare.h"

namespace writ::issued {

// A root lies where the built-in targets have it. It may be moved as a whole: nothing of it stays,
// and it is the only one whose access the other folder holds.
class Places {
 public:
  Places(const std::vector<Found>& found, const Printed& printed,
         const std::vector<plan::Output>& outputs);

  // The root whose access may stand in a folder; null when none may.
  const Root* In(std::string_view folder) const;
  // The folder in which the workspace lays a root out; empty when it leaves it out.
  const std::string& Of(const Root& root) const;

 private:
  std::map<std::string, const Root*, std::less<>> by_folder_;
  std::map<const Root*, std::string> by_root_;
};

}  // namespace writ::issued
