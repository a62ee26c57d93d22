// The program: every object of every environment, complete and with all references bound. Immutable
// once made.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "spec/model.h"

namespace writ::resolve {

// The objects of one environment. Ids index these vectors.
struct Environment {
  std::string name;
  Span name_span;
  const spec::Environment* facts = nullptr;    // into Program::platform
  std::vector<spec::Package> packages;         // sorted by name
  std::vector<spec::Schedule> schedules;       // sorted by package, name
  std::vector<spec::Secret> secrets;           // sorted by name
  std::vector<spec::Maintenance> maintenance;  // sorted by package, name

  // What `{env}` prints in secret paths.
  std::string PathName() const { return facts->path_name ? facts->path_name->value : name; }
};

struct Program {
  spec::Workspace workspace;
  std::unique_ptr<spec::Platform> platform;  // stable address
  std::vector<Environment> environments;     // sorted by name
};

// The look-ups that a bound reference makes safe.
template <class T>
const T& At(const std::vector<T>& all, Id<T> id) {
  WRIT_CHECK(id.value < all.size());
  return all[id.value];
}
// The package of that name in an environment; invalid when there is none.
Id<spec::Package> FindPackage(const Environment& environment, std::string_view name);
const spec::Team& TeamAt(const Program& program, Id<spec::Team> id);
std::string_view TeamName(const Program& program, Id<spec::Team> id);

// "package/reporting_seeder", "schedule/reporting_seeder/refresh_all".
std::string ObjectName(const spec::Package& object);
std::string ObjectName(const spec::Schedule& object);
std::string ObjectName(const spec::Secret& object);
std::string ObjectName(const spec::Maintenance& object);

std::string Dump(const Program& program);

}  // namespace writ::resolve
