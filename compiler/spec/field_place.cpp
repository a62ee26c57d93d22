#include "spec/field_place.h"

#include <fmt/format.h>

#include <vector>

namespace writ::spec {
namespace {

bool Holds(const Span& outer, const Span& inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

// The child of a map or list that holds the span, and its name as a step of a path.
struct Child {
  syntax::Cursor node;
  std::string step;
};

std::optional<Child> ChildAt(const syntax::Cursor& node, const Span& span) {
  if (node.is_map()) {
    for (syntax::Cursor key = node.first(); key.valid(); key = key.next().next()) {
      const syntax::Cursor value = key.next();
      if (Holds(key.span(), span)) return Child{{}, std::string(key.text())};
      if (Holds(value.span(), span)) return Child{value, std::string(key.text())};
    }
  }
  if (node.is_list()) {
    size_t index = 0;
    for (syntax::Cursor item = node.first(); item.valid(); item = item.next(), ++index) {
      if (Holds(item.span(), span)) return Child{item, fmt::format("[{}]", index)};
    }
  }
  return std::nullopt;
}

std::vector<std::string> StepsTo(syntax::Cursor node, const Span& span) {
  std::vector<std::string> steps;
  while (node.valid()) {
    std::optional<Child> child = ChildAt(node, span);
    if (!child) break;
    steps.push_back(std::move(child->step));
    node = child->node;
  }
  return steps;
}

}  // namespace

std::optional<FieldPlace> FindField(const Model& model, const Span& span) {
  for (const Object& object : model.objects) {
    if (!object.root.valid() || !Holds(object.root.span(), span)) continue;
    std::vector<std::string> steps = StepsTo(object.root, span);
    FieldPlace place{&object, Layer::kObject, {}, {}};
    size_t skip = 0;
    if (object.kind == "platform" && steps.size() >= 2 && steps[0] == "defaults") {
      place.layer = Layer::kDefaults;
      skip = 1;
    } else if (steps.size() >= 2 && steps[0] == "overrides") {
      place.layer = Layer::kOverride;
      place.environment = steps[1];
      skip = 2;
    }
    for (size_t i = skip; i < steps.size(); ++i) {
      if (!place.field.empty() && steps[i][0] != '[') place.field += '.';
      place.field += steps[i];
    }
    return place;
  }
  return std::nullopt;
}

}  // namespace writ::spec
