@for rule in vault_rules
# @{rule.comment}
path @{rule.path} {
  capabilities = @{rule.capabilities}
}

@end
