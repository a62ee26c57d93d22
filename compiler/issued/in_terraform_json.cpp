#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "issued/carried.h"
#include "issued/constructs.h"
#include "issued/policies.h"
#include "issued/spelling.h"
#include "issued/types.h"

namespace writ::issued {
namespace {

using syntax::Cursor;

// How addresses begin of what Terraform's blocks declare.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kAddresses = {
    {{"data", "data."},
     {"ephemeral", "ephemeral."},
     {"locals", "local."},
     {"module", "module."},
     {"provider", "provider."},
     {"resource", ""},
     {"variable", "var."}}};

class Finder {
 public:
  Finder(std::string_view text, Constructs& out) : text_(text), out_(out) {}

  // Terraform in JSON: {"resource": {TYPE: ...}}, or a list of such maps.
  void Terraform(const Cursor& root) {
    if (root.is_list()) {
      for (Cursor item = root.first(); item.valid(); item = item.next()) Terraform(item);
    } else if (root.is_map()) {
      for (Cursor key = root.first(); key.valid(); key = key.next().next()) {
        const std::string_view kind = key.text();
        if (kind == "check") Checks(key.next());
        const bool typed = kind == "resource" || kind == "data" || kind == "ephemeral";
        if (typed) {
          Types(kind, key.next());
        } else if (kind == "import" || kind == "removed" || HoldsPolicy(Raw(key.next()))) {
          Add(fmt::format("`{}` in JSON", kind), "JSON", key);
        }
        const auto known = std::find_if(kAddresses.begin(), kAddresses.end(),
                                        [&](const auto& address) { return address.first == kind; });
        if (known != kAddresses.end()) Declared(std::string(known->second), key.next(), typed);
      }
    }
  }

 private:
  // `check` blocks by name; what each holds is as outside of it.
  void Checks(const Cursor& node) {
    if (node.is_list()) {
      for (Cursor item = node.first(); item.valid(); item = item.next()) Checks(item);
    } else if (node.is_map()) {
      for (Cursor name = node.first(); name.valid(); name = name.next().next())
        Terraform(name.next());
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
          out_.in_json.push_back({address,
                                  {fmt::format("`{}` in JSON", address),
                                   "JSON",
                                   key.span().begin,
                                   key.span().end,
                                   {},
                                   {},
                                   {}}});
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
        if (TypeBearsAccess(kind, type.text()) || ShowsSecrets(kind, type.text()) ||
            CarriesObjects(type.text()) || HoldsPolicy(Raw(type.next())) ||
            HoldsName(type.next()) || says.find("policy") != std::string::npos)
          Add(fmt::format("{} `{}` in JSON", kind, type.text()), std::move(says), type);
      }
    }
  }

  void Add(std::string what, std::string says, const Cursor& at) {
    out_.bearing.push_back(
        {std::move(what), std::move(says), at.span().begin, at.span().end, {}, {}, {}});
  }

  // Whether a key below a node says who may do what.
  static bool HoldsName(const Cursor& node) {
    if (!node.is_map() && !node.is_list()) return false;
    for (Cursor child = node.first(); child.valid(); child = child.next()) {
      const bool key = node.is_map();
      if (key && NamesAccess(child.text())) return true;
      if (key) child = child.next();
      if (HoldsName(child)) return true;
    }
    return false;
  }

  std::string_view Raw(const Cursor& node) const {
    return text_.substr(node.span().begin, node.span().end - node.span().begin);
  }

  std::string_view text_;
  Constructs& out_;
};

}  // namespace

void FindInTerraformJson(std::string_view text, const Cursor& root, Constructs& out) {
  Finder(text, out).Terraform(root);
}

}  // namespace writ::issued
