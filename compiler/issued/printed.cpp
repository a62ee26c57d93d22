#include "issued/printed.h"

#include <algorithm>
#include <array>
#include <utility>

#include "issued/addresses.h"
#include "issued/types.h"
#include "plan/paths.h"

namespace writ::issued {
namespace {

size_t Shared(const Construct& one, const Construct& other) {
  return static_cast<size_t>(
      std::count_if(one.parts.begin(), one.parts.end(), [&](const Part& part) {
        return std::find(other.parts.begin(), other.parts.end(), part) != other.parts.end();
      }));
}

}  // namespace

void Bearing::Add(const Construct& construct) {
  if (says_.insert(construct.says).second) named_[construct.what].push_back(construct);
}

const Construct* Bearing::Named(const Construct& construct) const {
  const auto found = named_.find(construct.what);
  if (found == named_.end()) return nullptr;
  return &*std::max_element(found->second.begin(), found->second.end(),
                            [&](const Construct& a, const Construct& b) {
                              return Shared(a, construct) < Shared(b, construct);
                            });
}

bool Root::Declares(const std::string& address) const {
  return declared.find(address) != declared.end() || named.find(address) != named.end();
}

bool Root::Fits(const issued::Named& name) const {
  if (referred.find(name.address) == referred.end()) return true;
  const auto known = named.find(name.address);
  return known != named.end() && known->second.find(name.identity.says) != known->second.end();
}

bool Rest::HasRule(std::string_view path, const Construct& rule) const {
  const auto policy = policies.find(plan::NameOf(path));
  return policy != policies.end() && policy->second.find(rule.says) != policy->second.end();
}

void Printed::Add(const plan::Output& output) {
  Constructs found = FindConstructs(output.path, output.text);
  if (!IsTerraform(output.path)) {
    Rest& here = rest[output.environment];
    for (Construct& rule : found.policy_rules)
      here.policies[std::string(plan::NameOf(output.path))].insert(std::move(rule.says));
    for (const Construct& construct : found.bearing) here.bearing.Add(construct);
    for (const std::string& job : found.jobs_with_tokens)
      here.jobs_with_tokens.emplace(job, output.path);
    return;
  }
  Root& root = roots[std::string(plan::FolderOf(output.path))];
  root.target = output.target;
  root.environment = output.environment;
  for (const Construct& construct : found.bearing) {
    root.referred.merge(AddressesIn(construct.says));
    root.reads_files |= construct.says.find("path.module") != std::string::npos;
    if (Restricts(ResourceTypeIn(construct.address)))
      root.restricting.emplace(construct.address, construct.what);
    root.bearing.Add(construct);
  }
  root.declared.merge(found.declared);
  for (issued::Named& name : found.named)
    root.named[name.address].insert(std::move(name.identity.says));
}

bool IsTerraform(std::string_view path) {
  constexpr std::array<std::string_view, 6> kEnds = {".tf",        ".tofu",   ".tf.json",
                                                     ".tofu.json", ".tfvars", ".tfvars.json"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return path.ends_with(end); });
}

}  // namespace writ::issued
