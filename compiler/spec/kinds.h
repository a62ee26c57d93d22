// Every kind of object that spec files may hold. No code but this list knows all of them.
#pragma once

#include "spec/kinds/maintenance.h"
#include "spec/kinds/package.h"
#include "spec/kinds/platform.h"
#include "spec/kinds/schedule.h"
#include "spec/kinds/secret.h"
#include "spec/kinds/workspace.h"

namespace writ::spec {

template <class S>
struct KindTag {
  using Type = S;
};

// Calls `visit(KindTag<S>())` for each kind.
template <class F>
void ForEachKind(F&& visit) {
  visit(KindTag<Platform>());
  visit(KindTag<Package>());
  visit(KindTag<Schedule>());
  visit(KindTag<Secret>());
  visit(KindTag<Maintenance>());
}

// Decoding of whole objects, compiled once in kinds.cpp.
bool DecodeObject(const Layers& in, Workspace& out, Context& context);
bool DecodeObject(const Layers& in, Platform& out, Context& context);
bool DecodeObject(const Layers& in, Package& out, Context& context);
bool DecodeObject(const Layers& in, Schedule& out, Context& context);
bool DecodeObject(const Layers& in, Secret& out, Context& context);
bool DecodeObject(const Layers& in, Maintenance& out, Context& context);

}  // namespace writ::spec
