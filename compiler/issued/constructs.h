// What in a rendered text gives access: rules of Vault policies, Terraform resources, Kubernetes
// roles, and what else has an identity take a role. Read from the text alone, by readers that know
// nothing of the encoders.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/syntax_tree.h"

namespace writ::issued {

// One of the things that a construct says: an attribute, a block, an entry.
struct Part {
  std::string name;
  std::string says;

  bool operator==(const Part&) const = default;
};

struct Construct {
  std::string what;  // for messages: "resource `aws_iam_role` `dag_reader`"
  std::string says;  // all that it says, in one spelling; equal texts give equal access
  size_t at = 0;     // in the text
  size_t end = 0;
  std::vector<Part> parts;
  std::string why;      // why it may give access, where that does not show
  std::string address;  // of a block of Terraform: "aws_s3_bucket_policy.dags", "data.x.y"
};

// A Terraform block or value that gives no access by itself, but that others may refer to.
struct Named {
  std::string address;  // "aws_s3_bucket.dags", "data.vault_auth_backend.eks", "local.x", "var.x"
  Construct identity;   // what it stands for: its name, its project; not its settings
};

// A job of GitLab that is added to another one, or takes all that it has.
struct Extended {
  std::string job;
  std::string other;  // equal to `job` if it may be printed for another file's job of that name
  Construct construct;
};

// Where a text could not be read.
struct Unread {
  size_t at = 0;
  std::string_view why;    // static
  bool is_broken = false;  // no reader of its language could
};

struct Constructs {
  std::vector<Construct> policy_rules;  // of a Vault policy file, which says not whose they are
  std::vector<Construct> bearing;
  std::vector<Named> named;
  std::set<std::string> declared;  // addresses of providers, modules and resources of any kind
  std::set<std::string> jobs_with_tokens;  // of GitLab
  std::vector<Extended> extended_jobs;
  std::vector<Named> in_json;    // what Terraform in JSON declares, which Writ writes in HCL
  std::optional<Unread> unread;  // the text may give access, and cannot be read

  bool overrides = false;  // Terraform merges the file into the others of its folder

  bool any() const {
    return unread || overrides || !policy_rules.empty() || !bearing.empty() || !named.empty() ||
           !in_json.empty() || !extended_jobs.empty();
  }
};

// `path` tells a policy (.hcl) from Terraform (.tf), whatever its template is called.
Constructs FindConstructs(std::string_view path, std::string_view text);

// The parts of FindConstructs, by language.
void FindInTerraform(std::string_view text, Constructs& out);
void FindInVariables(std::string_view text, Constructs& out);  // of Terraform: .tfvars
void FindInTerraformJson(std::string_view text, const syntax::Cursor& root, Constructs& out);
void FindInPolicy(std::string_view text, Constructs& out);  // of Vault
void FindInYaml(std::string_view path, std::string_view text, Constructs& out);

}  // namespace writ::issued
