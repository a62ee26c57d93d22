#include "issued/compare.h"

#include <fmt/format.h>

#include <algorithm>

#include "issued/addresses.h"
#include "plan/paths.h"

namespace writ::issued {
namespace {

// What takes access away: nothing that replaces its file may leave it out.
bool Restricts(std::string_view what) {
  return what.starts_with("resource `aws_s3_bucket_policy`") ||
         what.starts_with("resource `aws_s3_bucket_public_access_block`");
}

}  // namespace

void Issued::Add(std::string_view path, Constructs&& found) {
  for (Construct& rule : found.policy_rules)
    policies[std::string(plan::NameOf(path))].insert(std::move(rule.says));
  for (Construct& construct : found.bearing) {
    referred.merge(AddressesIn(construct.says));
    what.insert(std::move(construct.what));
    bearing.insert(std::move(construct.says));
  }
  declared.merge(found.declared);
  for (Named& named_here : found.named)
    named[named_here.address].insert(std::move(named_here.identity.says));
}

bool Issued::Declares(const std::string& address) const {
  return declared.find(address) != declared.end() || named.find(address) != named.end();
}

bool Issued::HasRule(std::string_view path, const Construct& rule) const {
  const auto policy = policies.find(plan::NameOf(path));
  return policy != policies.end() && policy->second.find(rule.says) != policy->second.end();
}

bool Issued::Fits(const Named& name) const {
  if (referred.find(name.address) == referred.end()) return true;
  const auto known = named.find(name.address);
  return known != named.end() && known->second.find(name.identity.says) != known->second.end();
}

size_t LineOf(const std::string& text, size_t at) {
  const auto end = text.begin() + static_cast<ptrdiff_t>(std::min(at, text.size()));
  return static_cast<size_t>(std::count(text.begin(), end, '\n'));
}

void Checker::Issue(const plan::Output& output) {
  Constructs found = FindConstructs(output.path, output.text);
  for (const Construct& construct : found.bearing) {
    if (Restricts(construct.what)) restricting_[output.path].insert(construct.what);
  }
  issued_[output.environment].Add(output.path, std::move(found));
}

// After all of `found` has been checked.
void Checker::CheckLeftOut(const std::vector<Found>& found) {
  std::set<std::pair<std::string, std::string>> there;
  for (const Found& one : found) {
    for (const Construct& construct : one.constructs.bearing)
      there.emplace(one.output->environment, construct.what);
  }
  for (const Found& one : found) {
    for (const std::string& what : restricting_[one.output->path]) {
      if (there.find({one.output->environment, what}) != there.end()) continue;
      complaints_.push_back({one.output, fmt::format("`{}` lacks {}", one.output->path, what),
                             "it takes access away that others would have", false});
    }
  }
}

void Checker::Check(const plan::Output& output, const Constructs& found) {
  const Issued& issued = issued_[output.environment];
  if (!found.readable) {
    complaints_.push_back(
        {&output, fmt::format("`{}` may give access, and cannot be read to tell", output.path),
         "a file that may hold roles and policies is plain: no anchors, tags or repeated keys in "
         "YAML, no comments or heredocs inside `${}` and no `\\u` in HCL; a policy of Vault is "
         "`#` comments and "
         "`path \"...\" {` with `capabilities = [...]`, no other attributes, no escapes in texts",
         false});
  }
  if (found.overrides) {
    complaints_.push_back(
        {&output,
         fmt::format("Terraform merges `{}` into the other files of its folder", output.path),
         "give the file a name that does not end in `override`", false});
  }
  const std::string elsewhere = OtherEnvironment(output);
  for (const Construct& rule : found.policy_rules) {
    if (!issued.HasRule(output.path, rule)) {
      Add(output, rule,
          "a policy lies in a file of its own name, with rules of that policy and no others");
    } else if (!elsewhere.empty()) {
      Add(output, rule, elsewhere);
    }
  }
  for (const Construct& construct : found.bearing) {
    const bool known = issued.what.find(construct.what) != issued.what.end();
    if (issued.bearing.find(construct.says) == issued.bearing.end()) {
      Add(output, construct,
          known ? "one of that name is issued, but says something else: compare with the "
                  "template of Writ"
                : "");
    } else if (!elsewhere.empty()) {
      Add(output, construct, elsewhere);
    }
  }
  for (const Named& name : found.named) {
    if (!issued.Fits(name))
      Add(output, name.identity,
          "what is issued refers to it, so it has to stand for what it does in Writ's own "
          "templates");
  }
  for (const Named& name : found.in_json) {
    if (issued.Declares(name.address))
      Add(output, name.identity, "Writ's own templates declare it, in HCL: keep it there");
  }
}

// Words for an output of one environment that lies in the folder of another one.
std::string Checker::OtherEnvironment(const plan::Output& output) const {
  std::string other;
  std::string_view rest = output.path;
  while (!rest.empty()) {
    const std::string_view segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
    if (segment == output.environment) return {};
    for (const resolve::Environment& environment : context_.program.environments) {
      if (environment.name == segment) other = segment;
    }
  }
  if (other.empty()) return {};
  return fmt::format("it was issued for environment `{}` and lies in a folder of `{}`",
                     output.environment, other);
}

void Checker::Add(const plan::Output& output, const Construct& construct, std::string_view why) {
  complaints_.push_back(
      {&output,
       fmt::format("line {} of `{}` gives access that was not issued: {}",
                   1 + LineOf(output.text, construct.at), output.path, construct.what),
       std::string(why), true, construct.at, construct.end});
}

}  // namespace writ::issued
