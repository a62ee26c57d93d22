// Names that are joined from others, each with all the spec texts that it was made of.
#pragma once

#include "access/names.h"
#include "view/context.h"

namespace writ::view {

// Of the name of an object in its package: its own and the package's, as they are in the world.
template <class T>
value::Origins NamesBehind(const spec::Package& package, const T& object) {
  return {access::PhysicalSpan(object), access::PhysicalSpan(package)};
}

// Airflow's id of a schedule or a maintenance object.
template <class T>
value::Text DagIdOf(const spec::Package& package, const T& object) {
  return {access::DagId(access::PhysicalName(package), access::PhysicalName(object)),
          NamesBehind(package, object)};
}

// What messages and comments call a principal: "package/seeder job/load".
value::Text IdOf(const Scope& scope, const access::Principal& who);
// Its policy and role in Vault; empty when it has none.
value::Text VaultPolicyOf(const Scope& scope, const access::Principal& who);
// Its service account in Kubernetes or at Google.
value::Text ServiceAccountOf(const Scope& scope, const access::Principal& who);
// Of a publisher or Airflow: the IAM role.
value::Text AwsRoleOf(const Scope& scope, const access::Principal& who);
// Of a publisher: the audience of its token for AWS, and the prefix that it writes.
value::Text AwsAudienceOf(const Scope& scope, const access::Principal& who);
value::Text WritesPrefixOf(const Scope& scope, const access::Principal& who);

// The ARN of an IAM role. `path` begins and ends with `/`.
value::Text RoleArnOf(const spec::Aws& aws, std::string_view path, const value::Text& role);

}  // namespace writ::view
