#include <algorithm>

#include "base/ascii.h"
#include "issued/constructs.h"
#include "issued/spelling.h"

namespace writ::issued {
namespace {

using readback::HclAttribute;
using readback::HclBlock;

// Vault reads policies by HCL 1 (or JSON), where braces in a text need not match and `%{` is
// nothing. Only what HCL 1 and 2 read alike is plain: comments behind `#` on lines of their own,
// and
//   path "..." {
//     capabilities = ["...", ...]
//   }
class PlainPolicy {
 public:
  explicit PlainPolicy(std::string_view text) : rest_(text) {}

  size_t left() const { return rest_.size(); }  // bytes that were not read

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
  return EqualsIgnoringCase(word, "path") || word.find('\\') != std::string_view::npos;
}

// Without the comments and blanks in front, which HCL 1 and 2 end alike.
std::string_view FirstOf(std::string_view text) {
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const bool line = text.starts_with('#') || text.starts_with("//");
    if (!line && !text.starts_with("/*")) return text;
    const size_t end = line ? text.find('\n') : text.find("*/", 2);
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + (line ? 0 : 2));
  }
}

// HCL of another program: Nomad, Packer, Terragrunt. Vault refuses a policy in which anything but
// `path` and `name` stands at the left margin, whatever follows, so the first word tells.
bool IsOther(std::string_view text) {
  text = FirstOf(text);
  const auto end = std::find_if_not(text.begin(), text.end(),
                                    [](char c) { return IsLetter(c) || IsDigit(c) || c == '_'; });
  const std::string_view word = text.substr(0, static_cast<size_t>(end - text.begin()));
  return !word.empty() && !IsDigit(word.front()) && !EqualsIgnoringCase(word, "path") &&
         !EqualsIgnoringCase(word, "name");
}

}  // namespace

void FindInPolicy(std::string_view text, Constructs& out) {
  if (IsOther(text)) return;
  // What neither names a path nor can spell one is no policy, but some other HCL.
  const bool may_be =
      text.find('\\') != std::string_view::npos || ToLower(text).find("path") != std::string::npos;
  PlainPolicy plain(text);
  if (may_be && !plain.Read()) {
    out.unread = {text.size() - plain.left(),
                  "a policy of Vault is `#` comments and `path \"...\" {` with "
                  "`capabilities = [...]`, no other attributes, no escapes in texts"};
  }
  const readback::HclFile file = readback::ReadHclBlocks(text);
  if (!file.body) return;
  for (const HclBlock& block : file.body->blocks) {
    if (MayBePath(block.words.front()))
      out.policy_rules.push_back({What(block), Spell(block), block.at, block.end, {}, {}, {}});
  }
  for (const HclAttribute& attribute : file.body->attributes) {
    if (MayBePath(attribute.name))
      out.policy_rules.push_back({"path",
                                  attribute.name + " = " + attribute.value,
                                  attribute.at,
                                  attribute.at,
                                  {},
                                  {},
                                  {}});
  }
}

}  // namespace writ::issued
