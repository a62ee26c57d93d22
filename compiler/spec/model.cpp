#include "spec/model.h"

#include <algorithm>
#include <tuple>

#include "base/edit_distance.h"
#include "spec/kinds_table.h"
#include "spec/secret_text.h"

namespace writ::spec {
namespace {

using diag::Code;

std::vector<std::string_view> NamesOfKinds() {
  std::vector<std::string_view> names;
  ForEachKind([&](auto tag) { names.push_back(kTable<typename decltype(tag)::Type>.name); });
  return names;
}

std::string ScalarText(const syntax::Cursor& node) {
  return node.valid() && node.is_scalar() ? std::string(node.text()) : std::string();
}

void ReportSecret(const syntax::Cursor& node, std::string_view what, diag::Sink& sink) {
  sink.Report(Code::E0210, node.span(), "this text looks like {}", what)
      .Here("hidden here on purpose")
      .Note(
          "a spec names secrets and never holds them: put the value into the store and refer to "
          "it as `secret.key`")
      .Note(
          "if it is real, it is in your shell's history and editor now, perhaps in git: revoke it")
      .Hide();
}

// The value of a variable or param whose name says that it is a secret.
bool CheckNamed(const syntax::Cursor& name, const syntax::Cursor& value, diag::Sink& sink) {
  if (!value.valid() || !value.is_scalar() || !LooksLikeSecret(value.text()).empty()) return true;
  if (!IsSecretByName(name.text(), value.text())) return true;
  sink.Report(Code::E0210, value.span(), "`{}` is a secret by its name, and has its value here",
              name.text())
      .Here("hidden here on purpose")
      .Note("put the value into the store; a job gets it by `secrets: {{NAME: secret.key}}`")
      .Note("if it is no secret but a name, a file or an address, let its name end so: `{}_NAME`",
            name.text())
      .Hide();
  return false;
}

// `env: {NAME: text}`, `params: {NAME: {default: text}}`, `{name: NAME, value: text}`.
bool CheckNames(const syntax::Cursor& map, diag::Sink& sink) {
  bool ok = true;
  for (syntax::Cursor key = map.first(); key.valid(); key = key.next().next()) {
    const syntax::Cursor value = key.next();
    const bool env = key.text() == "env";
    if (!value.is_map() || (!env && key.text() != "params" && key.text() != "keys")) continue;
    for (syntax::Cursor name = value.first(); name.valid(); name = name.next().next())
      ok = CheckNamed(name, env ? name.next() : name.next().Find("default"), sink) && ok;
  }
  const syntax::Cursor name = map.Find("name");
  if (name.valid() && name.is_scalar()) ok = CheckNamed(name, map.Find("value"), sink) && ok;
  return ok;
}

// Reports every scalar that looks like a secret, without ever printing it. `key` is what it stands
// behind, if anything.
bool CheckNoSecrets(const syntax::Cursor& node, std::string_view key, diag::Sink& sink) {
  if (node.is_scalar()) {
    std::string_view what = LooksLikeSecret(node.text());
    if (what.empty()) what = LooksLikeSecret(key, node.text());
    if (!what.empty()) ReportSecret(node, what, sink);
    return what.empty();
  }
  bool ok = !node.is_map() || CheckNames(node, sink);
  for (syntax::Cursor child = node.first(); child.valid(); child = child.next()) {
    ok = CheckNoSecrets(child, {}, sink) && ok;
    if (!node.is_map()) continue;
    const std::string_view name = child.text();
    child = child.next();
    ok = CheckNoSecrets(child, name, sink) && ok;
  }
  return ok;
}

// Objects are known by their names: one without would be in no environment, and no other check
// would see it.
template <class S>
bool HasName(const Layers& layers, Context& context) {
  if (!layers.Get("name").empty()) return true;
  ForEachField<S>([&](const auto& field) {
    if (field.key == "name")
      ReportMissing(layers, kTable<S>.name, field.key, field.doc, field.example, context);
  });
  return false;
}

template <class S>
bool ShapeOf(const Layers& layers, diag::Sink& sink) {
  Context context{sink, Mode::kShape, {}, {}, {}};
  S object;
  const bool sound = DecodeObject(layers, object, context);
  return HasName<S>(layers, context) && sound;
}

void ReportKind(const syntax::Cursor& root, const syntax::Cursor& kind, diag::Sink& sink) {
  const std::vector<std::string_view> names = NamesOfKinds();
  if (!kind.valid()) {
    const Span first = root.first().valid() ? root.first().span() : root.span();
    sink.Report(Code::E0203, first, "this object has no `kind`")
        .Here("`kind` is missing here")
        .Note("for example `kind: package`");
    return;
  }
  Context context{sink, Mode::kShape, {}, {}, {}};
  if (!ExpectScalar(kind, Scalar<std::string>::kWhat, context)) return;
  const std::string text = ScalarText(kind);
  auto report = sink.Report(Code::E0202, kind.span(), "there is no kind `{}`", text);
  const std::string_view near = Nearest(text, names);
  if (text == "workspace") report.Here("a workspace is `writ.yaml` at the root");
  if (!near.empty()) report.Here("did you mean `{}`?", near);
  report.Note("kinds are {}", fmt::join(names, ", "));
}

void CheckDocument(const syntax::Cursor& root, Model& model, diag::Sink& sink) {
  if (!root.is_map()) {
    if (root.is_null()) return;  // an empty document between two `---`
    sink.Report(Code::E0204, root.span(), "a document is one object: a map with `kind` and `name`")
        .Here("this is not a map");
    return;
  }
  const syntax::Cursor kind = root.Find("kind");
  const syntax::Cursor name = root.Find("name");
  Object object{
      ScalarText(kind), ScalarText(name), ScalarText(root.Find("package")), {}, root, false};
  object.name_span = name.valid()           ? name.span()
                     : root.first().valid() ? root.first().span()
                                            : root.span();
  bool known = false;
  ForEachKind([&](auto tag) {
    using S = typename decltype(tag)::Type;
    if (object.kind != kTable<S>.name) return;
    known = true;
    object.sound = ShapeOf<S>(Layers(root, object.name_span), sink);
  });
  if (!known) ReportKind(root, kind, sink);
  object.sound = CheckNoSecrets(root, {}, sink) && object.sound && known;
  if (object.kind != "schedule" && object.kind != "maintenance") object.package.clear();
  model.objects.push_back(std::move(object));
}

}  // namespace

Model CheckShape(std::span<const syntax::ParseResult> files, const source::SourceManager& sources,
                 diag::Sink& sink) {
  Model model;
  for (const syntax::ParseResult& file : files) {
    for (const syntax::Document& document : file.tree.documents) {
      CheckDocument(syntax::Cursor(file.tree, sources, document.root), model, sink);
    }
    for (const syntax::BrokenDocument& broken : file.broken) {
      if (broken.name.empty()) model.complete = false;
      if (broken.name.empty()) continue;
      model.objects.push_back(Object{broken.kind, broken.name, broken.package, {}, {}, false});
    }
  }
  std::stable_sort(model.objects.begin(), model.objects.end(),
                   [](const Object& a, const Object& b) {
                     return std::tie(a.kind, a.package, a.name, a.name_span) <
                            std::tie(b.kind, b.package, b.name, b.name_span);
                   });
  return model;
}

Layers LayersOf(const Object& object, std::string_view environment, syntax::Cursor base) {
  Layers layers(base, object.name_span);
  layers.Push(object.root);
  const syntax::Cursor overrides = object.root.Find("overrides");
  if (overrides.valid() && overrides.is_map()) layers.Push(overrides.Find(environment));
  return layers;
}

std::string Dump(const Model& model, const source::SourceManager& sources) {
  std::string out;
  for (const Object& object : model.objects) {
    const std::string_view scope = object.package.empty() ? "" : "/";
    out += fmt::format("{}/{}{}{}", object.kind, object.package, scope, object.name);
    if (object.name_span.valid()) {
      const auto at = sources.Locate(object.name_span.file, object.name_span.begin);
      out += fmt::format("  {}:{}", sources.Path(object.name_span.file), at.line);
    }
    out += object.sound ? "\n" : "  (has errors)\n";
  }
  return out;
}

}  // namespace writ::spec
