#include "issued/carried.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "issued/constructs.h"
#include "issued/hcl_value.h"
#include "issued/kinds.h"
#include "issued/words.h"

namespace writ::issued {
namespace {

using readback::HclAttribute;
using readback::HclBlock;

// How types begin that hold whole objects.
constexpr std::array<std::string_view, 4> kManifests = {"k8s_", "kubectl_", "kubernetes_manifest",
                                                        "kustomization_"};
// Attributes of those that hold no object.
constexpr std::array<std::string_view, 8> kOther = {"count",    "depends_on", "field_manager",
                                                    "for_each", "namespace",  "override_namespace",
                                                    "provider", "wait_for"};

bool IsManifest(std::string_view type) {
  return std::any_of(kManifests.begin(), kManifests.end(),
                     [&](std::string_view start) { return type.starts_with(start); });
}

// Manifests as text.
std::string InText(const std::string& text) {
  Constructs found;
  FindInYaml("manifest.yaml", text, found);
  if (found.unread) return "holds YAML that cannot be read to tell what it gives";
  return found.bearing.empty() ? std::string() : "holds " + found.bearing.front().what;
}

std::string InObject(const HclBlock& object) {
  const auto kind = LiteralText(ValueOf(object, "kind"));
  const auto version = LiteralText(ValueOf(object, "apiVersion"));
  if (!kind || !version) return "does not write out `kind` and `apiVersion`";
  if (KindGivesAccess(*kind, *version)) return fmt::format("holds a {}", *kind);
  if (kind->ends_with("List")) return "holds a list of objects";
  if (*kind == "Secret" && !ValueOf(object, "type").empty()) {
    const auto type = LiteralText(ValueOf(object, "type"));
    if (!type) return "does not write out the `type` of a Secret";
    if (SecretGivesAccess(*type)) return "holds a Secret with a token of an account";
  }
  if (*kind == "ConfigMap") {
    const auto metadata = ObjectIn(ValueOf(object, "metadata"));
    const auto name = metadata ? LiteralText(ValueOf(*metadata, "name")) : std::nullopt;
    if (name && ConfigMapGivesAccess(*name)) return "holds the ConfigMap `" + *name + "`";
  }
  return {};
}

std::string InValue(std::string_view value) {
  if (const auto text = LiteralText(value)) return InText(*text);
  if (IsSimple(value)) return {};
  if (const auto object = ObjectIn(value)) return InObject(*object);
  return "is computed";
}

std::string InManifest(const HclBlock& block) {
  for (const HclAttribute& attribute : block.attributes) {
    if (IsIn(attribute.name, kOther)) continue;
    const std::string why = InValue(attribute.value);
    if (!why.empty()) return fmt::format("`{}` {}", attribute.name, why);
  }
  const bool dynamic =
      std::any_of(block.blocks.begin(), block.blocks.end(),
                  [](const HclBlock& inner) { return inner.words.front() == "dynamic"; });
  return dynamic ? "its blocks are computed" : "";
}

std::string InSecret(const HclBlock& block) {
  const std::string_view value = ValueOf(block, "type");
  if (value.empty()) return {};
  const auto type = LiteralText(value);
  if (!type) return "`type` is computed";
  return SecretGivesAccess(*type) ? "it holds a token of an account" : "";
}

// `file("${path.module}/...")` names a file that somebody can read.
bool IsFile(std::string_view value) {
  constexpr std::string_view kStart = "file ( \"${path.module}";
  return value.starts_with(kStart) &&
         value.find_first_of("${%", kStart.size()) == std::string_view::npos;
}

std::string InRelease(const HclBlock& block) {
  for (const std::string_view name : {"chart", "repository", "version"}) {
    const std::string_view value = ValueOf(block, name);
    if (!value.empty() && !LiteralText(value) && !IsFile(value))
      return fmt::format("`{}` is computed", name);
  }
  const bool post =
      std::any_of(block.blocks.begin(), block.blocks.end(),
                  [](const HclBlock& inner) { return inner.words.back() == "postrender"; });
  if (post || !ValueOf(block, "postrender").empty())
    return "`postrender` changes what the chart prints";
  const std::string_view values = ValueOf(block, "values");
  if (values.empty()) return {};
  const auto items = ItemsIn(values);
  if (!items) return "`values` is computed";
  for (const std::string& item : *items) {
    const auto text = LiteralText(item);
    const std::string why = text ? InText(*text) : std::string();
    if (!why.empty()) return "`values` " + why;
    if (!text && !IsFile(item) && !ObjectIn(item)) return "`values` is computed";
  }
  return {};
}

}  // namespace

bool CarriesObjects(std::string_view type) {
  return IsManifest(type) || type.starts_with("kubernetes_secret") || type == "helm_release";
}

std::string CarriedAccess(std::string_view type, const HclBlock& block) {
  if (IsManifest(type)) return InManifest(block);
  if (type.starts_with("kubernetes_secret")) return InSecret(block);
  return type == "helm_release" ? InRelease(block) : std::string();
}

}  // namespace writ::issued
