#include "resolve/identity.h"

#include <map>
#include <set>
#include <tuple>

#include "base/edit_distance.h"

namespace writ::resolve {
namespace {

using diag::Code;
using spec::Object;

// Objects of one kind and, for those of a package, of one package, by name.
using Key = std::tuple<std::string_view, std::string_view, std::string_view>;

Key KeyOf(const Object& object, std::string_view name) {
  return {object.kind, object.package, name};
}

bool IsDeclared(const syntax::Cursor& node, const spec::Platform& platform, diag::Sink& sink) {
  const auto& known = platform.environments;
  if (known.Find(node.text()) != nullptr) return true;
  std::vector<std::string_view> names;
  for (const auto& [name, facts] : known.entries) names.push_back(name.value.text);
  const std::string_view near = Nearest(node.text(), names);
  auto report = sink.Report(Code::E0301, node.span(), "there is no environment `{}`", node.text());
  if (!near.empty()) report.Here("did you mean `{}`?", near);
  report.Note("the platform declares {}", fmt::join(names, ", "));
  return false;
}

void CheckList(const syntax::Cursor& list, const spec::Platform& platform, diag::Sink& sink) {
  std::map<std::string_view, Span> seen;
  for (syntax::Cursor item = list.first(); item.valid(); item = item.next()) {
    if (!item.is_scalar() || !IsDeclared(item, platform, sink)) continue;
    const auto [first, added] = seen.emplace(item.text(), item.span());
    if (added) continue;
    sink.Report(Code::E0205, item.span(), "`{}` stands twice in `environments`", item.text())
        .Here("once is enough")
        .Label(first->second, "the first is here");
  }
}

// The object whose `environments` decides where this one is: its own, or its package's.
const Object& Placed(const Object& object, const ByName& packages) {
  if (object.package.empty() || object.root.Find("environments").valid()) return object;
  const auto package = packages.find(object.package);
  const bool known = package != packages.end() && package->second->root.valid();
  return known ? *package->second : object;
}

void CheckOverrides(const Object& object, const Object& placed, const spec::Platform& platform,
                    diag::Sink& sink) {
  const syntax::Cursor overrides = object.root.Find("overrides");
  if (!overrides.valid() || !overrides.is_map()) return;
  for (syntax::Cursor key = overrides.first(); key.valid(); key = key.next().next()) {
    if (!IsDeclared(key, platform, sink) || NamesEnvironment(placed, key.text())) continue;
    sink.Report(Code::E0303, key.span(), "{} `{}` does not exist in environment `{}`", object.kind,
                object.name, key.text())
        .Here("this override reaches nothing")
        .Label(placed.root.Find("environments").span(), "where `{}` is", placed.name)
        .Note("add `{}` to `environments`, or remove the override", key.text());
  }
}

}  // namespace

bool NamesEnvironment(const Object& object, std::string_view environment) {
  const syntax::Cursor list = object.root.Find("environments");
  if (!list.valid() || !list.is_list()) return true;
  for (syntax::Cursor item = list.first(); item.valid(); item = item.next()) {
    if (item.is_scalar() && item.text() == environment) return true;
  }
  return false;
}

void CheckEnvironmentNames(const spec::Model& model, const ByName& packages,
                           const spec::Platform& platform, diag::Sink& sink) {
  for (const Object& object : model.objects) {
    if (!object.root.valid() || object.kind == "platform") continue;
    const syntax::Cursor list = object.root.Find("environments");
    if (list.valid() && list.is_list()) CheckList(list, platform, sink);
    CheckOverrides(object, Placed(object, packages), platform, sink);
  }
}

void CheckFormerNames(const spec::Model& model, diag::Sink& sink) {
  std::map<Key, Span> names;
  std::map<Key, Span> former;
  for (const Object& object : model.objects)
    names.emplace(KeyOf(object, object.name), object.name_span);
  for (const Object& object : model.objects) {
    const syntax::Cursor before =
        object.sound ? object.root.Find("renamed_from") : syntax::Cursor();
    if (!before.valid() || !before.is_scalar()) continue;
    const Key key = KeyOf(object, before.text());
    if (before.text() == object.name) {
      sink.Report(Code::E0205, before.span(), "`{}` is its name today", before.text())
          .Here("the name before a rename is meant")
          .Note("remove `renamed_from`; it stays only after a rename, so that what exists is kept");
      continue;
    }
    const auto today = names.find(key);
    const bool exists = today != names.end();
    const auto [first, added] = former.emplace(key, before.span());
    if (!exists && added) continue;
    auto report = sink.Report(Code::E0302, before.span(), "`{}/{}` was not renamed to `{}`",
                              object.kind, before.text(), object.name);
    report.Here("another object has this name")
        .Label(exists ? today->second : first->second, "{}",
               exists ? "it still exists" : "it became this one")
        .Note("what was made for one object can go on as one object only: remove `renamed_from`");
  }
}

}  // namespace writ::resolve
