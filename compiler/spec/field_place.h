// From a place in a spec back to the field that it belongs to.
#pragma once

#include <optional>
#include <string>

#include "spec/model.h"

namespace writ::spec {

enum class Layer : uint8_t { kObject, kDefaults, kOverride };

struct FieldPlace {
  const Object* object = nullptr;
  Layer layer = Layer::kObject;
  std::string environment;  // of an override
  std::string field;        // "jobs.load.command[1]"; of a default "job.retries"
};

// The innermost field whose text holds the span; nothing when no object does.
std::optional<FieldPlace> FindField(const Model& model, const Span& span);

}  // namespace writ::spec
