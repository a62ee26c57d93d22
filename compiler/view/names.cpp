#include "view/names.h"

namespace writ::view {

namespace {

using access::Principal;
using access::PrincipalKind;
using value::Origins;
using value::Text;

// Of the names that a principal has in the world.
Origins NamesBehind(const Scope& scope, const Principal& who) {
  Origins out(who.named);
  if (who.package.valid())
    out.Add(access::PhysicalSpan(resolve::At(scope.environment().packages, who.package)));
  return out;
}

// Of those that hold the environment's name too.
Origins NamesAndEnvironment(const Scope& scope, const Principal& who) {
  Origins out = NamesBehind(scope, who);
  out.Add(scope.environment().name_span);
  return out;
}

}  // namespace

Text IdOf(const Scope& scope, const Principal& who) {
  Text out(who.id);
  const bool is_package = who.kind == PrincipalKind::kPackage;
  if (!is_package) out.from.Add(who.declared);
  if (who.package.valid())
    out.from.Add(resolve::At(scope.environment().packages, who.package).name.span);
  return out;
}

Text VaultPolicyOf(const Scope& scope, const Principal& who) {
  Text out{who.vault_policy, NamesBehind(scope, who)};
  if (who.kind == PrincipalKind::kAirflow) out.from.Add(who.declared);
  const auto& vault = scope.environment().facts->vault;
  if (vault && vault->name_prefix) out.from.Add(vault->name_prefix->span);
  return out;
}

Text ServiceAccountOf(const Scope& scope, const Principal& who) {
  return {who.service_account, NamesBehind(scope, who)};
}

Text AwsRoleOf(const Scope& scope, const Principal& who) {
  return {who.aws_role, NamesAndEnvironment(scope, who)};
}

Text AwsAudienceOf(const Scope& scope, const Principal& who) {
  return {who.aws_audience, NamesAndEnvironment(scope, who)};
}

Text WritesPrefixOf(const Scope& scope, const Principal& who) {
  return {who.writes_prefix, NamesAndEnvironment(scope, who)};
}

Text RoleArnOf(const spec::Aws& aws, std::string_view path, const Text& role) {
  Text out{access::RoleArn(aws, path, role.value), role.from};
  out.from.Add({aws.account.span, aws.region.span});
  return out;
}

}  // namespace writ::view
