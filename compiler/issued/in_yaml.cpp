#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

#include "base/ascii.h"
#include "issued/constructs.h"
#include "issued/kinds.h"
#include "issued/policies.h"
#include "issued/spelling.h"
#include "issued/words.h"
#include "syntax/encoding.h"
#include "syntax/parse.h"

namespace writ::issued {
namespace {

using syntax::Cursor;

constexpr std::string_view kPlainYaml =
    "what may hold roles and policies has no anchors, tags, merge keys or repeated keys";

std::string_view TextOf(const Cursor& map, std::string_view key) {
  const Cursor value = map.Find(key);
  return value.valid() && value.is_scalar() ? value.text() : std::string_view();
}

// The value of an entry whose key is one of `lower`, in any case; invalid when there is none.
Cursor AnyOf(const Cursor& map, std::initializer_list<std::string_view> lower) {
  for (Cursor key = map.first(); key.valid(); key = key.next().next()) {
    for (const std::string_view word : lower) {
      if (EqualsIgnoringCase(key.text(), word)) return key.next();
    }
  }
  return {};
}

// A document of YAML or JSON: what of it gives access.
class Finder {
 public:
  explicit Finder(Constructs& out) : out_(out) {}

  void Document(const Cursor& root) {
    if (root.is_map()) VaultPolicy(root);
    if (root.is_map()) Jobs(root);
    Visit(root, {});
  }

 private:
  void Add(std::string what, std::string says, const Cursor& at, std::vector<Part> parts = {}) {
    out_.bearing.push_back({std::move(what),
                            std::move(says),
                            at.span().begin,
                            at.span().end,
                            std::move(parts),
                            {},
                            {}});
  }

  // A text that holds what charts and tools print as it is.
  void Text(const Cursor& scalar, const std::string& way) {
    const std::string_view text = scalar.text();
    if (text.find_first_of("{\n") == std::string_view::npos || !HoldsWholePolicy(text)) return;
    Add(fmt::format("a text in `{}`", way), fmt::format("{}{}", way, text), scalar);
  }

  void Visit(const Cursor& node, const std::string& way) {
    if (node.is_scalar()) Text(node, way);
    if (node.is_list()) {
      for (Cursor item = node.first(); item.valid(); item = item.next()) Visit(item, way + "-/");
    } else if (node.is_map() && !Object(node) && !Statement(node) && !Stack(node)) {
      for (Cursor key = node.first(); key.valid(); key = key.next().next())
        Entry(key, key.next(), way);
    }
  }

  void Entry(const Cursor& key, const Cursor& value, const std::string& way) {
    const std::string here = fmt::format("{}{}/", way, key.text());
    if (!AnnotationGivesAccess(key.text()) && key.text() != "id_tokens") return Visit(value, here);
    std::string says = here;
    Spell(value, says);
    Add(fmt::format("`{}`", key.text()), std::move(says), key);
  }

  static bool HoldsAccess(const Cursor& map, std::string_view kind, std::string_view name) {
    return (kind == "Secret" && SecretGivesAccess(TextOf(map, "type"))) ||
           (kind == "ConfigMap" && ConfigMapGivesAccess(name));
  }

  // Of a SecretList and its like, whose items need no kind of their own.
  static bool ListGivesAccess(const Cursor& list, std::string_view kind) {
    const Cursor items = list.Find("items");
    if (!items.valid() || !items.is_list()) return false;
    for (Cursor item = items.first(); item.valid(); item = item.next()) {
      if (!item.is_map()) continue;
      const Cursor metadata = item.Find("metadata");
      const bool named = metadata.valid() && metadata.is_map();
      if (HoldsAccess(item, kind, named ? TextOf(metadata, "name") : std::string_view()))
        return true;
    }
    return false;
  }

  // Of Kubernetes. A subject names a kind too, but no version.
  bool Object(const Cursor& map) {
    const std::string_view kind = TextOf(map, "kind");
    const std::string_view version = TextOf(map, "apiVersion");
    if (kind.empty() || version.empty()) return false;
    const Cursor metadata = map.Find("metadata");
    const std::string_view name = metadata.valid() ? TextOf(metadata, "name") : std::string_view();
    const bool lists =
        kind.ends_with("List") && ListGivesAccess(map, kind.substr(0, kind.size() - 4));
    if (!lists && !HoldsAccess(map, kind, name) && !KindGivesAccess(kind, version)) return false;
    std::string says;
    Spell(map, says, kind);
    Add(fmt::format("{} `{}`", kind, name), std::move(says), map, PartsOf(map, kind));
    return true;
  }

  // Of IAM. Its own words for what a statement does are `Allow` and `Deny`; keys, and an `Allow`
  // which gives access, are taken in any case, in case that a service does.
  bool Statement(const Cursor& map) {
    const Cursor effect = AnyOf(map, {"effect"});
    if (!effect.valid() || !effect.is_scalar()) return false;
    if (!EqualsIgnoringCase(effect.text(), "allow") && effect.text() != "Deny") return false;
    if (!AnyOf(map, {"action", "notaction"}).valid()) return false;
    if (!AnyOf(map, {"resource", "notresource", "principal", "notprincipal"}).valid()) return false;
    std::string says;
    Spell(map, says);
    Add("a statement of IAM", std::move(says), map, PartsOf(map, {}));
    return true;
  }

  // Of CloudFormation: a resource that is an identity, or is given rights.
  bool Stack(const Cursor& map) {
    const std::string_view type = TextOf(map, "Type");
    if (!type.starts_with("AWS::IAM::")) return false;
    std::string says;
    Spell(map, says);
    Add(fmt::format("a resource of type `{}`", type), std::move(says), map, PartsOf(map, {}));
    return true;
  }

  // Of GitLab: those that are given tokens, what takes all that another job has, and what may be
  // put into one of a file beside.
  void Jobs(const Cursor& root) {
    for (Cursor key = root.first(); key.valid(); key = key.next().next()) {
      const Cursor job = key.next();
      if (!job.is_map()) continue;
      const std::string name(key.text());
      const Cursor extends = job.Find("extends");
      if (job.Find("id_tokens").valid()) {
        out_.jobs_with_tokens.insert(name);
      } else if (SaysWhatToDo(job)) {
        Extends(name, key, name);
      }
      if (!extends.valid()) continue;
      if (extends.is_scalar()) Extends(name, extends, std::string(extends.text()));
      if (!extends.is_list()) continue;
      for (Cursor one = extends.first(); one.valid(); one = one.next()) {
        if (one.is_scalar()) Extends(name, one, std::string(one.text()));
      }
    }
  }

  static bool SaysWhatToDo(const Cursor& job) {
    return AnyOf(job, {"after_script", "before_script", "extends", "hooks", "image", "run",
                       "script", "services", "variables"})
        .valid();
  }

  void Extends(const std::string& job, const Cursor& at, std::string other) {
    Construct construct;
    construct.what = fmt::format("job `{}`", job);
    construct.at = at.span().begin;
    construct.end = at.span().end;
    out_.extended_jobs.push_back({job, std::move(other), std::move(construct)});
  }

  void VaultPolicy(const Cursor& root) {
    for (Cursor key = root.first(); key.valid(); key = key.next().next()) {
      const Cursor paths = key.next();
      if (!EqualsIgnoringCase(key.text(), "path") || !(paths.is_map() || paths.is_list())) continue;
      std::string says = "JSON ";
      Spell(paths, says);
      if (says.find("capabilities") != std::string::npos ||
          says.find("policy") != std::string::npos)
        out_.policy_rules.push_back(
            {"a policy in JSON", says, key.span().begin, key.span().end, {}, {}, {}});
    }
  }

  Constructs& out_;
};

// With the escapes of texts in quotes that may spell a name, whether they stand in such a text or
// not.
std::string Unescaped(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const char kind = text[at] == '\\' && at + 1 < text.size() ? text[at + 1] : '\0';
    const size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    unsigned code = 0;
    const char* first = text.data() + std::min(at + 2, text.size());
    const char* last =
        first + std::min(digits, static_cast<size_t>(text.data() + text.size() - first));
    const auto [end, error] = std::from_chars(first, last, code, 16);
    if (digits > 0 && error == std::errc() && end == last && code < 0x80) {
      out += static_cast<char>(code);
      at += 1 + digits;
    } else if (kind == '\n' || kind == '\r') {
      at = std::min(text.find_first_not_of(" \t\r\n", at + 1), text.size()) - 1;
    } else if (kind == '/') {
      ++at, out += '/';
    } else {
      out += text[at];
    }
  }
  return out;
}

// A tag that makes other text of what is written, or one whose meaning is declared elsewhere.
bool MayHoldBinary(std::string_view lower) {
  constexpr std::array<std::string_view, 9> kKnown = {"bool", "float", "int", "map", "merge",
                                                      "null", "omap",  "seq", "str"};
  if (lower.find("%tag") != std::string_view::npos || lower.find("!<") != std::string_view::npos)
    return true;
  for (size_t at = lower.find("!!"); at != std::string_view::npos; at = lower.find("!!", at + 2)) {
    const std::string_view tag = lower.substr(at + 2);
    const size_t end = std::min(tag.find_first_of(" \t\r\n,[]{}"), tag.size());
    if (end > 0 && !IsIn(tag.substr(0, end), kKnown)) return true;
  }
  return false;
}

// In a text that cannot be read: whether access may be there, or something that may spell it.
bool MayBeAccess(std::string_view path, const std::string& raw) {
  const std::string lower = ToLower(raw);
  const auto has = [&](std::string_view word) {
    return lower.find(word) != std::string_view::npos;
  };
  if (MayHoldBinary(lower) || MentionsAnnotation(raw)) return true;
  if (has("aws::iam") || has("id_tokens")) return true;
  if (has("kind") && has("apiversion")) return true;
  if (has("effect") && has("action")) return true;
  return path.ends_with(".json") && has("path") && (has("capabilities") || has("policy"));
}

void AddVariables(const Cursor& root, Constructs& out) {
  for (Cursor key = root.first(); key.valid(); key = key.next().next()) {
    out.named.push_back({fmt::format("var.{}", key.text()),
                         {fmt::format("a value of variable `{}`", key.text()),
                          "JSON",
                          key.span().begin,
                          key.span().end,
                          {},
                          {},
                          {}}});
  }
}

size_t StoppedAt(const diag::Sink& sink) {
  const auto& items = sink.items();
  return items.empty() || !items.front().span.valid() ? 0 : items.front().span.begin;
}

}  // namespace

void FindInYaml(std::string_view path, std::string_view text, Constructs& out) {
  const bool terraform = path.ends_with(".tf.json") || path.ends_with(".tofu.json");
  source::SourceManager sources;
  diag::Sink sink;
  const source::FileId file = sources.Add(std::string(path), std::string(text));
  const bool decoded = syntax::CheckEncoding(sources, file, sink);
  if (!decoded) out.unread = {StoppedAt(sink), kPlainYaml};
  if (!decoded) return;
  const syntax::ParseResult parsed = syntax::Parse(sources, file, sink);
  const bool variables = path.ends_with(".tfvars.json");
  Finder finder(out);
  for (const syntax::Document& document : parsed.tree.documents) {
    const Cursor root(parsed.tree, sources, document.root);
    if (variables && root.is_map()) AddVariables(root, out);
    if (terraform) FindInTerraformJson(text, root, out);
    finder.Document(root);
  }
  const size_t escape = terraform ? text.find("\\u") : std::string_view::npos;
  if (escape != std::string_view::npos)
    out.unread = {escape, "write the character instead of `\\u`, which may spell anything"};
  if (parsed.ok) return;
  if (terraform || variables || MayBeAccess(path, std::string(text)) ||
      MayBeAccess(path, Unescaped(text)))
    out.unread = {StoppedAt(sink), kPlainYaml};
}

}  // namespace writ::issued
