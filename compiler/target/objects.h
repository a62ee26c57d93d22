// From a place in a spec to the object that is written there.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plan/output_plan.h"
#include "spec/model.h"

namespace writ::target {

class Objects {
 public:
  explicit Objects(const spec::Model& model);

  // The objects that the holes of a rendered text come from, and `made_for` if it is an object;
  // sorted. The workspace's and the platform's facts stand in nearly every output, so they are
  // named only when nothing else is.
  std::vector<std::string> Behind(const std::vector<tmpl::HoleRecord>& holes,
                                  std::string_view made_for) const;

  // Where the object of that name is declared; an invalid span when there is none.
  Span Declared(std::string_view name) const;

 private:
  struct Entry {
    Span whole;
    Span name;
    std::string object;    // "schedule/reporting_seeder/refresh_all"
    bool is_fact = false;  // a platform
  };
  const Entry* At(const Span& span) const;

  std::vector<Entry> entries_;  // sorted by place
  std::map<std::string, size_t, std::less<>> by_name_;
};

}  // namespace writ::target
