#include "target/constructs_hcl.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "readback/hcl_blocks.h"

namespace writ::target {
namespace {

using readback::HclAttribute;
using readback::HclBlock;

// Parts of a type's name, between underscores.
constexpr std::array<std::string_view, 20> kBearing = {
    "access", "acl",  "acls",    "credential", "credentials",   "grant",        "grants",
    "iam",    "iap",  "invoker", "membership", "permission",    "permissions",  "ram",
    "rbac",   "role", "roles",   "ssoadmin",   "rolesanywhere", "identitystore"};
// Of types of AWS that end in `policy` and rule something else than access.
constexpr std::array<std::string_view, 7> kOtherPolicies = {
    "appautoscaling", "autoscaling", "backup", "dlm", "lifecycle", "scaling", "headers"};
// Attributes whose value is a policy, whatever the type is.
constexpr std::array<std::string_view, 8> kPolicyAttributes = {
    "policy",        "policies",        "policy_data",        "policy_document",
    "inline_policy", "access_policies", "assume_role_policy", "managed_policy_arns"};
// Attributes that say nothing about access.
constexpr std::array<std::string_view, 4> kPlainAttributes = {"depends_on", "description",
                                                              "display_name", "tags"};
// Attributes by which a block says for what it stands.
constexpr std::array<std::string_view, 19> kIdentity = {
    "account_id", "bucket",     "client_id_list", "count",  "default",   "for_each",
    "group_id",   "group_name", "location",       "name",   "namespace", "name_prefix",
    "path",       "project",    "provider",       "region", "secret_id", "service_account",
    "url"};

template <size_t kCount>
bool IsIn(std::string_view word, const std::array<std::string_view, kCount>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string_view> Parts(std::string_view type) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t end = type.find('_');
    parts.push_back(type.substr(0, end));
    if (end == std::string_view::npos) return parts;
    type.remove_prefix(end + 1);
  }
}

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

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

std::string Spell(const HclBlock& block) {
  std::vector<std::string> lines;
  for (const HclAttribute& attribute : block.attributes) {
    if (!IsIn(attribute.name, kPlainAttributes))
      lines.push_back(attribute.name + " = " + attribute.value);
  }
  std::sort(lines.begin(), lines.end());
  for (const HclBlock& inner : block.blocks) lines.push_back(Spell(inner));
  return fmt::format("{} {{\n{}\n}}", fmt::join(block.words, " "), fmt::join(lines, "\n"));
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

void AddBlock(const HclBlock& block, Constructs& out) {
  const std::string& kind = block.words.front();
  const size_t size = block.words.size();
  if (kind == "locals") {
    for (const HclAttribute& local : block.attributes) {
      out.named.push_back(
          {"local." + local.name,
           {fmt::format("local `{}`", local.name), local.value, local.at, local.at}});
    }
  } else if ((kind == "provider" || kind == "module") && size == 2) {
    out.declared.insert(fmt::format("{}.{}", kind, block.words[1]));
  } else if (kind == "variable" && size == 2) {
    out.named.push_back(
        {"var." + block.words[1], {What(block), Identity(block), block.at, block.end}});
  } else if ((kind == "resource" || kind == "data" || kind == "ephemeral") && size == 3) {
    const std::string& type = block.words[1];
    const std::string address = fmt::format("{}.{}", type, block.words[2]);
    out.declared.insert(kind == "resource" ? address : kind + "." + address);
    if (TypeBearsAccess(type) || HoldsPolicy(block)) {
      out.bearing.push_back({What(block), Spell(block), block.at, block.end});
      return;
    }
    out.named.push_back({kind == "resource" ? address : kind + "." + address,
                         {What(block), Identity(block), block.at, block.end}});
  }
}

// Vault reads policies by HCL 1 (or JSON), where braces in a text need not match and `%{` is
// nothing. Only what HCL 1 and 2 read alike is plain: comments behind `#` on lines of their own,
// and
//   path "..." {
//     capabilities = ["...", ...]
//   }
class PlainPolicy {
 public:
  explicit PlainPolicy(std::string_view text) : rest_(text) {}

  bool Read() {
    const bool control = std::any_of(rest_.begin(), rest_.end(), [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == '\x7F';
    });
    if (control) return false;
    for (Lines(); !rest_.empty(); Lines()) {
      if (!Rule()) return false;
    }
    return true;
  }

 private:
  bool Rule() {
    if (!Take("path") || !Text() || !Take("{")) return false;
    Lines();
    if (!Take("capabilities") || !Take("=") || !Take("[")) return false;
    Lines();
    while (!Take("]")) {
      if (!Text()) return false;
      Lines();
      if (!Take(",") && !rest_.starts_with(']')) return false;
      Lines();
    }
    Lines();
    return Take("}");
  }

  // Blanks, line ends and comments.
  void Lines() {
    while (true) {
      Blanks();
      if (rest_.starts_with('#')) {
        rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
      } else if (rest_.starts_with('\n')) {
        rest_.remove_prefix(1);
      } else {
        return;
      }
    }
  }

  void Blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size())); }

  bool Take(std::string_view word) {
    Blanks();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  bool Text() {
    Blanks();
    if (!rest_.starts_with('"')) return false;
    const size_t end = rest_.find('"', 1);
    if (end == std::string_view::npos) return false;
    const std::string_view text = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return text.find_first_of("\\\n") == std::string_view::npos &&
           text.find("${") == std::string_view::npos && text.find("%{") == std::string_view::npos;
  }

  std::string_view rest_;
};

// HCL 1, which Vault reads policies by, finds names whatever their case.
bool MayBePath(std::string_view word) {
  return Lower(word) == "path" || word.find('\\') != std::string_view::npos;
}

bool IsWordOf(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

}  // namespace

bool TypeBearsAccess(std::string_view type) {
  const std::vector<std::string_view> parts = Parts(type);
  const std::string_view provider = parts.front();
  if (provider == "vault" || type.find('\\') != std::string_view::npos) return true;
  if (type.starts_with("google_service_account")) return true;
  if (std::any_of(parts.begin(), parts.end(),
                  [](std::string_view part) { return IsIn(part, kBearing); }))
    return true;
  const bool policy = parts.back() == "policy" || parts.back() == "policies";
  return provider == "aws" && policy &&
         std::none_of(parts.begin(), parts.end(),
                      [](std::string_view part) { return IsIn(part, kOtherPolicies); });
}

void FindInTerraform(std::string_view text, Constructs& out) {
  const auto file = readback::ReadHclBlocks(text);
  // Names and policies are compared as they are written, so no letter may be written otherwise.
  out.readable = file && text.find("\\u") == std::string_view::npos &&
                 text.find("\\U") == std::string_view::npos;
  if (!file) return;
  for (const HclBlock& block : file->blocks) AddBlock(block, out);
}

void FindInPolicy(std::string_view text, Constructs& out) {
  // What neither names a path nor can spell one is no policy, but some other HCL.
  const bool may_be =
      text.find('\\') != std::string_view::npos || Lower(text).find("path") != std::string::npos;
  out.readable = !may_be || PlainPolicy(text).Read();
  const auto file = readback::ReadHclBlocks(text);
  if (!file) return;
  for (const HclBlock& block : file->blocks) {
    if (MayBePath(block.words.front()))
      out.policy_rules.push_back({What(block), Spell(block), block.at, block.end});
  }
  for (const HclAttribute& attribute : file->attributes) {
    if (MayBePath(attribute.name))
      out.policy_rules.push_back(
          {"path", attribute.name + " = " + attribute.value, attribute.at, attribute.at});
  }
}

std::set<std::string> AddressesIn(std::string_view says) {
  std::set<std::string> out;
  std::string word, before, before_that;
  bool dot = false;
  for (size_t at = 0; at <= says.size(); ++at) {
    const char c = at < says.size() ? says[at] : '\n';
    if (IsWordOf(c)) {
      word += c;
      continue;
    }
    if (!word.empty()) {
      if (dot) out.insert(before + "." + word);
      if (dot && !before_that.empty()) out.insert(before_that + "." + before + "." + word);
      before_that = dot ? before : std::string();
      before = std::move(word);
      word.clear();
      dot = false;
    }
    if (c == '.') {
      dot = !before.empty();
    } else if (c != ' ') {
      before.clear();
      before_that.clear();
      dot = false;
    }
  }
  return out;
}

}  // namespace writ::target
