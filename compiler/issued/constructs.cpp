#include "issued/constructs.h"

#include <array>

#include "base/ascii.h"

namespace writ::issued {
namespace {

// `override.tf`, `x_override.tf` ...
bool IsOverride(std::string_view path) {
  constexpr std::array<std::string_view, 4> kEnds = {".tf", ".tofu", ".tf.json", ".tofu.json"};
  std::string_view name = path.substr(path.rfind('/') + 1);
  for (const std::string_view end : kEnds) {
    if (!name.ends_with(end)) continue;
    name.remove_suffix(end.size());
    return name == "override" || name.ends_with("_override");
  }
  return false;
}

}  // namespace

Constructs FindConstructs(std::string_view given, std::string_view text) {
  const std::string path = ToLower(given);  // for tools that are given the file by its name
  Constructs out;
  out.overrides = IsOverride(path);
  if (path.ends_with(".tf") || path.ends_with(".tofu")) {
    FindInTerraform(text, out);
  } else if (path.ends_with(".tfvars")) {
    FindInVariables(text, out);
  } else if (path.ends_with(".hcl")) {
    FindInPolicy(text, out);
  } else if (path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json")) {
    FindInYaml(path, text, out);
  }
  return out;
}

}  // namespace writ::issued
