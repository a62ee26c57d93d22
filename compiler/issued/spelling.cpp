#include "issued/spelling.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "issued/types.h"
#include "issued/words.h"

namespace writ::issued {
namespace {

using readback::HclAttribute;
using readback::HclBlock;
using syntax::Cursor;

// Attributes that say nothing about access.
constexpr std::array<std::string_view, 4> kPlainAttributes = {"depends_on", "description",
                                                              "display_name", "tags"};
// Attributes by which a block says for what it stands.
constexpr std::array<std::string_view, 19> kIdentity = {
    "account_id", "bucket",     "client_id_list", "count",  "default",   "for_each",
    "group_id",   "group_name", "location",       "name",   "namespace", "name_prefix",
    "path",       "project",    "provider",       "region", "secret_id", "service_account",
    "url"};

// Blocks that any resource may have and that change nothing about access. An order of replacement
// does where something takes access away: the old one would be removed after the new one is there,
// and both are of one bucket.
bool IsPlain(const HclBlock& inner, const HclBlock& outer) {
  if (outer.words.size() != 3 || inner.words.size() != 1) return false;
  if (inner.words.front() == "timeouts") return true;
  if (inner.words.front() != "lifecycle") return false;
  const bool ordered = !Restricts(outer.words[1]);
  return std::all_of(inner.attributes.begin(), inner.attributes.end(),
                     [&](const HclAttribute& attribute) {
                       return attribute.name == "prevent_destroy" ||
                              (ordered && attribute.name == "create_before_destroy");
                     }) &&
         std::all_of(inner.blocks.begin(), inner.blocks.end(), [](const HclBlock& check) {
           return check.words.front() == "precondition" || check.words.front() == "postcondition";
         });
}

// Annotations tie a ServiceAccount to roles elsewhere, a Secret to a ServiceAccount; labels may add
// a ClusterRole to another.
bool IsPlain(std::string_view key, std::string_view kind) {
  return (key == "labels" && kind != "ClusterRole") ||
         (key == "annotations" && kind != "ServiceAccount" && kind != "Secret");
}

}  // namespace

void Spell(const Cursor& node, std::string& out, std::string_view kind) {
  if (!node.is_map() && !node.is_list()) {
    out += node.is_null() ? "null" : fmt::format("{}:{}", node.text().size(), node.text());
    if (node.is_scalar() && node.is_plain()) out += " plain";
    return;
  }
  std::vector<std::string> entries;
  for (Cursor child = node.first(); child.valid(); child = child.next()) {
    std::string entry;
    if (node.is_map()) {
      const std::string_view key = child.text();
      child = child.next();
      if (!kind.empty() && IsPlain(key, kind)) continue;
      entry = fmt::format("{} ", key);
      Spell(child, entry, key == "metadata" ? kind : std::string_view());
    } else {
      Spell(child, entry);
    }
    entries.push_back(std::move(entry));
  }
  if (node.is_map()) std::sort(entries.begin(), entries.end());
  out += fmt::format("{}{}{}", node.is_map() ? '{' : '[', fmt::join(entries, ","),
                     node.is_map() ? '}' : ']');
}

std::vector<Part> PartsOf(const HclBlock& block) {
  std::vector<Part> parts;
  for (const HclAttribute& attribute : block.attributes) {
    if (!IsIn(attribute.name, kPlainAttributes)) parts.push_back({attribute.name, attribute.value});
  }
  std::sort(parts.begin(), parts.end(),
            [](const Part& a, const Part& b) { return a.name < b.name; });
  for (const HclBlock& inner : block.blocks) {
    if (!IsPlain(inner, block))
      parts.push_back({fmt::format("{}", fmt::join(inner.words, " ")), Spell(inner)});
  }
  return parts;
}

std::vector<Part> PartsOf(const Cursor& map, std::string_view kind) {
  std::vector<Part> parts;
  for (Cursor key = map.first(); key.valid(); key = key.next().next()) {
    Part& part = parts.emplace_back();
    part.name = key.text();
    Spell(key.next(), part.says, key.text() == "metadata" ? kind : std::string_view());
  }
  return parts;
}

std::string Spell(const HclBlock& block) {
  std::string out = fmt::format("{} {{\n", fmt::join(block.words, " "));
  for (const Part& part : PartsOf(block)) out += fmt::format("{} = {}\n", part.name, part.says);
  return out + "}";
}

std::string Identity(const HclBlock& block) {
  HclBlock reduced{block.words, {}, {}, 0, 0};
  for (const HclAttribute& attribute : block.attributes) {
    if (IsIn(attribute.name, kIdentity)) reduced.attributes.push_back(attribute);
  }
  return Spell(reduced);
}

std::string What(const HclBlock& block) {
  std::string out = block.words.front();
  for (size_t i = 1; i < block.words.size(); ++i) out += fmt::format(" `{}`", block.words[i]);
  return out;
}

}  // namespace writ::issued
