@for policy in vault.policies
resource "vault_policy" "@{policy.label}" {
  name = @{policy.name}
  policy = file("${path.module}/@{policy.file}")
}

@end
@for team in vault.teams
# The people of team/@{team.name} get their policy through a group that Vault already knows.
data "vault_identity_group" "@{team.label}" {
  group_name = @{team.group}
}

resource "vault_identity_group_policies" "@{team.label}" {
  group_id = data.vault_identity_group.@{team.label:ident}.group_id
  policies = [@{team.policy}.name]
  exclusive = false
}

@end
