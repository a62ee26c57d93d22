#include "issued/policies.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "issued/hcl_value.h"
#include "issued/kinds.h"
#include "issued/words.h"

namespace writ::issued {
namespace {

using readback::HclAttribute;
using readback::HclBlock;

// Attributes whose value is a policy, whatever the type is.
constexpr std::array<std::string_view, 11> kPolicyAttributes = {
    "access_policies",     "allowed_principals", "assume_role_policy", "inline_policy",
    "managed_policy_arns", "permissions",        "policies",           "policy",
    "policy_data",         "policy_document",    "shared_accounts"};
// How names of attributes end that take a policy in types of AWS.
constexpr std::array<std::string_view, 7> kPolicyEnds = {
    "_policy",    "_policies",   "policy_json", "policy_document",
    "policy_arn", "policy_arns", "policy_text"};
// What other policies are about.
constexpr std::array<std::string_view, 16> kOtherPolicies = {
    "archive", "backup",  "cache",     "delete", "deletion", "delivery", "headers", "lifecycle",
    "origin",  "redrive", "retention", "retry",  "rotation", "scaling",  "ssl",     "security"};
// Blocks within a block that say who may do what.
constexpr std::array<std::string_view, 8> kAccessBlocks = {
    "access",        "access_control_policy", "access_policy", "grant",
    "inline_policy", "launch_permission",     "permission",    "permissions"};

constexpr std::array<std::string_view, 2> kEnvironments = {"env", "environment"};

// A text that can be no policy, since a policy is JSON or has a colon in its name.
bool IsPlainWord(std::string_view value) {
  if (IsSimple(value) && !ItemsIn(value)) return true;
  const auto text = LiteralText(value);
  return text && text->find_first_of("{:") == std::string::npos;
}

bool TakesPolicy(const HclAttribute& attribute, std::string_view type) {
  const std::string_view name = attribute.name;
  if (IsIn(name, kPolicyAttributes)) return true;
  if (name == "acl") return attribute.value != "\"private\"";
  if (name == "invoker_iam_disabled") return attribute.value != "false";
  if (!type.starts_with("aws")) return false;
  const bool ends = std::any_of(kPolicyEnds.begin(), kPolicyEnds.end(),
                                [&](std::string_view end) { return name.ends_with(end); });
  const bool other =
      std::any_of(kOtherPolicies.begin(), kOtherPolicies.end(),
                  [&](std::string_view word) { return name.find(word) != std::string_view::npos; });
  return ends && !other && !IsPlainWord(attribute.value);
}

// Words of a text, whatever stands between them.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  // The end of the next place where the word stands alone; npos if there is none.
  size_t After(std::string_view word, size_t from) const {
    for (size_t at = text_.find(word, from); at != std::string_view::npos;
         at = text_.find(word, at + 1)) {
      const size_t end = at + word.size();
      const bool begins = at == 0 || !IsLetter(text_[at - 1]);
      if (begins && (end == text_.size() || !IsLetter(text_[end]))) return end;
    }
    return std::string_view::npos;
  }
  bool Has(std::string_view word) const { return After(word, 0) != std::string_view::npos; }

  // What stands behind a key: from the first character that neither quotes nor assigns.
  std::string_view Value(size_t at) const {
    const size_t begin = text_.find_first_not_of(" \t\n\r\"'\\:=()", at);
    return begin == std::string_view::npos ? std::string_view() : text_.substr(begin);
  }
  // Whether that value is written out.
  bool IsQuoted(size_t at) const {
    const std::string_view value = Value(at);
    if (value.empty()) return false;
    const char before = text_[static_cast<size_t>(value.data() - text_.data()) - 1];
    return (before == '"' || before == '\'') && value.front() != '$' && value.front() != '%';
  }

 private:
  std::string_view text_;
};

// Of what a statement has to speak besides.
bool NamesObjects(const Words& words) {
  return words.Has("resource") || words.Has("notresource") || words.Has("principal") ||
         words.Has("notprincipal");
}

// An effect that allows is enough: the rest of the statement may stand in another value.
bool HoldsStatement(std::string_view lower) {
  const Words words(lower);
  const bool action = words.Has("action") || words.Has("notaction");
  for (size_t at = words.After("effect", 0); at != std::string_view::npos;
       at = words.After("effect", at)) {
    if (words.Value(at).starts_with("allow")) return true;
    const bool deny = words.Value(at).starts_with("deny");
    if (action && (deny || !words.IsQuoted(at))) return true;
  }
  return false;
}

bool HoldsObject(std::string_view value) {
  const Words words(value);
  if (value.find("rbac.authorization.k8s.io") != std::string_view::npos) return true;
  if (MentionsAnnotation(value)) return true;
  if (words.Has("aws-auth") || value.find("AWS::IAM::") != std::string_view::npos) return true;
  if (value.find("kubernetes.io/service-account-token") != std::string_view::npos) return true;
  if (!words.Has("apiVersion")) return false;
  for (size_t at = words.After("kind", 0); at != std::string_view::npos;
       at = words.After("kind", at)) {
    const std::string_view kind = words.Value(at);
    const auto end = std::find_if_not(kind.begin(), kind.end(), IsLetter);
    if (KindGivesAccess(kind.substr(0, static_cast<size_t>(end - kind.begin())), {})) return true;
  }
  return false;
}

}  // namespace

bool NamesAccess(std::string_view name) {
  return IsIn(name, kPolicyAttributes) || IsIn(name, kAccessBlocks) || name == "acl" ||
         name == "invoker_iam_disabled";
}

bool HoldsPolicy(std::string_view value) {
  return HoldsStatement(ToLower(value)) || HoldsObject(value);
}

bool HoldsWholePolicy(std::string_view text) {
  const std::string lower = ToLower(text);
  const Words words(lower);
  const bool whole = (words.Has("action") || words.Has("notaction")) && NamesObjects(words);
  return (whole && HoldsStatement(lower)) || HoldsObject(text);
}

bool HoldsPolicy(const HclBlock& block, std::string_view type) {
  // What a container is told is put together with nothing.
  const bool told = IsIn(block.words.back(), kEnvironments);
  return std::any_of(block.attributes.begin(), block.attributes.end(),
                     [&](const HclAttribute& attribute) {
                       const std::string text = attribute.name + " = " + attribute.value;
                       return TakesPolicy(attribute, type) ||
                              (told ? HoldsWholePolicy(text) : HoldsPolicy(text));
                     }) ||
         std::any_of(block.blocks.begin(), block.blocks.end(), [&](const HclBlock& inner) {
           return IsIn(inner.words.back(), kAccessBlocks) || HoldsPolicy(inner, type);
         });
}

}  // namespace writ::issued
