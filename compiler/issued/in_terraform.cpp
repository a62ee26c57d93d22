#include <fmt/format.h>

#include <algorithm>

#include "issued/addresses.h"
#include "issued/carried.h"
#include "issued/constructs.h"
#include "issued/hcl_value.h"
#include "issued/policies.h"
#include "issued/spelling.h"
#include "issued/types.h"

namespace writ::issued {
namespace {

using readback::HclAttribute;
using readback::HclBlock;

Construct Whole(const HclBlock& block, std::string address = {}) {
  return {What(block), Spell(block), block.at, block.end, PartsOf(block), {}, std::move(address)};
}

Named Stands(const std::string& address, const HclBlock& block) {
  return {address, {What(block), Identity(block), block.at, block.end, {}, {}, {}}};
}

void AddLocals(const HclBlock& block, Constructs& out) {
  for (const HclAttribute& local : block.attributes) {
    Construct construct{
        fmt::format("local `{}`", local.name), local.value, local.at, local.at, {}, {}, {}};
    if (HoldsPolicy(local.name + " = " + local.value)) out.bearing.push_back(construct);
    out.named.push_back({"local." + local.name, std::move(construct)});
  }
}

constexpr std::string_view kShown =
    "what it reads could be read by all who see the state, an output or another resource; a token "
    "of whoever applies can be had by an `ephemeral` block";

// Parameters of AWS itself: of images, of regions.
bool IsPublic(std::string_view type, const HclBlock& block) {
  const auto name = LiteralText(ValueOf(block, "name"));
  return type == "aws_ssm_parameter" && name && name->starts_with("/aws/service/");
}

void AddTyped(const HclBlock& block, Constructs& out) {
  const std::string& kind = block.words.front();
  const std::string& type = block.words[1];
  std::string address = fmt::format("{}.{}", type, block.words[2]);
  if (kind != "resource") address = kind + "." + address;
  out.declared.insert(address);
  const std::string carried = kind == "resource" ? CarriedAccess(type, block) : std::string();
  const bool shows = ShowsSecrets(kind, type) && !IsPublic(type, block);
  if (shows || TypeBearsAccess(kind, type) || HoldsPolicy(block, type) || !carried.empty()) {
    out.bearing.push_back(Whole(block, std::move(address)));
    out.bearing.back().why = shows ? kShown : carried;
  } else {
    out.named.push_back(Stands(address, block));
  }
}

// Of an `import` or `removed`: whether it takes over or gives up what gives access, or keeps others
// from having it. A `moved` renames what the files declare anyhow.
bool TakesOverAccess(const HclBlock& block) {
  return std::any_of(
      block.attributes.begin(), block.attributes.end(), [](const HclAttribute& attribute) {
        const std::set<std::string> addresses = AddressesIn(attribute.value);
        return std::any_of(addresses.begin(), addresses.end(), [](const std::string& address) {
          return TypeBearsAccess("resource", ResourceTypeIn(address));
        });
      });
}

void AddBlock(const HclBlock& block, Constructs& out) {
  const std::string& kind = block.words.front();
  const size_t size = block.words.size();
  if (kind == "locals") return AddLocals(block, out);
  if (kind == "check") {  // its data are blocks like those outside
    for (const HclBlock& inner : block.blocks) AddBlock(inner, out);
  }
  if ((kind == "resource" || kind == "data" || kind == "ephemeral" || kind == "action") &&
      size == 3)
    return AddTyped(block, out);
  if ((kind == "provider" || kind == "module") && size == 2)
    out.declared.insert(fmt::format("{}.{}", kind, block.words[1]));
  if (kind == "variable" && size == 2) out.named.push_back(Stands("var." + block.words[1], block));
  if (HoldsPolicy(block, {}) || ((kind == "import" || kind == "removed") && TakesOverAccess(block)))
    out.bearing.push_back(Whole(block));
}

}  // namespace

void FindInVariables(std::string_view text, Constructs& out) {
  const readback::HclFile file = readback::ReadHclBlocks(text);
  if (!file.body) {
    out.unread = {file.stopped_at, "a value of a variable is `name = value`"};
    return;
  }
  for (const HclAttribute& value : file.body->attributes) {
    const std::string what = fmt::format("a value of variable `{}`", value.name);
    out.named.push_back({"var." + value.name, {what, value.value, value.at, value.at, {}, {}, {}}});
  }
}

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
