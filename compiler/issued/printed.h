// What the built-in targets print, as that with which the workspace's outputs are compared.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "issued/constructs.h"
#include "plan/output_plan.h"

namespace writ::issued {

// Constructs that give access, by what they are called.
class Bearing {
 public:
  void Add(const Construct& construct);
  bool Has(const Construct& construct) const { return says_.find(construct.says) != says_.end(); }
  // What is called so, nearest to `construct`; null when nothing is.
  const Construct* Named(const Construct& construct) const;
  bool empty() const { return says_.empty(); }

 private:
  std::set<std::string> says_;
  std::map<std::string, std::vector<Construct>> named_;  // by `what`
};

// A root module of Terraform: the files of one folder, which have one state.
struct Root {
  std::string target;
  std::string environment;
  Bearing bearing;
  std::map<std::string, std::string> restricting;  // what takes access away, by address
  std::map<std::string, std::set<std::string>> named;
  std::set<std::string> referred;  // addresses that `bearing` mentions
  std::set<std::string> declared;  // all addresses
  bool reads_files = false;        // by paths relative to its folder

  bool Declares(const std::string& address) const;
  // Whether a name is none that access refers to, or stands for what it should.
  bool Fits(const Named& name) const;
};

// What is in no root, for one environment or for none.
struct Rest {
  std::map<std::string, std::set<std::string>, std::less<>> policies;  // of Vault, by file name
  Bearing bearing;
  std::map<std::string, std::string> jobs_with_tokens;  // of GitLab; the file of each

  bool HasRule(std::string_view path, const Construct& rule) const;
};

struct Printed {
  std::map<std::string, Root> roots;  // by folder
  std::map<std::string, Rest> rest;   // by environment

  void Add(const plan::Output& output);
};

// Whether Terraform reads a file of that path.
bool IsTerraform(std::string_view path);

}  // namespace writ::issued
