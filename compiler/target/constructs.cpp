#include "target/constructs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "syntax/encoding.h"
#include "syntax/parse.h"
#include "target/constructs_hcl.h"

namespace writ::target {
namespace {

using syntax::Cursor;

constexpr std::array<std::string_view, 5> kKinds = {"ClusterRole", "ClusterRoleBinding", "Role",
                                                    "RoleBinding", "ServiceAccount"};
// Entries of a map that name whose rights something takes, or for whom a token is made.
constexpr std::array<std::string_view, 3> kEntries = {
    "eks.amazonaws.com/role-arn", "iam.gke.io/gcp-service-account", "id_tokens"};
// In a text that cannot be read, what may be one of these, or spell it.
constexpr std::array<std::string_view, 9> kSigns = {
    "kind",         "apiversion", "role-arn", "gcp-service-account", "id_tokens", "effect",
    "capabilities", "policy",     "\\"};

// How addresses begin of what Terraform's blocks declare.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kAddresses = {
    {{"data", "data."},
     {"ephemeral", "ephemeral."},
     {"locals", "local."},
     {"module", "module."},
     {"provider", "provider."},
     {"resource", ""},
     {"variable", "var."}}};

bool Is(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

std::string_view TextOf(const Cursor& map, std::string_view key) {
  const Cursor value = map.Find(key);
  return value.valid() && value.is_scalar() ? value.text() : std::string_view();
}

bool Has(const Cursor& map, std::string_view lower) {
  for (Cursor key = map.first(); key.valid(); key = key.next().next()) {
    if (Is(key.text(), lower)) return true;
  }
  return false;
}

// A document of YAML or JSON: what of it gives access.
class Finder {
 public:
  Finder(bool terraform, Constructs& out) : terraform_(terraform), out_(out) {}

  void Document(const Cursor& root) {
    if (terraform_) Terraform(root);
    if (root.is_map()) VaultPolicy(root);
    Visit(root, {});
  }

 private:
  void Add(std::string what, std::string says, const Cursor& at) {
    out_.bearing.push_back({std::move(what), std::move(says), at.span().begin, at.span().end});
  }

  void Visit(const Cursor& node, const std::string& way) {
    if (node.is_list()) {
      for (Cursor item = node.first(); item.valid(); item = item.next()) Visit(item, way + "-/");
    } else if (node.is_map() && !Object(node) && !Statement(node)) {
      for (Cursor key = node.first(); key.valid(); key = key.next().next())
        Entry(key, key.next(), way);
    }
  }

  void Entry(const Cursor& key, const Cursor& value, const std::string& way) {
    const std::string here = fmt::format("{}{}/", way, key.text());
    if (std::find(kEntries.begin(), kEntries.end(), key.text()) == kEntries.end())
      return Visit(value, here);
    std::string says = here;
    Spell(value, says);
    Add(fmt::format("`{}`", key.text()), std::move(says), key);
  }

  // Of Kubernetes. A subject names a kind too, but no version.
  bool Object(const Cursor& map) {
    const std::string_view kind = TextOf(map, "kind");
    if (TextOf(map, "apiVersion").empty()) return false;
    const bool list = kind.ends_with("RoleList") || kind.ends_with("RoleBindingList") ||
                      kind == "ServiceAccountList";
    if (!list && std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) return false;
    const Cursor metadata = map.Find("metadata");
    const std::string_view name = metadata.valid() ? TextOf(metadata, "name") : std::string_view();
    std::string says;
    Spell(map, says, kind);
    Add(fmt::format("{} `{}`", kind, name), std::move(says), map);
    return true;
  }

  // Of IAM, which takes its words in any case.
  bool Statement(const Cursor& map) {
    if (!Has(map, "effect") || !(Has(map, "action") || Has(map, "notaction"))) return false;
    std::string says;
    Spell(map, says);
    Add("a statement of IAM", std::move(says), map);
    return true;
  }

  void VaultPolicy(const Cursor& root) {
    for (Cursor key = root.first(); key.valid(); key = key.next().next()) {
      const Cursor paths = key.next();
      if (!Is(key.text(), "path") || !(paths.is_map() || paths.is_list())) continue;
      std::string says = "JSON ";
      Spell(paths, says);
      if (says.find("capabilities") != std::string::npos ||
          says.find("policy") != std::string::npos)
        out_.policy_rules.push_back({"a policy in JSON", says, key.span().begin, key.span().end});
    }
  }

  // Terraform in JSON: {"resource": {TYPE: ...}}, or a list of such maps.
  void Terraform(const Cursor& root) {
    if (root.is_list()) {
      for (Cursor item = root.first(); item.valid(); item = item.next()) Terraform(item);
    } else if (root.is_map()) {
      for (Cursor key = root.first(); key.valid(); key = key.next().next()) {
        const std::string_view kind = key.text();
        const bool typed = kind == "resource" || kind == "data" || kind == "ephemeral";
        if (typed) Types(kind, key.next());
        const auto known = std::find_if(kAddresses.begin(), kAddresses.end(),
                                        [&](const auto& address) { return address.first == kind; });
        if (known != kAddresses.end()) Declared(std::string(known->second), key.next(), typed);
      }
    }
  }

  // The addresses of what stands below a kind, or below a type.
  void Declared(const std::string& prefix, const Cursor& node, bool typed) {
    if (node.is_list()) {
      for (Cursor item = node.first(); item.valid(); item = item.next())
        Declared(prefix, item, typed);
    } else if (node.is_map()) {
      for (Cursor key = node.first(); key.valid(); key = key.next().next()) {
        const std::string address = fmt::format("{}{}", prefix, key.text());
        if (typed) {
          Declared(address + ".", key.next(), false);
        } else {
          out_.in_json.push_back(
              {address,
               {fmt::format("`{}` in JSON", address), "JSON", key.span().begin, key.span().end}});
        }
      }
    }
  }

  void Types(std::string_view kind, const Cursor& node) {
    if (node.is_list()) {
      for (Cursor item = node.first(); item.valid(); item = item.next()) Types(kind, item);
    } else if (node.is_map()) {
      for (Cursor type = node.first(); type.valid(); type = type.next().next()) {
        std::string says = "JSON ";
        Spell(type.next(), says);
        if (TypeBearsAccess(type.text()) || says.find("policy") != std::string::npos)
          Add(fmt::format("{} `{}` in JSON", kind, type.text()), std::move(says), type);
      }
    }
  }

  // Everything below a node. `kind`: it is such an object, or the metadata of one, and what gives
  // no access is left out.
  static void Spell(const Cursor& node, std::string& out, std::string_view kind = {}) {
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

  // Annotations tie a ServiceAccount to roles elsewhere; labels may add a ClusterRole to another.
  static bool IsPlain(std::string_view key, std::string_view kind) {
    return (key == "labels" && kind != "ClusterRole") ||
           (key == "annotations" && kind != "ServiceAccount");
  }

  bool terraform_;
  Constructs& out_;
};

void FindInYaml(std::string_view path, std::string_view text, Constructs& out) {
  const bool terraform = path.ends_with(".tf.json") || path.ends_with(".tofu.json");
  source::SourceManager sources;
  diag::Sink sink;
  const source::FileId file = sources.Add(std::string(path), std::string(text));
  out.readable = syntax::CheckEncoding(sources, file, sink);
  if (!out.readable) return;
  const syntax::ParseResult parsed = syntax::Parse(sources, file, sink);
  Finder finder(terraform, out);
  for (const syntax::Document& document : parsed.tree.documents)
    finder.Document(Cursor(parsed.tree, sources, document.root));
  if (parsed.ok) return;
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  out.readable =
      !terraform && std::none_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
        return lower.find(sign) != std::string::npos;
      });
}

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

Constructs FindConstructs(std::string_view path, std::string_view text) {
  Constructs out;
  out.overrides = IsOverride(path);
  if (path.ends_with(".tf") || path.ends_with(".tofu")) {
    FindInTerraform(text, out);
  } else if (path.ends_with(".hcl")) {
    FindInPolicy(text, out);
  } else if (path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json")) {
    FindInYaml(path, text, out);
  }
  return out;
}

}  // namespace writ::target
