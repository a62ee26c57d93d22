#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "issued/constructs.h"
#include "issued/spelling.h"
#include "issued/types.h"
#include "issued/words.h"

namespace writ::issued {
namespace {

using readback::HclAttribute;
using readback::HclBlock;

// Attributes whose value is a policy, whatever the type is.
constexpr std::array<std::string_view, 8> kPolicyAttributes = {
    "policy",        "policies",        "policy_data",        "policy_document",
    "inline_policy", "access_policies", "assume_role_policy", "managed_policy_arns"};

// Whether a value holds a statement of IAM, or an object of Kubernetes that gives access.
bool HoldsPolicy(std::string_view value) {
  const std::string lower = Lower(value);
  const bool statement =
      lower.find("effect") != std::string::npos && lower.find("action") != std::string::npos;
  return statement || lower.find("rbac.authorization.k8s.io") != std::string::npos;
}

bool HoldsPolicy(const HclBlock& block) {
  const bool own = std::any_of(
      block.attributes.begin(), block.attributes.end(), [](const HclAttribute& attribute) {
        return IsIn(attribute.name, kPolicyAttributes) || HoldsPolicy(attribute.value);
      });
  return own || std::any_of(block.blocks.begin(), block.blocks.end(),
                            [](const HclBlock& inner) { return HoldsPolicy(inner); });
}

void AddBlock(const HclBlock& block, Constructs& out) {
  const std::string& kind = block.words.front();
  const size_t size = block.words.size();
  if (kind == "locals") {
    for (const HclAttribute& local : block.attributes) {
      out.named.push_back(
          {"local." + local.name,
           {fmt::format("local `{}`", local.name), local.value, local.at, local.at, {}}});
    }
  } else if ((kind == "provider" || kind == "module") && size == 2) {
    out.declared.insert(fmt::format("{}.{}", kind, block.words[1]));
  } else if (kind == "variable" && size == 2) {
    out.named.push_back(
        {"var." + block.words[1], {What(block), Identity(block), block.at, block.end, {}}});
  } else if ((kind == "resource" || kind == "data" || kind == "ephemeral") && size == 3) {
    const std::string& type = block.words[1];
    const std::string address = fmt::format("{}.{}", type, block.words[2]);
    out.declared.insert(kind == "resource" ? address : kind + "." + address);
    if (TypeBearsAccess(type) || HoldsPolicy(block)) {
      out.bearing.push_back({What(block), Spell(block), block.at, block.end, PartsOf(block)});
      return;
    }
    out.named.push_back({kind == "resource" ? address : kind + "." + address,
                         {What(block), Identity(block), block.at, block.end, {}}});
  }
}

}  // namespace

void FindInTerraform(std::string_view text, Constructs& out) {
  const readback::HclFile file = readback::ReadHclBlocks(text);
  if (!file.body) {
    out.unread = {file.stopped_at,
                  file.may_be_hcl ? "no comments and heredocs inside `${}`, no nesting of hundreds"
                                  : "an attribute is `name = value`, a block is `type \"label\" {` "
                                    "up to its `}`, each on lines of its own",
                  !file.may_be_hcl};
    return;
  }
  // Names and policies are compared as they are written, so no letter may be written otherwise.
  const size_t escape = std::min(text.find("\\u"), text.find("\\U"));
  if (escape != std::string_view::npos)
    out.unread = {escape, "write the character instead of `\\u`, which may spell anything"};
  for (const HclBlock& block : file.body->blocks) AddBlock(block, out);
}

}  // namespace writ::issued
