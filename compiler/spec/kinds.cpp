#include <algorithm>

#include "spec/kinds_table.h"

namespace writ::spec {
namespace {

bool IsWordChar(char c, std::string_view more) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter || more.find(c) != std::string_view::npos;
}

}  // namespace

Parsed<HttpPath> Scalar<HttpPath>::Parse(std::string_view text) {
  const bool ok = text.starts_with('/') && text.size() <= 1024 &&
                  std::all_of(text.begin(), text.end(),
                              [](char c) { return IsWordChar(c, "/._~!$&'()*+,;=:@%-"); });
  if (ok) return {HttpPath{std::string(text)}, {}, {}};
  return Wrong<HttpPath>(
      fmt::format("`{}` is not the path of a URL", text),
      text.starts_with('/') ? "percent-encode other characters" : fmt::format("`/{}`?", text));
}

Parsed<GitRef> Scalar<GitRef>::Parse(std::string_view text) {
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  // What git itself refuses of such characters.
  const bool odd = has("..") || has("//") || has("/.") || has("./") || has(".lock/") ||
                   text.ends_with('/') || text.ends_with('.') || text.ends_with(".lock");
  const bool ok =
      !text.empty() && text.size() <= 255 && IsWordChar(text.front(), "") && !odd &&
      std::all_of(text.begin(), text.end(), [](char c) { return IsWordChar(c, "._/-"); });
  if (ok) return {GitRef{std::string(text)}, {}, {}};
  return Wrong<GitRef>(fmt::format("`{}` is not a branch that a rule can name", text),
                       "letters, digits, `.`, `_`, `/`, `-`, as git takes them");
}

bool DecodeObject(const Layers& in, Workspace& out, Context& context) {
  return Decode(in, out, context);
}
bool DecodeObject(const Layers& in, Platform& out, Context& context) {
  return Decode(in, out, context);
}
bool DecodeObject(const Layers& in, Package& out, Context& context) {
  return Decode(in, out, context);
}
bool DecodeObject(const Layers& in, Schedule& out, Context& context) {
  return Decode(in, out, context);
}
bool DecodeObject(const Layers& in, Secret& out, Context& context) {
  return Decode(in, out, context);
}
bool DecodeObject(const Layers& in, Maintenance& out, Context& context) {
  return Decode(in, out, context);
}

}  // namespace writ::spec
