#include "view/context.h"

#include <algorithm>

namespace writ::view {

Context MakeContext(const resolve::Program& program, const access::Access& access) {
  Context context{program, access, {}};
  std::vector<std::string>& names = context.package_names;
  for (const resolve::Environment& environment : program.environments) {
    for (const spec::Package& package : environment.packages)
      names.push_back(package.name.value.text);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return context;
}

value::Text ImageOf(const spec::Image& image) {
  value::Text out = TextOf(image.repository);
  if (image.digest) {
    out.value += "@" + image.digest->value.text;
    out.from.Add(image.digest->span);
  } else if (image.tag) {
    out.value += ":" + image.tag->value;
    out.from.Add(image.tag->span);
  } else if (image.stamped) {
    out.value += ":stamped";
    out.from.Add(image.stamped->span);
  }
  return out;
}

}  // namespace writ::view
